// Listeners that accept and send nothing, or answer with something else, or swallow all packets.
import { describe, expect, it } from 'vitest';
import { DIAL_MS, HELLO_ANSWER_MS, HELLO_MS } from '../../commons/protocol/limits.ts';
import { listenInMemory, type MemoryStranger } from './memory-stranger.ts';
import { type Stage, stage } from './stage.ts';
import { stillServes } from './still-serves.ts';

const TRAP_OF_PING = 45_002;
const HELLO = { cmd: 'HELLO', username: 'mal', version: 1 };

describe('somebody whom we dial', () => {
  const TRAP = 45_001;

  /** mal listens by hand, and ana enters his room: she dials him at once. */
  async function trap(): Promise<Stage & { accepted: MemoryStranger[] }> {
    const on = await stage();
    const accepted = await listenInMemory(on.world, TRAP);
    const mal = await on.world.member('mal', TRAP);
    await mal.ask({ cmd: 'CREATE_ROOM', room: 'trap' });
    await on.ana.types('/join trap');
    return { ...on, accepted };
  }

  it('and who never answers HELLO counts as a reference peer after 2 s: written to, never believed to have it', async () => {
    const { world, ana, bob, accepted } = await trap();
    await ana.types('are you there?');
    await world.clock.advance(HELLO_ANSWER_MS - 100);
    expect(accepted[0]?.objects).toEqual([expect.objectContaining({ cmd: 'HELLO' })]);
    await world.clock.advance(200);
    expect(ana.all('link').at(-1)).toMatchObject({ peer: 'mal', state: 'open', confirms: false });
    expect(accepted[0]?.objects[1]).toMatchObject({ cmd: 'MESSAGE', content: 'are you there?' });
    expect(ana.all('sent')).toMatchObject([{ to: 'mal' }]);
    await world.clock.advance(60_000);
    expect(ana.all('delivered')).toEqual([]);
    await stillServes(ana, bob);
  });

  it('and who answered HELLO once must answer it again within 10 s: nobody can be made a reference peer of', async () => {
    const { world, ana, bob, accepted } = await trap();
    await accepted[0]?.says(HELLO);
    await world.clock.advance(6_000);
    accepted[0]?.connection.destroy('cut');
    await ana.until(() => accepted.length === 2, 'the second dial');
    await ana.types('are you there?');
    expect(await accepted[1]?.lastsFor(30_000)).toBeGreaterThan(HELLO_MS - 200);
    expect(accepted[1]?.objects).toEqual([expect.objectContaining({ cmd: 'HELLO' })]);
    expect(ana.all('sent')).toEqual([]);
    await stillServes(ana, bob);
  });

  it('and whose machine swallows everything is given up after 5 s, and dialled again after a pause', async () => {
    const on = await stage();
    on.world.network.swallow({ address: '127.0.0.1', port: TRAP });
    const mal = await on.world.member('mal', TRAP);
    await mal.ask({ cmd: 'CREATE_ROOM', room: 'trap' });
    await on.ana.types('/join trap');
    const dials = (state: string): number =>
      on.ana.all('link').filter((link) => link.peer === 'mal' && link.state === state).length;
    await on.world.clock.advance(DIAL_MS - 100);
    expect([dials('connecting'), dials('closed')]).toEqual([1, 0]);
    await on.world.clock.advance(200);
    expect([dials('connecting'), dials('closed')]).toEqual([1, 1]);
    await on.world.clock.advance(60_000);
    expect(dials('connecting')).toBeGreaterThan(3);
    expect(dials('connecting')).toBeLessThan(10);
    await stillServes(on.ana, on.bob);
  });
});

describe('a member whose listener accepts and does not answer PING', () => {
  it.each([
    ['says nothing', ''],
    ['says something else', '{"cmd":"HELLO","username":"mal"}'],
    ['says garbage', 'PONG\n'],
    ['says half a PONG', '{"cmd":"PO'],
  ])('and %s is lost 3 s later at the latest', async (_what, text) => {
    const { world, ana, bob } = await stage();
    const accepted = await listenInMemory(world, TRAP_OF_PING);
    const mal = await world.member('mal', TRAP_OF_PING);
    await mal.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    await ana.until(() => accepted.some(({ objects }) => objects[0]?.['cmd'] === 'PING'), 'PING', 125_000);
    const pinged = accepted.find(({ objects }) => objects[0]?.['cmd'] === 'PING');
    expect(mal.closedBecause).toBeNull();
    await pinged?.writes(text);
    expect(await pinged?.lastsFor(10_000)).toBeLessThanOrEqual(3_000);
    await world.clock.advance(0);
    expect(mal.closedBecause).not.toBeNull();
    expect(ana.last('member_away')).toMatchObject({ room: 'dev', username: 'mal' });
    await stillServes(ana, bob);
  });
});
