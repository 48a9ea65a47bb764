// The core is deterministic: the same events, at the same times and with the same chance, lead to the same effects.

import { expect, it, vi } from 'vitest';
import type { RoomView } from '../../../commons/model/views.ts';
import type { OkReply } from '../../../commons/protocol/tracker-messages.ts';
import type { Effect } from '../../../peer/core/effects.ts';
import type { PeerEvent } from '../../../peer/core/events.ts';
import type { LinkId } from '../../../peer/core/records/link-id.ts';
import { because } from '../../helpers/because.ts';
import { Core, OWN_KEY, opened, ROOM_KEY } from '../../helpers/core.ts';
import { seededRandom } from '../../helpers/dial-race.ts';
import { asTyped } from '../../helpers/typed.ts';

const KEYS = { ana: OWN_KEY, bob: 'B'.repeat(43), eve: 'E'.repeat(43) };

type Name = keyof typeof KEYS;

const OTHERS = ['bob', 'eve'] as const;

const LINES = [
  'hello',
  '/who',
  '/msg bob hi',
  '/msg eve hi',
  '/create club --invite-only',
  '/join dev',
  '/peers',
  '/invite eve',
  '/leave',
];

const place = (username: Name, port: number) => ({
  username,
  address: '192.0.2.7',
  port,
  fingerprint: KEYS[username],
  connected: true,
  last_ping: null,
});

const room = (name: string, revision: number): RoomView => ({
  name,
  owner: 'ana',
  revision,
  seats: ['ana', ...OTHERS].map((username) => ({ username, state: 'present' })),
  peer_owner: place('ana', 7001),
  peer_one: place('bob', 7002),
  peer_two: place('eve', 7003),
  ...(name === 'club' ? { access: 'invite' } : {}),
});

/** A session made up from `seed`, as text: each event, and the effects that follow from it. */
function session(seed: number): string[] {
  const random = seededRandom(seed);
  const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const core = new Core();
  core.random = seededRandom(seed + 1);
  const played: string[] = [];
  /** What the shell has to say about effects that were done. */
  const waiting: PeerEvent[] = [];
  const greeted = new Map<LinkId, Name>();
  let links = 0;
  const follow = (effect: Effect): void => {
    if (effect.type === 'setTimer') waiting.push({ type: 'timeCame', timer: effect.timer });
    if (effect.type === 'admit') {
      const name = greeted.get(effect.link) ?? 'bob';
      waiting.push({ type: 'linkOpened', link: effect.link, ...opened(name, KEYS[name]) });
    }
    if (effect.type === 'dial')
      waiting.push({ type: 'linkClosed', link: effect.link, reason: because('nobody listens there') });
    if (effect.type !== 'request') return;
    const { request, message } = effect;
    const reply: OkReply =
      message.cmd === 'JOIN_ROOM' || message.cmd === 'CREATE_ROOM'
        ? { status: 'OK', room: room(message.room, played.length) }
        : { status: 'OK', peers: OTHERS.map((name) => place(name, 7_000)) };
    const isLost = random() < 0.1;
    waiting.push(isLost ? { type: 'requestFailed', request, wasSent: true } : { type: 'replied', request, reply });
  };
  const somethingNew = (): PeerEvent => {
    const username = oneOf(OTHERS);
    const remote = { address: '192.0.2.7', port: 5_000 };
    links -= 1;
    const link = Math.ceil(random() * links);
    greeted.set(links, username);
    const greeting = { username, remote, fingerprint: KEYS[username], keyChanges: [] };
    return oneOf<PeerEvent>([
      asTyped(oneOf(LINES)),
      asTyped(oneOf(LINES)),
      { type: 'linkGreeted', link: links, ...greeting },
      { type: 'roomChanged', room: room('dev', played.length) },
      {
        type: 'messageReceived',
        link,
        message: { cmd: 'MESSAGE', room: 'dev', content: 'hi', id: `${played.length}` },
      },
      { type: 'linkClosed', link, reason: because('closed') },
    ]);
  };
  core.inRoom(room('dev', 1));
  for (let step = 0; step < 120; step += 1) {
    core.elapsed += Math.floor(random() * 2_000);
    const isDue = waiting.length > 0 && random() < 0.7;
    const [event = somethingNew()] = isDue ? waiting.splice(Math.floor(random() * waiting.length), 1) : [];
    const effects = core.when(event);
    for (const effect of effects) follow(effect);
    played.push(JSON.stringify([event, effects]));
  }
  return played;
}

it('does the same again, byte for byte', () => {
  const forbidden = (): never => expect.unreachable('the core reads the time or takes chance by itself');
  for (const [object, name] of [
    [Math, 'random'],
    [Date, 'now'],
    [performance, 'now'],
  ] as const) {
    vi.spyOn(object as { now(): number }, name as 'now').mockImplementation(forbidden);
  }
  try {
    const seeds = Array.from({ length: 8 }, (_, seed) => seed);
    const once = seeds.map(session);
    expect(seeds.map(session)).toEqual(once);
    expect(new Set(once.map(String)).size).toBe(8);
    const all = once.flat().join();
    for (const type of ['send', 'dial', 'admit', 'request', 'report', 'setTimer']) {
      expect(all.includes(`"type":"${type}"`), `a session has the effect ${type}`).toBe(true);
    }
    expect(all.includes(ROOM_KEY), 'a session makes a room by invitation').toBe(true);
  } finally {
    vi.restoreAllMocks();
  }
});
