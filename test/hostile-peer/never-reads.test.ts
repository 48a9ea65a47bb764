// A member who never reads what is written to him: what waits for him is bounded, he is dropped, the other members do
// not feel him, and of each line it is said honestly what became of it.
import { describe, expect, it } from 'vitest';
import { MAX_BUFFERED_BYTES } from '../../commons/protocol/limits.ts';
import { MAX_PENDING_LINES, MAX_WAITING_LENGTH, MAX_WAITING_LINES } from '../../peer/core/messages/delivery.ts';
import { openRoomOf, type TestPeer } from '../helpers/peer-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { malInMemory } from './memory-stranger.ts';
import { stillServes } from './still-serves.ts';

const WINDOW = 1_024;
const ACK_TIMEOUT_MS = 15_000;
const SIZE = 60_000;

const count = (peer: TestPeer, event: 'sent' | 'delivered' | 'failed', to: string): number =>
  peer.all(event).filter((report) => report.to === to).length;

describe('a member who never reads', () => {
  it('has 1,024 lines sent to him and 20,000 kept; what is more has failed, and bob gets everything', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const { link } = await malInMemory(world, ana);
    link.connection.pause();
    const lines = Array.from({ length: WINDOW + MAX_PENDING_LINES + 500 }, (_, index) => `line ${index}`);
    for (const line of lines) {
      ana.service.intend(asTyped(line));
      if (ana.reports.length % 1_000 < 3) await world.clock.advance(5);
    }
    await ana.until(() => count(ana, 'delivered', 'bob') === lines.length, 'every acknowledgement of bob', 5_000);
    expect(bob.heard).toEqual(lines);
    expect(count(ana, 'sent', 'mal')).toBe(WINDOW);
    expect(count(ana, 'failed', 'mal')).toBe(500);
    expect(ana.last('failed')?.reason).toBe('20,000 lines are already waiting for mal');
    expect(count(ana, 'delivered', 'mal')).toBe(0);
    await stillServes(ana, bob);
  });

  it('is dropped after 15 s without an acknowledgement; then 1,000 lines wait for him, and the others have failed', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const { link } = await malInMemory(world, ana);
    link.connection.pause();
    for (let line = 0; line < 3_000; line += 1) ana.service.intend(asTyped(`line ${line}`));
    await world.clock.advance(ACK_TIMEOUT_MS - 10);
    expect(ana.isLinkedTo('mal')).toBe(true);
    await world.clock.advance(1_000);
    expect(ana.isLinkedTo('mal')).toBe(false);
    expect(count(ana, 'failed', 'mal')).toBe(3_000 - MAX_WAITING_LINES);
    await ana.types('/status');
    expect(ana.last('status')?.status.people.find(({ username }) => username === 'mal')).toMatchObject({
      link: expect.not.stringContaining('open'),
      waiting: MAX_WAITING_LINES,
    });
    expect(count(ana, 'delivered', 'bob')).toBe(3_000);
    await stillServes(ana, bob);
  });

  it('has no more than 4 MiB of large lines under way, and is dropped; when he leaves, every line has failed', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const { mal, link } = await malInMemory(world, ana);
    link.connection.pause();
    let lines = 0;
    for (; lines < 200; lines += 20) {
      for (let line = 0; line < 20; line += 1) ana.service.intend(asTyped('x'.repeat(SIZE)));
      await ana.until(() => count(ana, 'delivered', 'bob') === lines + 20, 'every acknowledgement of bob');
      expect(link.connection.unread).toBeLessThan(MAX_BUFFERED_BYTES + 2 * SIZE);
    }
    await ana.until(() => !ana.isLinkedTo('mal'), 'the end of the link with mal', ACK_TIMEOUT_MS + 1_000);
    await mal.ask({ cmd: 'LEAVE_ROOM', room: 'dev' });
    await ana.until(() => count(ana, 'failed', 'mal') === lines, 'the end of every line for mal');
    expect(count(ana, 'delivered', 'mal')).toBe(0);
    await stillServes(ana, bob);
  });

  it('has no more than 16 MiB of large lines kept for him, under way or not, on whatever link; the rest has failed', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const { link } = await malInMemory(world, ana);
    link.connection.pause();
    const length = SIZE / 3; // Han letters: three bytes each in JSON, two in memory.
    const lines = Math.ceil((1.5 * MAX_WAITING_LENGTH) / length / 20) * 20;
    for (let line = 20; line <= lines; line += 20) {
      for (let more = 0; more < 20; more += 1) ana.service.intend(asTyped('\u6f22'.repeat(length)));
      await ana.until(() => count(ana, 'delivered', 'bob') === line, 'every acknowledgement of bob');
    }
    const kept = lines - count(ana, 'failed', 'mal');
    expect(kept * length * 2).toBeLessThanOrEqual(16 * 1024 * 1024);
    expect(ana.last('failed')?.reason).toBe('too much text is already waiting for mal');
    await stillServes(ana, bob);
  });

  it('makes the entering of large lines pause before any of them is refused', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana] = peers as [TestPeer, TestPeer];
    const { link } = await malInMemory(world, ana);
    link.connection.pause();
    let entered = 0;
    for (; !ana.service.isCongested && entered < 400; entered += 1) ana.service.intend(asTyped('x'.repeat(SIZE)));
    expect(entered * SIZE).toBeLessThan(MAX_WAITING_LENGTH);
    expect(count(ana, 'failed', 'mal')).toBe(0);
  });

  it('and talks all the time is dropped when 4 MiB of acknowledgements wait', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const { link } = await malInMemory(world, ana);
    link.connection.pause();
    const most = MAX_BUFFERED_BYTES / 64;
    let said = 0;
    for (; said < 2 * most && ana.isLinkedTo('mal'); said += 1_000) {
      const ids = Array.from({ length: 1_000 }, (_, index) => String(said + index).padStart(64, 'x'));
      await link.says(...ids.map((id) => ({ cmd: 'MESSAGE', content: '', id })));
      await world.clock.advance(5);
    }
    expect(ana.isLinkedTo('mal')).toBe(false);
    expect(said).toBeLessThanOrEqual(most);
    await stillServes(ana, bob);
  });
});
