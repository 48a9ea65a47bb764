// Silent and slow peers are disconnected at their deadlines.
import { describe, expect, it } from 'vitest';
import { FIRST_BYTE_MS, HELLO_MS, OBJECT_MS } from '../../commons/protocol/limits.ts';
import { MemoryStranger, malInMemory } from './memory-stranger.ts';
import { stage } from './stage.ts';
import { stillServes } from './still-serves.ts';
import { lied } from './tracker-in-the-middle.ts';

const HELLO = { cmd: 'HELLO', username: 'mal', version: 1 };

describe('on the listener', () => {
  it('silence lasts 5 s', async () => {
    const { world, ana, bob } = await stage();
    const stranger = await MemoryStranger.dial(world, ana.listenPort);
    expect(await stranger.lastsFor(20_000)).toBe(FIRST_BYTE_MS);
    expect(stranger.received).toBe('');
    await stillServes(ana, bob);
  });

  it.each([
    ['half an object', '{"cmd":"HELLO","usern'],
    ['one brace', '{'],
    ['half an object behind a command that nobody knows', '{"cmd":"WHAT"}{"cmd"'],
  ])('%s and then silence lasts 10 s', async (_what, text) => {
    const { world, ana, bob } = await stage();
    const stranger = await MemoryStranger.dial(world, ana.listenPort);
    await stranger.writes(text);
    expect(await stranger.lastsFor(30_000)).toBe(OBJECT_MS);
    expect(stranger.received).toBe('');
    await stillServes(ana, bob);
  });

  it.each([
    ['one byte a second', () => '{"cmd":"HELLO","username":"mal","version":1}'],
    ['a command that nobody knows every second', () => `${'{"cmd":"WHAT"}'}`.repeat(40)],
  ])('%s lasts 10 s all in all', async (_what, textOf) => {
    const { world, ana, bob } = await stage();
    const stranger = await MemoryStranger.dial(world, ana.listenPort);
    const text = textOf();
    const step = text.length > 100 ? 14 : 1;
    let seconds = 0;
    for (let at = 0; stranger.closedBecause === null && seconds < 30; at += step, seconds += 1) {
      await stranger.writes(text.slice(at, at + step));
      await world.clock.advance(1_000);
    }
    expect(seconds).toBe(HELLO_MS / 1_000);
    expect(stranger.received).toBe('');
    await stillServes(ana, bob);
  });

  it('a HELLO lasts 10 s while the tracker does not say who that is', async () => {
    const { world, ana, bob, middle } = await lied({ encryption: 'prefer' });
    await world.member('mal');
    middle.instead = (object, to) => (to?.['cmd'] === 'LIST_PEERS' ? null : JSON.stringify(object));
    const waiting = await MemoryStranger.dial(world, ana.listenPort);
    await waiting.says(HELLO);
    expect(await waiting.lastsFor(30_000)).toBe(HELLO_MS);
    expect(waiting.received).toBe('');
    await stillServes(ana, bob);
  });

  it.each([
    ['what comes after HELLO is not read until the tracker says who that is', 300, false, HELLO_MS],
    ['256 messages may come together with HELLO', 256, true, HELLO_MS],
    ['257 may not', 257, true, 0],
  ])('%s', async (_what, count, isGlued, lasting) => {
    const { world, ana, bob, middle } = await lied({ encryption: 'prefer' });
    await world.member('mal');
    middle.instead = (object, to) => (to?.['cmd'] === 'LIST_PEERS' ? null : JSON.stringify(object));
    const waiting = await MemoryStranger.dial(world, ana.listenPort);
    const said = [HELLO, ...Array(count).fill({ cmd: 'MESSAGE', content: 'let me in' })];
    if (isGlued) await waiting.writes(said.map((object) => JSON.stringify(object)).join(''));
    else for (const object of said) await waiting.says(object);
    if (lasting === 0) expect(waiting.closedBecause).not.toBeNull();
    else expect(await waiting.lastsFor(30_000)).toBe(lasting);
    expect(ana.heard).toEqual([]);
    await stillServes(ana, bob);
  });
});

describe('on an open link', () => {
  it.each([
    ['half an object', '{"cmd":"MESSAGE","room":"dev","content":"hal'],
    ['half an object behind a whole one', '{"cmd":"PONG"}\n{'],
  ])('%s and then silence lasts 10 s', async (_what, text) => {
    const { world, ana, bob } = await stage();
    const { link } = await malInMemory(world, ana);
    await link.writes(text);
    expect(await link.lastsFor(30_000)).toBe(OBJECT_MS);
    expect(ana.heard).toEqual([]);
    await stillServes(ana, bob);
  });

  it('one byte a second lasts 10 s', async () => {
    const { world, ana, bob } = await stage();
    const { link } = await malInMemory(world, ana);
    let seconds = 0;
    for (; link.closedBecause === null && seconds < 30; seconds += 1) {
      await link.writes('{"cmd":"MESSAGE","room":"dev","content":"slow"}'.charAt(seconds));
      await world.clock.advance(1_000);
    }
    expect(seconds).toBe(OBJECT_MS / 1_000);
    await stillServes(ana, bob);
  });

  it('silence between objects is no offence', async () => {
    const { world, ana, bob } = await stage();
    const { link } = await malInMemory(world, ana);
    expect(await link.lastsFor(60_000, 1_000)).toBeNull();
    await link.says({ cmd: 'MESSAGE', room: 'dev', content: 'back again' });
    expect(ana.heard).toEqual(['back again']);
    await stillServes(ana, bob);
  });
});
