import { Dialling } from './dialling.ts';
import { Incoming } from './incoming.ts';
import { Outgoing } from './outgoing.ts';
import { PersonLinks } from './person-links.ts';
import { Presence } from './presence.ts';
import { PrivateChat } from './private-chat.ts';
import type { RecentIds } from './recent-ids.ts';
import { WaitingInvites } from './waiting-invites.ts';

/**
 * What is known of a person with whom we share, or shared, a room or a private chat. Each record is written by its own
 * methods only.
 */
export interface Person {
  readonly username: string;
  readonly presence: Presence;
  readonly dialling: Dialling;
  readonly links: PersonLinks;
  readonly outgoing: Outgoing;
  readonly incoming: Incoming;
  readonly chat: PrivateChat;
  readonly invites: WaitingInvites;
}

/** `ids`: the ids of messages that were received from them before. */
export function newPerson(username: string, ids: RecentIds): Person {
  return {
    username,
    presence: new Presence(),
    dialling: new Dialling(),
    links: new PersonLinks(),
    outgoing: new Outgoing(),
    incoming: new Incoming(ids),
    chat: new PrivateChat(),
    invites: new WaitingInvites(),
  };
}
