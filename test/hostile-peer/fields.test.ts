// Fields that are missing, of a wrong type or too long, in each message; and commands that nobody knows.
import { describe, expect, it } from 'vitest';
import { MAX_CONTENT_BYTES } from '../../commons/protocol/limits.ts';
import { MAX_IDS_PER_ACK } from '../../commons/protocol/peer-messages.ts';
import { Member, type Scene, scene, withMal } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { Stranger } from './stranger.ts';

type Message = Readonly<Record<string, unknown>>;

/** That of somebody who would be let in. */
const HELLO: Message = { cmd: 'HELLO', username: 'mal', version: 1, features: ['ack-many'] };
/** As ours are written, which are read in a quicker way than others. */
const MESSAGE: Message = {
  cmd: 'MESSAGE',
  room: 'dev',
  username: 'mal',
  content: 'bad',
  id: 'm1',
  sent_at: '2026-01-01T12:00:00.000Z',
};
const SHORT_ACK: Message = { cmd: 'ACK', id: 'm1' };
const ACK: Message = { cmd: 'ACK', id: 'm1', ids: ['m2'], code: 'NOT_A_MEMBER' };
const LEAVE: Message = { cmd: 'LEAVE', room: 'dev' };

const text = (length: number): string => 'x'.repeat(length);
const NOT_TEXT = [1, true, {}, [], ['x']];

/** A message, one of its fields, and values that it must not have; undefined: it must not be missing. */
const FORBIDDEN: readonly (readonly [Message, string, readonly unknown[]])[] = [
  [HELLO, 'username', [undefined, null, '', text(257), ...NOT_TEXT]],
  [HELLO, 'version', [null, 0, -1, 1.5, '1', true, 1e300, []]],
  [HELLO, 'features', [null, 'ack-many', {}, [1], [null], [text(65)], Array(33).fill('x')]],
  [MESSAGE, 'content', [undefined, null, text(MAX_CONTENT_BYTES + 1), ...NOT_TEXT]],
  [MESSAGE, 'room', ['', text(257), ...NOT_TEXT]],
  [MESSAGE, 'username', [null, '', text(257), ...NOT_TEXT]],
  [MESSAGE, 'id', [null, '', text(65), text(60_000), ...NOT_TEXT]],
  [SHORT_ACK, 'id', [undefined, null, '', text(65), ...NOT_TEXT]],
  [ACK, 'id', [undefined, null, '', text(65), ...NOT_TEXT]],
  [ACK, 'ids', [null, 'm2', {}, [''], [1], [text(65)], Array(MAX_IDS_PER_ACK + 1).fill('m')]],
  [ACK, 'code', [null, text(65), ...NOT_TEXT]],
  [LEAVE, 'room', ['', text(257), ...NOT_TEXT]],
];

/** No known command: what the object says beside it is not looked at. */
const SENSELESS: readonly Message[] = [
  {},
  { command: 'PING' },
  ...[null, 1, true, {}, [], ['PING']].map((cmd) => ({ ...MESSAGE, cmd })),
];
const UNKNOWN = [
  '',
  'ping',
  'PING ',
  'message',
  'EXIT',
  'toString',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  text(60_000),
];

const brief = (value: unknown): string => JSON.stringify(value)?.slice(0, 24) ?? 'missing';
const cases = FORBIDDEN.flatMap(([valid, field, values]) =>
  values.map((value) => [valid['cmd'], field, brief(value), { ...valid, [field]: value }] as const),
);

/** mal may come in, and has not yet. */
async function whileMalIsOnline(): Promise<Scene> {
  const on = await scene();
  await Member.logIn(on.trackerPort, 'mal');
  return on;
}

describe('before HELLO', () => {
  it.each(cases)('a %s whose %s is %s ends the connection without a word', async (_cmd, _field, _value, bad) => {
    const on = await whileMalIsOnline();
    const stranger = await Stranger.dial(on.ana.port);
    stranger.says(bad);
    await stranger.isLeft();
    expect(stranger.received).toBe('');
    await stillServes(on.ana, on.bob);
  });

  it.each([...SENSELESS, MESSAGE, ACK, LEAVE, { cmd: 'PONG' }].map((object) => [brief(object), object]))(
    '%s ends the connection without a word',
    async (_brief, object) => {
      const on = await whileMalIsOnline();
      const stranger = await Stranger.dial(on.ana.port);
      stranger.says(object as object);
      await stranger.isLeft();
      expect(stranger.received).toBe('');
      expect(on.ana.all('message')).toEqual([]);
      await stillServes(on.ana, on.bob);
    },
  );

  it('commands that nobody knows are ignored, 100 of them; the next one ends the connection', async () => {
    const on = await whileMalIsOnline();
    const stranger = await Stranger.dial(on.ana.port);
    const unknown = Array.from({ length: 100 }, (_, index) => ({ cmd: UNKNOWN[index % UNKNOWN.length] }));
    stranger.says(...unknown, HELLO);
    await stranger.hears({ cmd: 'HELLO', username: 'ana' }, 'HELLO, since mal may come in');
    const other = await Stranger.dial(on.ana.port);
    other.says(...unknown, { cmd: 'EXIT' }, HELLO);
    await other.isLeft();
    expect(other.received).toBe('');
    await stillServes(on.ana, on.bob);
  });

  it('PING needs nothing else, and is the end', async () => {
    const on = await whileMalIsOnline();
    const stranger = await Stranger.dial(on.ana.port);
    stranger.says({ cmd: 'PING', username: 7, more: [] }, HELLO, MESSAGE);
    await stranger.isLeft();
    expect(stranger.received).toBe('{"cmd":"PONG"}\n');
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});

describe('on an open link', () => {
  it.each(cases.filter(([cmd]) => cmd !== 'HELLO'))(
    'a %s whose %s is %s is ignored, and the link stays',
    async (_cmd, _field, _value, bad) => {
      const on = await scene();
      const { link } = await withMal(on);
      const before = on.ana.reports.length;
      link.says(bad);
      await link.isKept();
      expect(link.objects).toEqual([expect.objectContaining({ cmd: 'HELLO' }), { cmd: 'PONG' }]);
      expect(on.ana.reports.slice(before)).toEqual([]);
      await stillServes(on.ana, on.bob);
    },
  );

  it.each([
    ['as before', HELLO],
    ['in the name of another member', { ...HELLO, username: 'bob' }],
  ])('a second HELLO, %s, ends it', async (_how, hello) => {
    const on = await scene();
    const { link } = await withMal(on);
    link.says(hello);
    await link.isLeft();
    await stillServes(on.ana, on.bob);
  });

  const nonsense = [
    ...SENSELESS,
    ...UNKNOWN.map((cmd) => ({ cmd })),
    ...cases.filter(([cmd]) => cmd !== 'HELLO').map(([, , , bad]) => bad),
  ];
  const inARow = (count: number): Message[] =>
    Array.from({ length: count }, (_, at) => nonsense[at % nonsense.length] as Message);

  it('100 objects in a row that make no sense are ignored, and again after one that does; the 101st ends it', async () => {
    const on = await scene();
    const { link } = await withMal(on);
    for (let round = 0; round < 3; round += 1) {
      link.says(...inARow(100));
      await link.isKept();
    }
    link.says(...inARow(101));
    await link.isLeft();
    expect(on.ana.all('message')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});
