import type { isRoomProof, roomProof, trackerSecretOf } from '../../commons/identity/room-proof.ts';
import type { safetyNumber } from '../../commons/identity/safety-number.ts';
import type { readKeyChange } from '../../commons/identity/signed-key-change.ts';

/**
 * The functions of cryptography that the core needs, passed in by the shell. They return the same for the same
 * arguments. So the core loads no `node:crypto`, and a web page can pass in those of a browser.
 */
export interface Cryptography {
  readonly roomProof: typeof roomProof;
  readonly isRoomProof: typeof isRoomProof;
  readonly trackerSecretOf: typeof trackerSecretOf;
  readonly safetyNumber: typeof safetyNumber;
  readonly readKeyChange: typeof readKeyChange;
}
