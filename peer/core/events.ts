// Everything that can happen to the client, in the past tense. The shell reports it; the core decides what follows.

import type { RoomView } from '../../commons/model/views.ts';
import type { Endpoint } from '../../commons/net/connection.ts';
import type { ChatMessage } from '../../commons/protocol/peer-messages.ts';
import type { ErrorReply, OkReply } from '../../commons/protocol/tracker-messages.ts';

/** Names one connection to a peer for as long as the program runs. */
export type LinkId = number;

export type PeerEvent =
  | { type: 'lineEntered'; text: string }
  | { type: 'quitAsked'; exitCode: number }
  /** We have left: what was not confirmed by now never will be. */
  | { type: 'everythingClosed' }
  // the tracker
  | { type: 'loggedIn'; rooms: readonly string[] }
  | { type: 'trackerLost'; reason: string }
  | { type: 'trackerAwaited'; retryInMs: number; reason: string }
  | { type: 'sessionEnded'; code: string; message: string }
  | { type: 'replied'; request: number; reply: OkReply | ErrorReply }
  | { type: 'requestFailed'; request: number; reason: string }
  | { type: 'roomChanged'; room: RoomView }
  | { type: 'roomDeleted'; room: string }
  // links
  | { type: 'linkGreeted'; link: LinkId; username: string; remote: Endpoint }
  | { type: 'linkOpened'; link: LinkId; username: string; isDialled: boolean; isExtended: boolean }
  | { type: 'linkUpgraded'; link: LinkId }
  | { type: 'linkClosed'; link: LinkId; reason: string }
  | { type: 'messageReceived'; link: LinkId; message: ChatMessage }
  | { type: 'acknowledged'; link: LinkId; ids: readonly string[]; code: string | undefined }
  | { type: 'leaveReceived'; link: LinkId; room: string | null }
  | { type: 'lineWritten'; link: LinkId; id: string }
  // time
  | { type: 'timeCame'; timer: string };
