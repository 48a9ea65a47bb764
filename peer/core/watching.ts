// The tracker says when somebody is back with whom there is a private chat, so that what waits for them leaves at once. A
// tracker that cannot is asked again and again, as before.

import { nameKey } from '../../commons/model/names.ts';
import type { PeerView } from '../../commons/model/views.ts';
import { MAX_WATCHED } from '../../commons/protocol/limits.ts';
import { identified } from './admission.ts';
import { blockOf } from './contacts.ts';
import { located } from './presence.ts';
import type { Person } from './state.ts';
import { ask, type Turn } from './turn.ts';

/** Asks the tracker to watch for those with whom there is a private chat, unless it does already. */
export function updateWatch(turn: Turn): void {
  const { state } = turn;
  if (!state.isWatchOutdated || state.tracker !== 'connected' || !state.trackerFeatures.includes('watch')) return;
  state.isWatchOutdated = false;
  const peers = whomToWatch(turn);
  const isSame = (peers: readonly string[]): string => peers.join('\n');
  if (isSame(peers) === isSame(state.watched ?? [])) return;
  state.watched = peers;
  ask(turn, { cmd: 'WATCH_PEERS', peers }, { kind: 'watch' });
}

/** If there are too many, those for whom something waits come first, then those to whom the user has written. */
function whomToWatch({ state }: Turn): string[] {
  const chats = [...state.people.values()].filter(
    (person) => person.hasPrivateChat && !blockOf(state, person.username),
  );
  const isWritten = ({ username }: Person): boolean => state.kept.chats.get(nameKey(username))?.written ?? false;
  const rank = (person: Person): number => (person.outbox.isEmpty ? 0 : 2) + (isWritten(person) ? 1 : 0);
  if (chats.length > MAX_WATCHED) chats.sort((a, b) => rank(b) - rank(a));
  return chats
    .slice(0, MAX_WATCHED)
    .map(({ username }) => username)
    .sort();
}

/** Those of them who were online already. */
export function watchAnswered(turn: Turn, online: readonly PeerView[]): void {
  for (const peer of online) cameOnline(turn, peer);
}

/** There will be no notices: the next change, or the next login, asks again. */
export function watchFailed({ state }: Turn): void {
  state.watched = null;
}

/** They have logged in. Of whom we have not asked for we need to know nothing. */
export function cameOnline(turn: Turn, peer: PeerView): void {
  const { state } = turn;
  const person = state.people.get(peer.username);
  if (!person?.hasPrivateChat || !state.watched?.includes(peer.username)) return;
  identified(turn, peer.username, peer);
  located(turn, person, peer, 0);
}
