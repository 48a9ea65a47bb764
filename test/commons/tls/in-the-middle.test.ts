// Somebody who sits on the wire and does as they please: whatever they do, nobody hears what was not said to them.
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DialError } from '../../../commons/net/connection.ts';
import { settle } from '../../helpers/fake-clock.ts';
import { type Conversation, conversation, dials, type End, listens } from './middle.ts';
import { everyFlip, honestHandshake, isHarmless, isLegacyVersion, type Side } from './one-flipped-bit.ts';
import { acceptsAs, alice, bob, dialsAs, mallory, only } from './wire.ts';

describe('who answers with a key of their own, and dials on with it,', () => {
  it.each([
    ['Alice', 'Bob', alice, bob],
    ['Bob', 'Alice', bob, alice],
  ])('is found out when %s dials %s, and not one byte is delivered', async (_who, _whom, caller, called) => {
    const target = await listens(acceptsAs(called));
    const inner = await listens(acceptsAs(mallory));
    const dialled = dials(inner.endpoint, dialsAs(caller, { judge: only(called) }));
    const [outer, error] = await Promise.all([
      dials(target.endpoint, dialsAs(mallory)),
      dialled.catch((reason: unknown) => reason),
    ]);
    expect(error).toBeInstanceOf(DialError);
    expect(error).toMatchObject({ isWrongKey: true });
    const [toCaller, reached] = await Promise.all([inner.accepted, target.accepted]);
    await toCaller.ended();
    expect([toCaller.heard, toCaller.isSecured]).toEqual(['', false]);
    outer.connection.destroy('there is nothing to pass on');
    await reached.ended();
    expect([reached.heard, outer.heard]).toEqual(['', '']);
    expect([null, mallory.fingerprint]).toContain(reached.connection.secured?.fingerprint ?? null);
  });

  it('shows even to who takes any key: both ends see another key, and other exported ones', async () => {
    const target = await listens(acceptsAs(bob));
    const inner = await listens(acceptsAs(mallory));
    const dialler = await dials(inner.endpoint, dialsAs(alice));
    const outer = await dials(target.endpoint, dialsAs(mallory));
    const toDialler = await inner.accepted;
    dialler.connection.write('for Bob');
    await toDialler.hears('for Bob');
    outer.connection.write(toDialler.heard);
    const acceptor = await target.accepted;
    await acceptor.hears('for Bob');
    const [one, other] = [dialler, acceptor].map(({ connection }) => connection.secured);
    expect([one?.fingerprint, other?.fingerprint]).toEqual([mallory.fingerprint, mallory.fingerprint]);
    expect(one?.exportKey('EXPORTER-test', '')).not.toEqual(other?.exportKey('EXPORTER-test', ''));
  });
});

describe('who flips one bit of a handshake', () => {
  const STEP = 16 * 8 + 1; // Every sixteenth byte, and another bit each time.

  it('deceives nobody, and is noticed', async () => {
    const honest = await honestHandshake();
    expect(await isHarmless(null)).toBe(true);
    const chosen = [...everyFlip(honest)].filter((_flip, index) => index % STEP === 0);
    expect(chosen.length).toBeGreaterThan(90);
    for (const flip of chosen) {
      if (await isHarmless(flip)) expect(flip).toSatisfy(() => isLegacyVersion(flip, honest));
    }
  });

  it.each<Side>(['dialler', 'acceptor'])(
    'may do so where it means nothing, in the first record of the %s',
    async (side) => {
      const flip = { side, position: 2, bit: 2 };
      expect(isLegacyVersion(flip, await honestHandshake())).toBe(true);
      await expect(isHarmless(flip)).resolves.toBeTypeOf('boolean');
    },
  );
});

