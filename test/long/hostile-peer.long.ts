// What takes too long, or too much, for every run: peers as processes, and amounts that only an enemy sends.
import { describe, expect, it } from 'vitest';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { inRoom, PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { POISONS } from '../hostile-peer/poisons.ts';
import { MIB, peakMiB, portOf, pour, processes } from '../hostile-peer/process.ts';
import { ScriptedTracker } from '../hostile-peer/scripted-tracker.ts';
import { stillServes } from '../hostile-peer/still-serves.ts';
import { Stranger } from '../hostile-peer/stranger.ts';

const GIB = 1024 * MIB;

/** What the heap of an idle program may grow by when it is suddenly busy, whatever it is busy with. */
const FLAT_MIB = 96;

/** Somebody who comes late is answered as soon as the places of those who came before are free. */
async function answersPing(port: number): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const friend = await Stranger.dial(port);
    friend.says({ cmd: 'PING' });
    await friend.waitFor(({ pongs, isClosed }) => pongs > 0 || isClosed, 'PONG or the end', PATIENCE_MS);
    if (friend.pongs > 0) return;
  }
  throw new Error('PING was never answered');
}

describe('memory stays flat', () => {
  it('when 1 GiB of objects that never end is sent, as much as each connection takes', async () => {
    const { ana, bob } = await processes();
    const before = peakMiB(ana);
    let sent = 0;
    let connections = 0;
    for (; sent < GIB; connections += 1) {
      const stranger = await Stranger.dial(portOf(ana));
      stranger.write('{"cmd":"HELLO","username":"');
      sent += await pour(stranger, 'x'.repeat(MIB), GIB - sent);
      expect(stranger.received).toBe('');
      if (connections % 50 === 0) await stillServes(ana, bob);
    }
    await stillServes(ana, bob);
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB);
  });

  it('when 1 GiB of objects of 64 KiB that mean nothing is sent on an open link', async () => {
    const { ana, bob, link } = await processes();
    const before = peakMiB(ana);
    const object = `{"cmd":"PONG","more":"${'x'.repeat(65_000)}"}`;
    const poured = pour(link, object, GIB);
    await stillServes(ana, bob);
    expect(await poured).toBeGreaterThanOrEqual(GIB);
    await link.isKept();
    await stillServes(ana, bob);
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB);
  });

  it('when a million PINGs are sent and no PONG is read: the link ends', async () => {
    const { ana, bob, link } = await processes();
    const before = peakMiB(ana);
    link.socket.pause();
    await pour(link, '{"cmd":"PING"}'.repeat(1_000), 14_000_000);
    await ana.event('link', { peer: 'mal', state: 'closed', reason: 'the other side does not read what we send' });
    await stillServes(ana, bob);
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB);
  });

  it('when a member floods somebody whose own output is not read: the flood waits, and is heard when it is', async () => {
    const { ana, bob, link } = await processes();
    const before = peakMiB(ana);
    const message = `${JSON.stringify({ cmd: 'MESSAGE', room: 'dev', content: 'x'.repeat(10_000) })}\n`;
    const sent = await ana.unheard(() => pour(link, message, 300 * MIB, 2_000));
    await stillServes(ana, bob);
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB);
    expect(sent).toBeGreaterThan(MIB);
  });

  it('when 64 strangers say as much as they may while the tracker does not say who they are', async () => {
    const tracker = await ScriptedTracker.start(({ cmd }) =>
      cmd === 'LIST_PEERS' ? null : { status: 'OK', rooms: [] },
    );
    const ana = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--encryption', 'off']);
    const before = peakMiB(ana);
    const message = `${JSON.stringify({ cmd: 'MESSAGE', content: 'x'.repeat(60_000) })}\n`;
    const strangers = await Promise.all(Array.from({ length: 64 }, () => Stranger.dial(portOf(ana))));
    const poured = strangers.map((stranger, index) => {
      stranger.says({ cmd: 'HELLO', username: `stranger${index}`, version: 1 });
      return pour(stranger, message, 250 * message.length, 10_000);
    });
    await Promise.all(poured);
    for (const { socket } of strangers) socket.destroy();
    await answersPing(portOf(ana));
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB);
  });
});

