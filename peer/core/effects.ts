// Everything the core may ask for, in the imperative. The shell does it and reports what came of it.

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
   * Answered by `linkOpened` or `linkClosed`. `isExtended`: it was an extended peer before, and cannot be less now. `key`:
   * whom we want to meet there, in secret; null: in the clear.
   */
  | {
      type: 'dial';
      link: LinkId;
      username: string;
      endpoint: Endpoint;
      isExtended: boolean;
      key: Fingerprint | null;
    }
  /** The greeted link is let in, or not. */
  | { type: 'admit'; link: LinkId }
  | { type: 'turnAway'; link: LinkId; reason: Reason }
  /** With `line`, `lineWritten` follows when it has left. */
  | { type: 'send'; link: LinkId; message: PeerMessage; line?: string }
  | { type: 'acknowledge'; link: LinkId; id: string }
  /** In order: what was sent before still leaves. */
  | { type: 'close'; link: LinkId }
  /** At once. */
  | { type: 'drop'; link: LinkId; reason: Reason }
  /** Answered by `secretDerived` with the same number. */
  | { type: 'deriveSecret'; request: number; password: string; room: string }
  /** Answered by `passwordChanged` with the same number. */
  | { type: 'changePassword'; request: number; current: string; next: string }
  /** Keeps them for the next time. */
  | { type: 'keepContacts'; contacts: readonly Contact[] }
  | { type: 'keepRoomKeys'; roomKeys: readonly RoomKey[] }
  | { type: 'keepConversations'; conversations: KeptConversations }
  /** Makes our next key and keeps it; answered by `keyPrepared`. */
  | { type: 'prepareKey' }
  /** `timeCame` follows, unless it is set again or cancelled. */
  | { type: 'setTimer'; timer: Timer; ms: number }
  | { type: 'cancelTimer'; timer: Timer }
  /** What crosses the wire is to be reported from now on, or no more. */
  | { type: 'watchWire'; isOn: boolean }
  /** Everything is said: close all links in order, and end with this code. */
  | { type: 'quit'; exitCode: number };
