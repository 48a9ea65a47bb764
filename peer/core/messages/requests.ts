// First messages of strangers (protocol 7.9). They open no conversation: they wait, in memory and within bounds, until
// the user accepts, declines or blocks the sender. After a restart only the sender's name remains, because messages are
// never written to the disk.

import { nameKey } from '../../../commons/model/names.ts';
import type { MessageReport } from '../../reports.ts';
import { isReturning, sharesRoom } from '../look-ups.ts';
import { likeness, userLookedLike } from '../people/look-alikes.ts';
import type { ContactRequest } from '../records/contact-request.ts';
import { MAX_KEPT_REQUESTS } from '../records/kept.ts';
import type { Person } from '../records/person.ts';
import { report } from '../report.ts';
import { keepChat, saveConversations } from '../rooms/kept-conversations.ts';
import type { PeerState } from '../state.ts';
import { markAccepted, trustOf } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';
import { beginPrivateChat } from './private-chats.ts';

/** People who may wait: a page to look through. Names are free, so the oldest request is dropped for a new one. */
export const MAX_REQUESTS = MAX_KEPT_REQUESTS;

/** They share a room with the user, were verified, or were written to or accepted. */
export function isAcquainted(state: PeerState, username: string): boolean {
  const chat = state.kept.chats.get(nameKey(username));
  const contact = state.contacts.get(nameKey(username));
  return (
    (chat?.with === username && chat.written) ||
    sharesRoom(state, username) ||
    trustOf(state, username) === 'verified' ||
    (contact?.username === username && contact.accepted === true)
  );
}

/**
 * Whether their messages are shown at once: the user knows them, has a private chat with them, or accepts everybody.
 */
export function isHeardAtOnce(state: PeerState, username: string): boolean {
  return (
    state.requestPolicy === 'accept' ||
    state.people.get(username)?.chat.isOpen === true ||
    state.kept.chats.get(nameKey(username))?.with === username ||
    isAcquainted(state, username)
  );
}

/** Holds a message until the user answers. False: no more messages of this person may wait. */
export function holdRequest(turn: Turn, message: MessageReport): boolean {
  const { requestBox } = turn.state;
  const known = requestBox.get(message.from);
  if (known?.messages.some(({ id }) => id === message.id)) return true; // Its sender was forgotten, and sends it again.
  if (!requestBox.hold(message)) return false;
  if (known) return true;
  makeRoom(turn);
  saveConversations(turn);
  return true;
}

/**
 * Reports who has written, but not before the rooms of the last session are entered again: their members are no
 * strangers, and are known only then.
 */
export function reportRequests(turn: Turn): void {
  const { state } = turn;
  if (!state.requestBox.hasNews || !state.lifetime.isReady || isReturning(state)) return;
  for (const request of state.requestBox.takeNews()) report(turn, { event: 'request', ...viewOf(state, request) });
}

/** The person is no stranger any more: shows their waiting messages, and later ones at once. */
export function hearFromNowOn(turn: Turn, person: Person): void {
  showHeldMessages(turn, person.username);
  beginPrivateChat(turn.state, person);
  person.links.clearLeft();
  keepChat(turn, person.username, false);
}

/** They have taken a seat in a room of ours. */
export function hearMember(turn: Turn, person: Person): void {
  const request = turn.state.requestBox.get(person.username);
  if (request && request.messages.length > 0) hearFromNowOn(turn, person);
}

/** The user writes to somebody, or accepts them: shows their waiting messages, and later ones at once. */
export function acceptPerson(turn: Turn, username: string): void {
  beginPrivateChat(turn.state, turn.state.people.findOrAdd(username));
  keepChat(turn, username, true);
  markAccepted(turn, username);
  showHeldMessages(turn, username);
}

/** Shows the held messages in order, with the times at which they were written. */
function showHeldMessages(turn: Turn, username: string): void {
  const request = endRequest(turn, username, 'accepted');
  for (const message of request?.messages ?? []) report(turn, message);
}

export function declineRequest(turn: Turn, { from }: ContactRequest): void {
  endRequest(turn, from, 'declined');
}

export function dropBlockedRequests(turn: Turn, isBlocked: (username: string) => boolean): void {
  for (const username of [...turn.state.requestBox.keys()]) {
    if (isBlocked(username)) endRequest(turn, username, 'blocked');
  }
}

export function reportWaitingRequests(turn: Turn): void {
  const { state } = turn;
  const requests = [...state.requestBox.values()].map((request) => viewOf(state, request));
  report(turn, { event: 'requests', requests, dropped: state.requestBox.dropped });
}

function makeRoom(turn: Turn): void {
  const { state } = turn;
  while (state.requestBox.size > MAX_REQUESTS) {
    const [oldest = ''] = state.requestBox.keys();
    state.requestBox.countDropped();
    endRequest(turn, oldest, 'dropped');
  }
}

function endRequest(
  turn: Turn,
  from: string,
  how: 'accepted' | 'declined' | 'blocked' | 'dropped',
): ContactRequest | undefined {
  const { state } = turn;
  const request = state.requestBox.get(from);
  if (!request) return undefined;
  state.requestBox.remove(from);
  saveConversations(turn);
  if (!request.isReported) return request;
  const { messages, refused, isFromBefore } = request;
  report(turn, {
    event: 'request_ended',
    from,
    how,
    lines: messages.length,
    refused,
    ...(isFromBefore ? { from_before: true } : {}),
    ...(how === 'dropped' ? { dropped: state.requestBox.dropped } : {}),
  });
  return request;
}

function viewOf(state: PeerState, { from, messages, refused, isFromBefore }: ContactRequest) {
  return {
    from,
    lines: messages.length,
    refused,
    ...(isFromBefore ? { from_before: true as const } : {}),
    ...likeness(userLookedLike(state, from)),
  };
}