describe('a member who never reads', () => {
  it('is dropped; bob gets all 3,000 lines, and each line for the member has failed when he leaves', async () => {
    const { ana, bob, mal, link } = await processes();
    const before = peakMiB(ana);
    link.socket.pause();
    ana.type(...Array.from({ length: 3_000 }, (_, index) => `${index} ${'x'.repeat(10_000)}`));
    // Typed lines wait while more than 2,000 wait for somebody who may yet read, which is for 15 s at the most.
    await bob.until(() => bob.all('message').length === 3_000, 'the last line');
    await ana.event('link', { peer: 'mal', state: 'closed' });
    const became = (event: string, to: string): number => ana.all(event).filter((line) => line['to'] === to).length;
    await ana.until(() => became('delivered', 'bob') === 3_000, 'every acknowledgement of bob');
    await mal.asks({ cmd: 'LEAVE_ROOM', room: 'dev' });
    await ana.event('member_left', { username: 'mal' });
    await stillServes(ana, bob);
    expect(became('failed', 'mal')).toBe(3_000);
    expect(became('delivered', 'mal')).toBe(0);
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB * 2);
  });
});

describe('2,000 strangers who say nothing', () => {
  it('do not keep the lines of members from arriving, and are all gone after 5 s', async () => {
    const { ana, bob, link } = await processes();
    const before = peakMiB(ana);
    const strangers: Stranger[] = [];
    for (let round = 0; round < 20; round += 1) {
      strangers.push(...(await Promise.all(Array.from({ length: 100 }, () => Stranger.dial(portOf(ana))))));
      await stillServes(ana, bob);
      link.says({ cmd: 'MESSAGE', room: 'dev', content: `round ${round}` });
      await ana.event('message', { from: 'mal', content: `round ${round}` });
    }
    for (const stranger of strangers) await stranger.isLeft();
    expect(strangers.map(({ received }) => received).join('')).toBe('');
    await stillServes(ana, bob);
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB);
  });
});

describe('a member who sends 50,000 messages as fast as he can', () => {
  it('is read as fast as he writes; meanwhile a typed line is delivered within 2 s, and memory is bounded', async () => {
    const { ana, bob, link } = await processes();
    const before = peakMiB(ana);
    const message = JSON.stringify({ cmd: 'MESSAGE', room: 'dev', content: 'x'.repeat(1_000) });
    const batch = 100;
    const heardBefore = ana.lines.length;
    const poured = pour(link, message.repeat(batch), 50_000 * message.length);
    for (let line = 0; line < 5; line += 1) {
      ana.type(`typed in the flood ${line}`);
      await bob.event('message', { from: 'ana', content: `typed in the flood ${line}` }, 2_000);
    }
    await poured;
    await ana.until(() => ana.lines.length - heardBefore >= 50_000, 'every message of the flood');
    await stillServes(ana, bob);
    expect(ana.heard.filter((content) => content === 'x'.repeat(1_000))).toHaveLength(50_000);
    expect(peakMiB(ana) - before).toBeLessThan(FLAT_MIB * 2);
  });
});

it('a peer and a tracker outlive objects where a text belongs', async () => {
  const tracker = await TrackerProgram.start(['--limits', 'all']);
  const [ana, bob] = (await inRoom(tracker, 'ana', 'bob')) as [PeerProgram, PeerProgram];
  for (const [, poison] of POISONS) {
    const peerHears = await Stranger.dial(portOf(ana));
    peerHears.write(`{"cmd":"HELLO","username":${poison}}`);
    await peerHears.isLeft();
    const trackerHears = await Stranger.dial(tracker.port);
    trackerHears.write(`{"cmd":"LOGIN","username":${poison},"port":1,"token":"t"}`);
    await trackerHears.isLeft();
    expect([ana.child.exitCode, tracker.child.exitCode]).toEqual([null, null]);
    expect(trackerHears.objects).toMatchObject([{ code: 'BAD_REQUEST' }]);
  }
  await stillServes(ana, bob);
});
