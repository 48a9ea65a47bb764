// A tracker that misuses the login: it answers with what makes no sense, with too much, with nothing, or says "later".
import { describe, expect, it } from 'vitest';
import { MAX_ROOMS_PER_USER } from '../../commons/protocol/limits.ts';
import type { TestPeer } from '../helpers/peer-world.ts';
import { LivePeer } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { HostileListener } from './stranger.ts';
import { lied, type TrackerInTheMiddle } from './tracker-in-the-middle.ts';

/** The next login is answered so; what comes later is honest again. */
function spoilNextLogin(middle: TrackerInTheMiddle, answer: string | null): void {
  const honest = middle.instead;
  middle.instead = (object, to) => {
    if (to?.['cmd'] !== 'LOGIN') return honest(object, to);
    middle.instead = honest;
    return answer;
  };
  middle.hangUp();
}

const isConnected = (peer: TestPeer): boolean => peer.all('tracker').at(-1)?.state === 'connected';

describe('a login', () => {
  it.each([
    ['is answered by garbage', 'welcome\n'],
    ['is answered by half an object', '{"status":"OK","request_id":"login"'],
    ['is answered by nothing', null],
    ['is answered by what makes no sense', '{"status":"OK","request_id":"login","token":7}'],
    ['is answered for somebody else', '{"status":"OK","request_id":"logout"}'],
    ['is answered by a notice', '{"status":"ROOM_UPDATE","request_id":"login","room":null}'],
    ['is put off', '{"status":"ERROR","request_id":"login","code":"BUSY","retry_after":3}'],
    ['is put off for no time', '{"status":"ERROR","request_id":"login","code":"BUSY","retry_after":0}'],
    ['fails for a reason that nobody knows', '{"status":"ERROR","request_id":"login","code":"WAT"}'],
  ])('that %s is tried again', async (_how, answer) => {
    const { ana, bob, middle, world } = await lied();
    spoilNextLogin(middle, answer);
    await world.clock.advance(100);
    expect(isConnected(ana)).toBe(false);
    await stillServes(ana, bob);
    await ana.until(() => isConnected(ana), 'the way back to the tracker', 30_000);
    await ana.types('/rooms');
    expect(ana.all('rooms')).toHaveLength(1);
    expect(middle.connectedAt.length).toBeLessThan(6);
    await stillServes(ana, bob);
  });

  it('that is answered with rooms that are none leaves us in those that are', async () => {
    const { ana, bob, middle, world } = await lied();
    spoilNextLogin(middle, '{"status":"OK","request_id":"login","rooms":[1,null,{},["dev"],"nowhere","dev"]}');
    await world.clock.advance(1_000);
    expect(isConnected(ana)).toBe(true);
    const joins = middle.requests.filter(({ cmd }) => cmd === 'JOIN_ROOM').map(({ room }) => room);
    expect(joins).toEqual(['dev', 'dev']);
    await stillServes(ana, bob);
  });

  it('that is answered with 500 rooms that were never entered gives up some of these seats, and goes on', async () => {
    const { ana, bob, middle, world } = await lied();
    const rooms = [...Array.from({ length: 500 }, (_, index) => `r${index}`), 'dev'];
    spoilNextLogin(middle, JSON.stringify({ status: 'OK', request_id: 'login', rooms }));
    await ana.until(() => isConnected(ana), 'the way back to the tracker', 30_000);
    await world.clock.advance(5_000);
    expect(middle.requests.filter(({ cmd }) => cmd === 'JOIN_ROOM').map(({ room }) => room)).toEqual(['dev', 'dev']);
    expect(middle.requests.filter(({ cmd }) => cmd === 'LEAVE_ROOM').length).toBeLessThanOrEqual(MAX_ROOMS_PER_USER);
    await stillServes(ana, bob);
  });
});

it('a tracker that always says "later" is asked again only after pauses', async () => {
  const tracker = await HostileListener.open();
  const ana = new LivePeer('ana', tracker.port, 'off');
  await ana.service.start();
  const first = await tracker.nth(1);
  await first.hears({ request_id: 'login' });
  first.says({ status: 'ERROR', request_id: 'login', code: 'BUSY', retry_after: 10_000_000 });
  await ana.reported('tracker', ({ state }) => state === 'reconnecting');
  const next = await tracker.nth(2, 200).then(
    () => 'asks again at once',
    () => 'waits',
  );
  expect(next).toBe('waits');
});
