// The session with the tracker: logged in, lost, awaited.

import type { Request } from '../../../commons/protocol/tracker-messages.ts';
import type { Reason } from '../../reasons.ts';
import type { LoggedIn } from '../events.ts';
import { seek } from '../people/presence.ts';
import { checkListening } from '../people/reach.ts';
import { report } from '../report.ts';
import { beginReturning, takeSeatsAgain } from '../rooms/returning.ts';
import { joinRequest, roomKeyOf } from '../rooms/room-keys.ts';
import { rostersInterrupted } from '../rooms/rosters.ts';
import { trustOf } from '../trust/contacts.ts';
import { checkKeysAgain } from '../trust/key-checks.ts';
import { reportNextKey } from '../trust/own-key.ts';
import type { Turn } from '../turn.ts';
import { ask } from './asking.ts';

/** We have logged in, for the first time or again: requests our seats again, and checks what has changed meanwhile. */
export function loggedIn(turn: Turn, login: LoggedIn): void {
  const { state } = turn;
  state.tracker.loggedIn(login);
  state.watch.clearWatched();
  state.watch.markOutdated();
  if (!state.lifetime.isReady) {
    state.lifetime.setReady();
    const { username, listen, trackerName: tracker, encryption, fingerprint, keyLog: keylog } = state;
    const started = state.trackerProcess ? { tracker_process: state.trackerProcess } : {};
    report(turn, { event: 'ready', username, listen, tracker, encryption, fingerprint, keylog, ...started });
    reportContacts(turn);
    reportNextKey(turn);
    beginReturning(turn);
  }
  report(turn, { event: 'tracker', state: 'connected' });
  checkListening(turn);
  const left = state.rooms.takeToLeave(login.rooms);
  for (const room of left) ask(turn, { cmd: 'LEAVE_ROOM', room }, { kind: 'leave', room });
  const rejoined = [...state.rooms.values()];
  takeSeatsAgain(
    turn,
    login.rooms.filter((name) => !left.includes(name)),
  );
  for (const person of state.people.values()) if (person.chat.isOpen) seek(turn, person);
  // Our seat may be lost meanwhile, so the request has the secret that opens the room.
  const joinAgain = (room: string): Request => joinRequest(room, roomKeyOf(state, room));
  for (const { name } of rejoined) ask(turn, joinAgain(name), { kind: 'rejoin', room: name });
  checkKeysAgain(turn);
}

export function trackerLost(turn: Turn, reason: Reason): void {
  turn.state.tracker.setAway('lost');
  rostersInterrupted(turn);
  report(turn, { event: 'tracker', state: 'lost', reason });
}

export function trackerAwaited(turn: Turn, retryInMs: number, reason: Reason): void {
  turn.state.tracker.setAway('reconnecting');
  report(turn, { event: 'tracker', state: 'reconnecting', reason, retry_in_ms: Math.round(retryInMs) });
}

function reportContacts(turn: Turn): void {
  const contacts = [...turn.state.contacts.values()].map(({ username, blocked }) => ({
    username,
    trust: trustOf(turn.state, username),
    blocked: blocked ?? false,
  }));
  if (contacts.length > 0) report(turn, { event: 'contacts', contacts });
}
