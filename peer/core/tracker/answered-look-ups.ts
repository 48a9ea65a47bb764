// The tracker's answers to look-ups of users (`asking`).

import type { ListedPeerView } from '../../../commons/model/views.ts';
import { isPresentInRoom } from '../look-ups.ts';
import { decideWithoutTracker, identified } from '../people/admission.ts';
import { located, notOnline } from '../people/presence.ts';
import { setTimer } from '../timers.ts';
import { reportUnconfirmed } from '../trust/key-checks.ts';
import type { Turn } from '../turn.ts';

/** A person who is not online is looked up again after this long, while lines wait for them. */
const LOOK_AGAIN_MS = 30_000;

export function lookedUp(turn: Turn, username: string, found: ListedPeerView | undefined): void {
  if (found?.username !== username) return notFound(turn, username); // A name in another case is another user.
  identified(turn, username, found);
  const person = turn.state.people.get(username);
  if (person) located(turn, person, found, 0);
}

export function lookUpFailed(turn: Turn, username: string): void {
  decideWithoutTracker(turn, username);
  const person = turn.state.people.get(username);
  if (person) reportUnconfirmed(turn, person, 'tracker_away');
}

/** The tracker has answered, but not whether the person is online. */
export function lookUpUnanswered(turn: Turn, username: string): void {
  lookUpFailed(turn, username);
  const person = turn.state.people.get(username);
  if (person && !person.outgoing.outbox.isEmpty) setTimer(turn, { kind: 'seek', username }, LOOK_AGAIN_MS);
}

function notFound(turn: Turn, username: string): void {
  identified(turn, username, null);
  const person = turn.state.people.get(username);
  if (person) reportUnconfirmed(turn, person, 'not_online');
  if (!person || isPresentInRoom(turn.state, username)) return;
  notOnline(turn, person);
  if (!person.outgoing.outbox.isEmpty) setTimer(turn, { kind: 'seek', username }, LOOK_AGAIN_MS);
}
