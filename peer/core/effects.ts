// Everything the core may ask for, in the imperative. The shell does it and reports what came of it.

import type { Endpoint } from '../../commons/net/connection.ts';
import type { PeerMessage } from '../../commons/protocol/peer-messages.ts';
import type { Request } from '../../commons/protocol/tracker-messages.ts';
import type { Report } from '../reports.ts';
import type { LinkId } from './events.ts';

export type Effect =
  | { type: 'report'; report: Report }
  /** Answered by `replied` or `requestFailed` with the same number. */
  | { type: 'request'; request: number; message: Request }
  /** Answered by `linkOpened` or `linkClosed`. `isExtended`: it was an extended peer before, and cannot be less now. */
  | { type: 'dial'; link: LinkId; username: string; endpoint: Endpoint; isExtended: boolean }
  /** The greeted link is let in, or not. */
  | { type: 'admit'; link: LinkId }
  | { type: 'turnAway'; link: LinkId; reason: string }
  /** With `line`, `lineWritten` follows when it has left. */
  | { type: 'send'; link: LinkId; message: PeerMessage; line?: string }
  | { type: 'acknowledge'; link: LinkId; id: string }
  /** In order: what was sent before still leaves. */
  | { type: 'close'; link: LinkId }
  /** At once. */
  | { type: 'drop'; link: LinkId; reason: string }
  /** `timeCame` follows, unless it is set again or cancelled. */
  | { type: 'setTimer'; timer: string; ms: number }
  | { type: 'cancelTimer'; timer: string }
  /** Everything is said: close all links in order, and end with this code. */
  | { type: 'quit'; exitCode: number };
