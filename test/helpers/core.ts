// The core of a peer with nothing around it: events go in, effects come out, and time passes when a test says so.

import type { RoomView } from '../../commons/model/views.ts';
import type { CoreOptions } from '../../peer/core/core-options.ts';
import type { Effect } from '../../peer/core/effects.ts';
import type { Opened, PeerEvent } from '../../peer/core/events.ts';
import { PeerCore } from '../../peer/core/peer-core.ts';
import { cryptography } from '../../peer/program/cryptography.ts';
import type { Report } from '../../peer/reports.ts';
import { asTyped } from './typed.ts';

export const OWN_KEY = 'A'.repeat(43);

const OPTIONS: CoreOptions = {
  username: 'ana',
  listen: { address: '127.0.0.1', port: 7001 },
  listens: [{ address: '127.0.0.1', port: 7001 }],
  trackerName: '127.0.0.1:6060',
  encryption: 'prefer',
  requestPolicy: 'accept',
  fingerprint: OWN_KEY,
  nextKey: null,
  keyLog: null,
  asksPasswords: true,
  contacts: [],
  roomKeys: [],
  conversations: null,
};

/** Of rooms that the core creates. */
export const ROOM_KEY = 'AAAAAAAAAAAAAAAAAAAAAA';

export class Core {
  /** Monotonic ms since the start. */
  elapsed = 0;
  random = (): number => 0.5;
  readonly #core: PeerCore;
  #ids = 0;

  constructor(options: Partial<CoreOptions> = {}) {
    const chance = {
      now: () => Date.UTC(2026, 0, 1) + this.elapsed,
      elapsed: () => this.elapsed,
      random: () => this.random(),
      newId: () => {
        this.#ids += 1;
        return `id-${this.#ids}`;
      },
      newRoomKey: () => ROOM_KEY,
    };
    this.#core = new PeerCore(chance, cryptography, { ...OPTIONS, ...options });
  }

  /** What followed from the last of the events that were given. */
  followed: readonly Effect[] = [];

  /** What has happened before. */
  given(...events: readonly PeerEvent[]): this {
    for (const event of events) this.followed = this.#core.handle(event);
    return this;
  }

  /** What follows from the last event. */
  when(event: PeerEvent): Effect[] {
    return this.#core.handle(event);
  }

  /** Logged in, in a room with others, each of whom is online and has a key. */
  inRoom(room: RoomView): this {
    this.given({ type: 'loggedIn', rooms: [], features: ['watch'], seenAs: '127.0.0.1', keyExchange: null });
    const [request] = effectsOf(this.when(asTyped(`/join ${room.name}`)), 'request');
    if (!request) throw new Error('nothing was asked of the tracker');
    return this.given({ type: 'replied', request: request.request, reply: { status: 'OK', room } });
  }
}

/** The effects of one type. */
export function effectsOf<Type extends Effect['type']>(
  effects: readonly Effect[],
  type: Type,
): Extract<Effect, { type: Type }>[] {
  return effects.filter((effect): effect is Extract<Effect, { type: Type }> => effect.type === type);
}

/** The reports of one event. */
export function reportsOf<Event extends Report['event']>(
  effects: readonly Effect[],
  event: Event,
): Extract<Report, { event: Event }>[] {
  return effectsOf(effects, 'report')
    .map(({ report }) => report)
    .filter((report): report is Extract<Report, { event: Event }> => report.event === event);
}

/** An encrypted link with a peer of this version. */
export function opened(username: string, fingerprint: string | null, more: Partial<Opened> = {}): Opened {
  return {
    username,
    address: '127.0.0.1',
    isDialled: false,
    isExtended: true,
    features: ['prove', 'roster', 'invite', 'key-change'],
    fingerprint,
    binding: fingerprint === null ? null : 'binding',
    keyExchange: null,
    recordsKeys: false,
    hasEncryptionOff: false,
    keyChanges: [],
    ...more,
  };
}

/** A room as the tracker tells of it. Everybody listens on 127.0.0.1; a key that is not given is none. */
export function roomView(
  name: string,
  members: Readonly<Record<string, { key?: string; state?: 'present' | 'away'; port?: number }>>,
  more: Partial<RoomView> = {},
): RoomView {
  const names = Object.keys(members);
  const peer = (username: string | undefined): RoomView['peer_owner'] => {
    const { key, state = 'present', port } = (username === undefined ? null : members[username]) ?? {};
    if (username === undefined || state === 'away') return null;
    const fingerprint = key === undefined ? {} : { fingerprint: key };
    const place = { address: '127.0.0.1', port: port ?? 7000 + names.indexOf(username) };
    return { username, ...place, connected: true, last_ping: null, ...fingerprint };
  };
  return {
    name,
    owner: names[0] ?? '',
    revision: 3,
    seats: names.map((username) => ({ username, state: members[username]?.state ?? 'present' })),
    peer_owner: peer(names[0]),
    peer_one: peer(names[1]),
    peer_two: peer(names[2]),
    ...more,
  };
}
