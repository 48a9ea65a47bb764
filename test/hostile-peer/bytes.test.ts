// Bytes that cannot be read: to the listener, on a link, and from somebody whom we have dialled.
import { describe, it } from 'vitest';
import { endsWithoutAWord, Member, type Scene, scene, withMal } from './scene.ts';
import { HostileListener, Stranger } from './stranger.ts';

/** The most that an object may have, said a second time. */
const KIB_64 = 65_536;

/** Somebody whom ana dials, because she enters his room; HELLO has come. */
async function dialledByAna({ ana, trackerPort }: Scene): Promise<Stranger> {
  const listener = await HostileListener.open();
  const mal = await Member.logIn(trackerPort, 'mal', listener.port);
  await mal.asks({ cmd: 'CREATE_ROOM', room: 'trap' });
  await ana.types('/join trap', 'room_joined');
  const dialled = await listener.nth(1);
  await dialled.hears({ cmd: 'HELLO' });
  return dialled;
}

async function openDial(on: Scene): Promise<Stranger> {
  const link = await dialledByAna(on);
  link.says({ cmd: 'HELLO', username: 'mal', version: 1 });
  await on.ana.until(() => on.ana.isLinkedTo('mal'), 'the link that ana dialled');
  return link;
}

const SIDES: readonly (readonly [string, (on: Scene) => Promise<Stranger>])[] = [
  ['a stranger', ({ ana }) => Stranger.dial(ana.port)],
  ['a member on an open link', async (on) => (await withMal(on)).link],
  ['somebody whom we greet', dialledByAna],
  ['somebody whom we dialled, on an open link', openDial],
];

const nested = (depth: number): string => `{"cmd":"PONG","a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
const sized = (bytes: number, fields: string): string => {
  const start = `{${fields},"more":"`;
  return `${start}${'x'.repeat(bytes - start.length - 2)}"}`;
};

const around = (...bytes: number[]): Buffer =>
  Buffer.concat([Buffer.from('{"cmd":"PONG","a":"'), Buffer.from(bytes), Buffer.from('"}')]);

const UNREADABLE: readonly (readonly [string, string | Buffer])[] = [
  ['an object of 64 KiB and a byte', sized(KIB_64 + 1, '"cmd":"PONG"')],
  ['an object that never ends', `{"cmd":"PONG","more":"${'x'.repeat(256 * 1024)}`],
  ['100,000 open brackets', `{"cmd":"PONG","a":${'['.repeat(100_000)}`],
  ['100,000 open braces', '{"a":'.repeat(100_000)],
  ['objects that nest 17 deep', nested(17)],
  ['an array', '[{"cmd":"PING"}]'],
  ['a number', '17'],
  ['a text', '"PING"'],
  ['null', 'null'],
  ['true', 'true\n'],
  ['nothing between two commas', '{"cmd":"PONG",,"a":1}'],
  ['single quotes', "{'cmd':'PONG'}"],
  ['a comment', '{"cmd":"PONG"/* */}'],
  ['NaN', '{"cmd":"PONG","a":NaN}'],
  ['a raw newline in a text', '{"cmd":"PONG","a":"\n"}'],
  ['a raw NUL in a text', '{"cmd":"PONG","a":"\0"}'],
  ['a closing brace too many', '}'],
  ['a bracket closed by a brace', '{"a":[}}'],
  ['a byte that is never UTF-8', around(0xff)],
  ['an overlong slash', around(0xc0, 0xaf)],
  ['a surrogate in UTF-8', around(0xed, 0xa0, 0x80)],
  ['a byte order mark', Buffer.from('\ufeff{"cmd":"PONG"}')],
];

describe.each(SIDES)('what cannot be read, from %s, ends the connection without a word:', (_who, connectsTo) => {
  it.each(UNREADABLE)('%s', async (_what, bytes) => {
    const on = await scene();
    await endsWithoutAWord(on, await connectsTo(on), bytes);
  });
});
