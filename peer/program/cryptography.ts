import { isRoomProof, roomProof, trackerSecretOf } from '../../commons/identity/room-proof.ts';
import { safetyNumber } from '../../commons/identity/safety-number.ts';
import { readKeyChange } from '../../commons/identity/signed-key-change.ts';
import type { Cryptography } from '../core/cryptography.ts';

/** That of node. */
export const cryptography: Cryptography = { roomProof, isRoomProof, trackerSecretOf, safetyNumber, readKeyChange };