describe.each<[Side, Side]>([
  ['dialler', 'acceptor'],
  ['acceptor', 'dialler'],
])('after the handshake, of what the %s says,', (from, to) => {
  const LINES = ['line 0\n', 'line 1\n', 'line 2\n', 'line 3\n'];

  /** `from` has said the lines, a record each, and the middle holds them. */
  async function held(): Promise<Conversation & { readonly records: Buffer[] }> {
    const talk = await conversation();
    for (const [index, line] of LINES.entries()) {
      talk.ends[from].connection.write(line);
      await talk.taps[from].records(index + 1);
    }
    return { ...talk, records: await talk.taps[from].records(LINES.length) };
  }

  async function expectDead(end: End, heard: string): Promise<void> {
    await end.ended();
    await settle();
    expect([end.heard, end.ends.length]).toEqual([heard, 1]);
  }

  /** What is passed on instead of the records 0 to 3, and how many lines are heard of it before the end. */
  const schedules: [string, readonly number[], number][] = [
    ['said twice', [0, 0, 1, 2, 3], 1],
    ['said again later', [0, 1, 2, 3, 1], 4],
    ['said again at once, by the last', [0, 1, 2, 3, 3], 4],
    ['swapped', [1, 0, 2, 3], 0],
    ['swapped later', [0, 2, 1, 3], 1],
    ['backwards', [3, 2, 1, 0], 0],
    ['without its first', [1, 2, 3], 0],
    ['without one', [0, 1, 3], 2],
  ];

  it.each(schedules)('%s (%j), only what comes before that is heard, once', async (_what, order, count) => {
    const { records, ends, taps } = await held();
    for (const index of order) taps[from].pass(records[index] as Buffer);
    await expectDead(ends[to], LINES.slice(0, count).join(''));
    await ends[from].ended();
    expect(ends[from].heard).toBe('');
  });

  it('all is heard if nobody interferes', async () => {
    const { records, ends, taps } = await held();
    for (const record of records) taps[from].pass(record);
    await ends[to].hears(LINES.join(''));
    expect([ends[to].heard, ends[to].ends]).toEqual([LINES.join(''), []]);
  });

  it('nothing altered is heard, whichever byte it is', async () => {
    const length = (await held()).records[1]?.length ?? 0;
    expect(length).toBe('line 1\n'.length + 5 + 1 + 16);
    for (let position = 0; position < length; position += 1) {
      const { records, ends, taps } = await held();
      const altered = Buffer.from(records[1] as Buffer);
      altered[position] = (altered[position] ?? 0) ^ (1 << (position % 8));
      for (const record of [records[0] as Buffer, altered, ...records.slice(2)]) taps[from].pass(record);
      taps[from].end(); // A record that pretends to be longer waits for the rest.
      await expectDead(ends[to], LINES[0] as string);
    }
  });

  it.each([1, 4, 5, 6, 20])('nothing of a record is heard that is cut after %d bytes', async (length) => {
    for (const isFollowed of [true, false]) {
      const { records, ends, taps } = await held();
      taps[from].pass(records[0] as Buffer);
      taps[from].pass((records[1] as Buffer).subarray(0, length));
      if (isFollowed) taps[from].pass(Buffer.concat(records.slice(2)));
      taps[from].end(); // What was cut waits for the rest.
      await expectDead(ends[to], LINES[0] as string);
    }
  });

  it.each<[string, (talk: Conversation, records: Buffer[]) => Promise<Buffer>]>([
    ['text in the clear', async () => Buffer.from('{"type":"HELLO"}\n')],
    ['a record in the clear', async () => Buffer.from('\x17\x03\x03\x00\x07line 1\n', 'latin1')],
    ['a goodbye in the clear', async () => Buffer.from([0x15, 3, 3, 0, 2, 1, 0])],
    ['an empty record', async () => Buffer.from([0x17, 3, 3, 0, 0])],
    [
      'a record longer than any',
      async () => Buffer.concat([Buffer.from([0x17, 3, 3, 0xff, 0xff]), Buffer.alloc(65_535)]),
    ],
    ['the same of another conversation', async () => (await held()).records[1] as Buffer],
    ['the first words of the conversation', async ({ taps }) => taps[from].sent.subarray(0, 200)],
    [
      'what the other side has said itself',
      async ({ ends, taps }) => {
        for (const line of ['one', 'two']) ends[to].connection.write(line);
        return (await taps[to].records(1))[0] as Buffer;
      },
    ],
  ])('%s in its place is not heard, nor what follows', async (_what, strange) => {
    const { records, ...talk } = await held();
    const instead = await strange(talk, records);
    talk.taps[from].pass(records[0] as Buffer);
    talk.taps[from].pass(instead);
    for (const record of records.slice(2)) talk.taps[from].pass(record);
    await expectDead(talk.ends[to], LINES[0] as string);
  });
});

describe('a whole conversation, said again to the same server,', () => {
  it('means nothing to it', async () => {
    const { taps } = await conversation();
    const again = await listens(acceptsAs(bob));
    const socket = connect(again.endpoint.port, again.endpoint.address).on('error', () => {});
    onTestFinished(() => void socket.destroy());
    socket.resume().end(taps.dialler.sent);
    const end = await again.accepted;
    await end.ended();
    expect([end.heard, end.isSecured]).toEqual(['', false]);
  });
});
