// Watches the people of private chats at the tracker (protocol 3.11), so that waiting lines leave as soon as they are
// back. A tracker without that feature is polled.

import { nameKey } from '../../../commons/model/names.ts';
import type { PeerView } from '../../../commons/model/views.ts';
import { MAX_WATCHED } from '../../../commons/protocol/limits.ts';
import type { Person } from '../records/person.ts';
import { setTimer } from '../timers.ts';
import { ask } from '../tracker/asking.ts';
import { blockOf } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';
import { identified } from './admission.ts';
import { located } from './presence.ts';

/** If lines wait for more people than can be watched at once, each of them is watched once in this time (ms). */
const ROUND_MS = 1_500;

/** The shortest pause between two requests (ms): 384 people in a round. */
const LEAST_PAUSE_MS = 250;

/** How long after a failed request the next one follows (ms). */
const AGAIN_MS = 5_000;

/** Asks the tracker to watch for the people of private chats, unless it watches for the same people already. */
export function updateWatch(turn: Turn): void {
  const { state } = turn;
  if (!state.watch.isOutdated || state.tracker.state !== 'connected' || !state.tracker.features.includes('watch'))
    return;
  state.watch.clearOutdated();
  const waiting = whoIsWaitedFor(turn);
  const rounds = Math.ceil(waiting.length / MAX_WATCHED);
  if (rounds > 1) setWatchDue(turn, Math.max(LEAST_PAUSE_MS, ROUND_MS / rounds));
  const peers = rounds > 1 ? nextOf(waiting, state.watch.after) : whomToWatch(turn);
  const isSame = (peers: readonly string[]): string => peers.join('\n');
  if (isSame(peers) === isSame(state.watch.watched ?? [])) return;
  state.watch.setWatched(peers);
  ask(turn, { cmd: 'WATCH_PEERS', peers }, { kind: 'watch' });
}

/** The people of private chats; if too many, first those for whom lines wait, then those the user has written to. */
function whomToWatch({ state }: Turn): string[] {
  const chats = [...state.people.values()].filter((person) => person.chat.isOpen && !blockOf(state, person.username));
  const isWritten = ({ username }: Person): boolean => state.kept.chats.get(nameKey(username))?.written ?? false;
  const rank = (person: Person): number => (person.outgoing.outbox.isEmpty ? 0 : 2) + (isWritten(person) ? 1 : 0);
  if (chats.length > MAX_WATCHED) chats.sort((a, b) => rank(b) - rank(a));
  return chats
    .slice(0, MAX_WATCHED)
    .map(({ username }) => username)
    .sort();
}

/** The names, sorted, of all people for whom lines wait and with whom no link is open. */
function whoIsWaitedFor({ state }: Turn): string[] {
  const names: string[] = [];
  for (const { username, chat, outgoing, links } of state.people.values()) {
    const isMissed = chat.isOpen && !outgoing.outbox.isEmpty && links.open.size === 0;
    if (isMissed && !blockOf(state, username)) names.push(username);
  }
  return names.sort();
}

/** The next names behind `after`, as many as can be watched at once; behind the last name the first one follows. */
function nextOf(names: readonly string[], after: string): string[] {
  const from = names.findIndex((name) => name > after);
  return from < 0 ? names.slice(0, MAX_WATCHED) : [...names.slice(from), ...names.slice(0, from)].slice(0, MAX_WATCHED);
}

/** The timer came: the next people are to be watched, or the same ones again after a failed request. */
export function watchDue(turn: Turn): void {
  const { state } = turn;
  state.watch.goOn();
}

function setWatchDue(turn: Turn, ms: number): void {
  if (turn.state.watch.isDue) return;
  turn.state.watch.setDue();
  setTimer(turn, { kind: 'watch' }, ms);
}

/** The reply names the watched people who are online already. */
export function watchAnswered(turn: Turn, online: readonly PeerView[]): void {
  for (const peer of online) isOnline(turn, peer);
}

/** The request failed, so no notices will come: the tracker is asked again. */
export function watchFailed(turn: Turn): void {
  turn.state.watch.clearWatched();
  setWatchDue(turn, AGAIN_MS);
}

/** Somebody has logged in. A notice about a person for whom we did not ask is ignored. */
export function cameOnline(turn: Turn, peer: PeerView): void {
  if (turn.state.watch.watched?.includes(peer.username)) isOnline(turn, peer);
}

function isOnline(turn: Turn, peer: PeerView): void {
  const person = turn.state.people.get(peer.username);
  if (!person?.chat.isOpen) return;
  identified(turn, peer.username, peer);
  located(turn, person, peer, 0);
}
