import type { Fingerprint } from '../../commons/identity/fingerprint.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import type { StartedTracker } from '../program/started-tracker.ts';
import type { EncryptionPolicy, RequestPolicy } from '../reports.ts';
import type { Contact } from './records/contact.ts';
import type { KeptConversations } from './records/kept.ts';
import type { RoomKey } from './records/room-key.ts';

/** The options and the stored records with which the core starts. */
export interface CoreOptions {
  readonly username: string;
  /** The address on which we listen, as it is shown to the user. */
  readonly listen: Endpoint;
  /** All addresses on which we listen, with one port. */
  readonly listens: readonly Endpoint[];
  /** The tracker's address, as it is shown to the user. */
  readonly trackerName: string;
  readonly encryption: EncryptionPolicy;
  /** What becomes of the first message of somebody whom the user does not know. */
  readonly requestPolicy: RequestPolicy;
  /** Our own key; null: we have none, and encrypt nothing. */
  readonly fingerprint: Fingerprint | null;
  /** The key that replaces ours at the next login by password; null: none was made. */
  readonly nextKey: Fingerprint | null;
  /** Where our keys are recorded; null: nowhere. */
  readonly keyLog: string | null;
  /** The tracker that was started beside us; undefined: none was. */
  readonly trackerProcess?: StartedTracker | undefined;
  /** The front end asks for passwords, so that no line is ever taken for one. */
  readonly asksPasswords: boolean;
  readonly contacts: readonly Contact[];
  readonly roomKeys: readonly RoomKey[];
  /** The rooms and private chats of the last session; null: none are stored, as by earlier versions. */
  readonly conversations: KeptConversations | null;
}
