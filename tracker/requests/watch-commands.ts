import { nameKey } from '../../commons/model/names.ts';
import { refusal } from '../../commons/protocol/errors.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import type { Peer } from '../repositories/peer-repository.ts';
import { trackerFull } from '../rooms/refusals.ts';
import { encodePeer } from '../rooms/views.ts';
import type { HandlerDeps, MemberHandler } from './deps.ts';
import { type Notice, ok, refuse, withField } from './outcome.ts';

/**
 * Watches these users (protocol 3.11); the list replaces the one before. The reply has those who are online already.
 * Refuses with BAD_REQUEST a session that is not extended, and with TRACKER_FULL if too many names are watched: then
 * this session watches none.
 */
export const watchPeers: MemberHandler<RequestOf<'WATCH_PEERS'>> = ({ peers }, member, deps) => {
  if (!member.isExtended) return refuse(refusal('BAD_REQUEST', 'peers: only a session with features is told of them.'));
  if (deps.watches.countWith(member.username, peers.length) > deps.capacity.watchedNames) {
    deps.watches.forget(member.username);
    return refuse(trackerFull('watched names'));
  }
  deps.watches.set(member.username, peers);
  const online = new Map<string, Peer>();
  for (const name of peers) {
    const user = deps.users.find(name);
    const peer = user && deps.peers.find(user.username);
    if (peer && deps.peers.isOnline(peer.username)) online.set(nameKey(name), peer);
  }
  const entries = [...online.values()].map((peer) => `${JSON.stringify(peer.username)}:${encodePeer(peer)}`);
  const reply = ok(`You are told when one of them logs in: ${peers.length} in all, ${entries.length} online now.`);
  return { reply: withField(reply, 'peers', `{${entries.join(',')}}`) };
};

/** `username` has logged in: the notices to those who watch. */
export function onlineNotices(deps: Pick<HandlerDeps, 'watches' | 'peers'>, username: string): Notice[] {
  const to = deps.watches.of(username);
  const peer = deps.peers.find(username);
  if (to.length === 0 || !peer) return [];
  const msg = JSON.stringify(`${username} is online.`);
  return [{ to, about: `@${username}`, json: `{"status":"PEER_ONLINE","msg":${msg},"peer":${encodePeer(peer)}}` }];
}
