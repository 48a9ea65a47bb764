// Questions to the tracker about who somebody is: how many there are, and what a refusal to answer does not mean.

import { describe, expect, it } from 'vitest';
import { someIdentity } from '../helpers/identities.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { lied, type TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';

/**
 * From now on the tracker is asked too much, or too busy, to say who somebody is; it is told how often it was asked.
 */
function refusesLookUps(middle: TrackerInTheMiddle, code: string): { count: number } {
  const refused = { count: 0 };
  middle.instead = (object, to) => {
    if (to?.['cmd'] !== 'LIST_PEERS') return `${JSON.stringify(object)}\n`;
    refused.count += 1;
    const words = { code, msg: 'Later.', retry_after: 1 };
    return `${JSON.stringify({ status: 'ERROR', request_id: to['request_id'], ...words })}\n`;
  };
  return refused;
}

/** ana has a private chat with bob, no room, and for now no way to him; he has none to her. */
async function apart() {
  const scene = await lied();
  const { world, ana, bob } = scene;
  await ana.types('/msg bob hello');
  await bob.until(() => bob.heard.length === 1, 'the line');
  await ana.types('/leave dev');
  await ana.hears('room_left');
  await ana.types('/msg bob');
  ana.host.isolateFrom(bob.listenPort);
  bob.host.isolateFrom(ana.listenPort);
  const cut = () => {
    ana.host.cutAll();
    return world.clock.advance(100);
  };
  return { ...scene, cut };
}

describe.each(['RATE_LIMITED', 'BUSY'])('a tracker that does not say who somebody is (%s)', (code) => {
  it('does not say that they are not online', async () => {
    const { world, ana, bob, middle, cut } = await apart();
    const refused = refusesLookUps(middle, code);
    await cut();
    await world.clock.advance(10_000);
    expect(refused.count).toBeGreaterThan(0);
    expect(JSON.stringify(ana.all('link'))).not.toContain('not online');
    ana.host.isolateFrom(null);
    await ana.types('are you still there?');
    await bob.until(() => bob.heard.includes('are you still there?'), 'the line', 1_000);
  });

  it('lets no stranger in', async () => {
    const { world, ana, middle } = await lied();
    refusesLookUps(middle, code);
    const key = someIdentity();
    await world.member('eva', undefined, key);
    const link = await RawLink.as('eva', world, ana, key);
    expect(link.isLetIn).toBe(false);
    expect(link.closedBecause).not.toBeNull();
    expect(ana.isLinkedTo('bob')).toBe(true);
  });
});

describe('strangers who say name after name', () => {
  it('do not make us ask the tracker for each, and those whom we know come in', async () => {
    const { world, ana, bob, middle } = await lied();
    const asked = () => middle.requests.filter(({ cmd }) => cmd === 'LIST_PEERS').length;
    const before = asked();
    const key = someIdentity();
    const stranger = async (name: string): Promise<RawLink> => {
      const link = await RawLink.to(world, ana, key);
      link.send({ cmd: 'HELLO', username: name, version: 1 });
      await world.clock.advance(0);
      return link;
    };
    const links: RawLink[] = [];
    for (let count = 0; count < 150; count += 1) links.push(await stranger(`nobody-${count}`));
    expect(asked() - before).toBeGreaterThan(0);
    expect(asked() - before).toBeLessThanOrEqual(40);
    await world.clock.advance(10);
    expect(links.filter(({ closedBecause }) => closedBecause === null)).toEqual([]);
    const known = await RawLink.as('bob', world, ana, bob.profile.identity);
    expect(known.isLetIn).toBe(true);
    await world.clock.advance(2_000);
    await world.member('eva', undefined, key);
    expect((await RawLink.as('eva', world, ana, key)).isLetIn).toBe(true);
  });
});

// S11: forty dials a second used up the questions for everybody, so that no newcomer came in.
describe('forty dials a second', () => {
  const KEY = someIdentity();
  const WAYS: readonly (readonly [string, (count: number) => { name: string; from: string }])[] = [
    ['with ever new names', (count) => ({ name: `nobody-${count}`, from: '198.51.100.7' })],
    ['in the name of a friend', () => ({ name: 'bob', from: '198.51.100.7' })],
    ['from ever new addresses of one IPv6 /64', (count) => ({ name: `no-${count}`, from: `2001:db8::${count}` })],
    ['with an IPv4 address in many spellings', (count) => ({ name: `no-${count}`, from: spelled(count) })],
  ];

  function spelled(count: number): string {
    const spellings = ['198.51.100.7', '::ffff:198.51.100.7', '::ffff:c633:6407', '0:0:0:0:0:FFFF:c633:6407'];
    return spellings[count % spellings.length] as string;
  }

  it.each(WAYS)('%s keep no newcomer of another network out, and ask little', async (_how, way) => {
    const { world, ana, middle } = await lied();
    const asked = () => middle.requests.filter(({ cmd }) => cmd === 'LIST_PEERS').length;
    const before = asked();
    const people = ['eva', 'eve', 'ivo'].map((name) => ({ name, key: someIdentity() }));
    for (const { name, key } of people) await world.member(name, undefined, key);
    const letIn: boolean[] = [];
    let dials = 0;
    for (let second = 0; second < 6; second += 1) {
      for (let count = 0; count < 40; count += 1) {
        dials += 1;
        const { name, from } = way(dials);
        const link = await RawLink.to(world, ana, KEY, from);
        link.send({ cmd: 'HELLO', username: name, version: 1 });
        await world.clock.advance(25);
      }
      const person = people[second / 2];
      if (person) letIn.push((await RawLink.as(person.name, world, ana, person.key, '203.0.113.9')).isLetIn);
    }
    expect(letIn).toEqual([true, true, true]);
    expect(asked() - before).toBeLessThanOrEqual(40 + 6 * 4 + 10);
  });

  it('from many networks ask no more than the tracker answers', async () => {
    const { world, ana, middle } = await lied();
    const asked = () => middle.requests.filter(({ cmd }) => cmd === 'LIST_PEERS').length;
    const before = asked();
    for (let count = 0; count < 600; count += 1) {
      const link = await RawLink.to(world, ana, KEY, `2001:db8:0:${count.toString(16)}::1`);
      link.send({ cmd: 'HELLO', username: `nobody-${count}`, version: 1 });
      await world.clock.advance(0);
    }
    expect(asked() - before).toBeLessThanOrEqual(220);
  });
});
