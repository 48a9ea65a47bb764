// Which of the listed addresses can be dialled from here (protocol 3.1.5 and 3.1.6). A loopback address is the peer's
// own machine, and a link-local one (RFC 4007) needs a zone of the dialling machine.

import { specialRangeOf } from '../../../commons/net/address-range.ts';
import { canonicalHost } from '../../../commons/net/canonical-host.ts';
import {
  DEFAULT_TRACKER,
  type Endpoint,
  formatEndpoint,
  isLoopback,
  parseEndpoint,
} from '../../../commons/net/endpoint.ts';
import type { NotReached } from '../../reports.ts';
import { report } from '../report.ts';
import type { PeerState } from '../state.ts';
import type { Turn } from '../turn.ts';

/** The endpoint as it is dialled from here: a link-local address gets our own zone, if known, never another peer's. */
export function dialledHere(state: PeerState, { address, port }: Endpoint): Endpoint {
  const [bare = ''] = address.split('%', 1);
  if (!isLinkLocal(bare)) return { address, port };
  const [, zone] = trackerHost(state).split('%', 2);
  return { address: zone === undefined ? bare : `${bare}%${zone}`, port };
}

/** Why dialling the endpoint could only reach somebody else, or nobody; null: it may work. */
export function whyNotReached(state: PeerState, { address }: Endpoint): NotReached | null {
  if (isLinkLocal(address) && !address.includes('%')) return 'link_local';
  return isOwnMachine(address) && isElsewhere(state) ? 'trackers_machine' : null;
}

/** Dialling the unspecified address reaches one's own machine, as a loopback address does. */
function isOwnMachine(address: string): boolean {
  return isLoopback(address) || specialRangeOf(address) === 'unspecified';
}

/** After a login: reports it if the tracker lists us at an address on which we do not listen. */
export function checkListening(turn: Turn): void {
  const { tracker, listens, listen } = turn.state;
  const { seenAs } = tracker;
  if (seenAs === null || listens.some((each) => covers(each.address, seenAs))) return;
  reportOnce(turn, 'not_listening', { address: seenAs, port: listen.port }, null);
}

/** Reports it if a person on another machine cannot dial us, because we listen on loopback only. */
export function checkDialBack(turn: Turn, username: string, { address, port }: Endpoint): void {
  const isOnlyHere = turn.state.listens.every((each) => isLoopback(each.address));
  if (isOnlyHere && !isLoopback(address)) reportOnce(turn, 'only_here', { address, port }, username);
}

function reportOnce(turn: Turn, why: 'not_listening' | 'only_here', endpoint: Endpoint, peer: string | null): void {
  if (!turn.state.reportedUnreachable.add(why)) return;
  const listen = turn.state.listens.map(formatEndpoint);
  report(turn, { event: 'not_reachable', why, peer, address: formatEndpoint(endpoint), listen });
}

/** Whether the tracker is on another machine: it sees us at an address that is neither loopback nor its own. */
function isElsewhere(state: PeerState): boolean {
  const { seenAs } = state.tracker;
  return seenAs !== null && !isLoopback(seenAs) && canonicalHost(seenAs) !== canonicalHost(trackerHost(state));
}

/** Whether dialling `address` may reach a listener on `listening`, which a router may have at another address. */
function covers(listening: string, address: string): boolean {
  const isV6 = address.includes(':');
  if (listening === '::') return true; // It may take IPv4, too.
  if (listening === '0.0.0.0') return !isV6;
  if (isLoopback(listening) || isLoopback(address)) return canonicalHost(listening) === canonicalHost(address);
  return listening.includes(':') === isV6;
}

/** IPv6 alone: there each interface has the same link-local range, so an address needs a zone. */
function isLinkLocal(address: string): boolean {
  return address.includes(':') && specialRangeOf(address) === 'linkLocal';
}

function trackerHost({ trackerName }: PeerState): string {
  return (parseEndpoint(trackerName, DEFAULT_TRACKER) ?? DEFAULT_TRACKER).address;
}
