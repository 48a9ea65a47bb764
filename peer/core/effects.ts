// Everything the core may ask for, in the imperative. The shell performs it and reports the outcome as an event.

import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { PeerMessage } from '../../commons/protocol/peer-messages.ts';
import type { Request } from '../../commons/protocol/tracker-messages.ts';
import type { Reason } from '../reasons.ts';
import type { Report } from '../reports.ts';
import type { Contact } from './records/contact.ts';
import type { KeptConversations } from './records/kept.ts';
import type { LinkId } from './records/link-id.ts';
import type { RoomKey } from './records/room-key.ts';
import type { Timer } from './records/timer.ts';

export type Effect =
  | { type: 'report'; report: Report }
  /** Answered by `replied` or `requestFailed` with the same number. */
  | { type: 'request'; request: number; message: Request }
  /**
   * Answered by `linkOpened` or `linkClosed`. `isExtended`: the other side must be an extended peer. `key`: the key
   * that it has to prove, over TLS; null: the link is in plaintext.
   */
  | {
      type: 'dial';
      link: LinkId;
      username: string;
      endpoint: Endpoint;
      isExtended: boolean;
      key: Fingerprint | null;
    }
  /** The link that was reported by `linkGreeted` is admitted. */
  | { type: 'admit'; link: LinkId }
  /** It is not admitted, and its connection is closed. */
  | { type: 'turnAway'; link: LinkId; reason: Reason }
  /** With `line` (its id), `lineWritten` follows when the message is written. */
  | { type: 'send'; link: LinkId; message: PeerMessage; line?: string }
  | { type: 'acknowledge'; link: LinkId; id: string }
  /** Closes the link after all that was sent before is written. */
  | { type: 'close'; link: LinkId }
  /** Breaks the link at once. */
  | { type: 'drop'; link: LinkId; reason: Reason }
  /** Answered by `secretDerived` with the same number. */
  | { type: 'deriveSecret'; request: number; password: string; room: string }
  /** Answered by `passwordChanged` with the same number. */
  | { type: 'changePassword'; request: number; current: string; next: string }
  /** Stores the contacts in the profile. */
  | { type: 'keepContacts'; contacts: readonly Contact[] }
  | { type: 'keepRoomKeys'; roomKeys: readonly RoomKey[] }
  | { type: 'keepConversations'; conversations: KeptConversations }
  /** Makes our next key and stores it; answered by `keyPrepared`. */
  | { type: 'prepareKey' }
  /** `timeCame` follows, unless it is set again or cancelled. */
  | { type: 'setTimer'; timer: Timer; ms: number }
  | { type: 'cancelTimer'; timer: Timer }
  /** Starts or stops reporting what crosses the wire. */
  | { type: 'watchWire'; isOn: boolean }
  /** The core is done: closes all links after what was sent is written, and ends the program with this code. */
  | { type: 'quit'; exitCode: number };
