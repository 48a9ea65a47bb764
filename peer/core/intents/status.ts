// The answers to `/status` and `/users`: the own state, and the members of the current room.

import type { ListedPeer } from '../../reports.ts';
import { sharesAnything } from '../look-ups.ts';
import { keyExchangeOf, securityOf } from '../people/link-reports.ts';
import { likeness, userLookedLike } from '../people/look-alikes.ts';
import type { RoomState } from '../records/room-state.ts';
import { report } from '../report.ts';
import type { PeerState } from '../state.ts';
import { blockOf, trustOf } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';

export function reportStatus(turn: Turn): void {
  const { username, listen, tracker, rooms, people, encryption, fingerprint, keyLog: keylog } = turn.state;
  const shared = [...people.values()].filter((person) => sharesAnything(turn.state, person));
  const status = {
    username,
    listen,
    tracker: tracker.state,
    rooms: [...rooms.values()].map((room) => room.name),
    people: shared.map((person) => ({
      username: person.username,
      state: person.presence.isPresent ? ('present' as const) : ('away' as const),
      link: person.links.reported ?? ('closed' as const),
      path: 'direct' as const,
      security: securityOf(turn, person),
      trust: trustOf(turn.state, person.username),
      records_keys: person.links.recordsKeys,
      ...keyExchangeOf(turn, person),
      waiting: person.outgoing.outbox.queuedCount + person.outgoing.outbox.inFlightCount,
    })),
    encryption,
    fingerprint,
    keylog,
    ...(tracker.state === 'connected' && tracker.keyExchange !== null
      ? { tracker_key_exchange: tracker.keyExchange }
      : {}),
    ...(turn.state.trackerProcess ? { tracker_process: turn.state.trackerProcess } : {}),
  };
  report(turn, { event: 'status', status });
}

export function reportMembers(turn: Turn, room: RoomState): void {
  const peers = [...room.membership.members.values()].map((member) => listed(turn.state, room, member.username));
  report(turn, { event: 'peers', room: room.name, peers });
}

function listed(state: PeerState, room: RoomState, username: string): ListedPeer {
  const person = state.people.get(username);
  const endpoint = username === state.username ? state.listen : (person?.presence.endpoint ?? null);
  return {
    username,
    address: endpoint?.address ?? null,
    port: endpoint?.port ?? null,
    rooms: [room.name],
    state: room.membership.members.get(username)?.state ?? 'away',
    link: username === state.username ? null : (person?.links.reported ?? 'closed'),
    ...(username !== state.username && blockOf(state, username) ? { blocked: true as const } : {}),
    ...(username === state.username ? {} : likeness(userLookedLike(state, username))),
    trust: username === state.username ? 'own' : trustOf(state, username),
    records_keys: username === state.username ? state.keyLog !== null : (person?.links.recordsKeys ?? false),
  };
}
