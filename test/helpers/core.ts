// The core of a peer with nothing around it: events go in, effects come out, and time passes when a test says so.

import type { RoomView } from '../../commons/model/views.ts';
import type { Effect } from '../../peer/core/effects.ts';
import type { Opened, PeerEvent } from '../../peer/core/events.ts';
import { PeerCore } from '../../peer/core/peer-core.ts';
import type { CoreOptions } from '../../peer/core/state.ts';
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

  /** What has happened before. */
  given(...events: readonly PeerEvent[]): this {
    for (const event of events) this.#core.handle(event);
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
