// A tracker that tells of rooms what nobody asked for: other rooms, hostile names and addresses, too much of it.
import { describe, expect, it } from 'vitest';
import type { RoomView } from '../../commons/model/views.ts';
import { stillServes } from './still-serves.ts';
import { lied } from './tracker-in-the-middle.ts';

type Place = RoomView['peer_one'];

const place = (username: string, address = '127.0.0.1', port = 9): Place => ({
  username,
  address,
  port,
  connected: true,
  last_ping: null,
});
const BOB = place('bob', '127.0.0.1', 40_001);

/** #dev with ana, bob and the named users, as a notice. */
function notice(revision: number, third: Place | object | null, more: object = {}): object {
  const username = third && 'username' in third ? third.username : 'mal';
  const seats = ['bob', 'ana', ...(third ? [username] : [])].map((name) => ({ username: name, state: 'present' }));
  const room = {
    name: 'dev',
    owner: 'bob',
    peer_owner: BOB,
    peer_one: null,
    peer_two: third,
    revision,
    seats,
    ...more,
  };
  return { status: 'ROOM_UPDATE', room };
}

const NOW = 1_000_000_000_000_000;

describe('a notice that cannot be true is ignored, and the connection stays:', () => {
  it.each([
    ['port 0', notice(NOW, place('mal', '127.0.0.1', 0))],
    ['port 65,536', notice(NOW, place('mal', '127.0.0.1', 65_536))],
    ['half a port', notice(NOW, place('mal', '127.0.0.1', 9.5))],
    ['a port that is a text', notice(NOW, { ...place('mal'), port: '9' })],
    ['an address that is nothing', notice(NOW, place('mal', ''))],
    ['an address without end', notice(NOW, place('mal', 'x'.repeat(256)))],
    ['an address that is no address', notice(NOW, place('mal', 'not an address\n\u001b[2J'))],
    ['an address with NUL in it', notice(NOW, place('mal', '127.0.0.1\0.example'))],
    ['a name in the place of an address', notice(NOW, place('mal', 'nowhere.invalid'))],
    ['our own machine, spelled in another way', notice(NOW, place('mal', '127.1'))],
    ['a member without a name', notice(NOW, place(''))],
    ['a name without end', notice(NOW, place('x'.repeat(257)))],
    ['a fourth seat', notice(NOW, null, { seats: Array(4).fill({ username: 'mal', state: 'present' }) })],
    ['a seat that is neither present nor away', notice(NOW, null, { seats: [{ username: 'mal', state: 'dead' }] })],
    ['a revision of 1.5', notice(1.5, place('mal'))],
    ['a revision that is no whole number any more', notice(1e300, place('mal'))],
    ['a revision that is older', notice(0, place('mal'))],
    ['a room that we are not in', notice(NOW, place('mal'), { name: 'other' })],
    ['the end of a room that we are not in', { status: 'ROOM_UPDATE', room: null, room_name: 'other' }],
    ['the end of no room', { status: 'ROOM_UPDATE', room: null }],
    ['no room at all', { status: 'ROOM_UPDATE' }],
    ['a room that is a text', { status: 'ROOM_UPDATE', room: 'dev' }],
  ])('%s', async (_what, what) => {
    const { ana, bob, middle, world } = await lied();
    const before = ana.reports.length;
    middle.tell(what);
    await world.clock.advance(5_000);
    expect(ana.reports.slice(before)).toEqual([]);
    await stillServes(ana, bob);
  });
});

describe('a member who cannot be reached is said to be, tried again after ever longer pauses, and disturbs nobody:', () => {
  it.each([
    ['at a port where nobody listens', '127.0.0.1'],
    ['at an address of no machine', '192.0.2.77'],
  ])('%s', async (_where, address) => {
    const { ana, bob, middle, world } = await lied({ encryption: 'prefer' }); // Who has no key is dialled.
    middle.tell(notice(NOW, place('mal', address)));
    await world.clock.advance(60_000);
    const dials = ana.all('link').filter(({ peer, state }) => peer === 'mal' && state === 'connecting').length;
    expect(dials).toBeGreaterThan(2);
    expect(dials).toBeLessThan(12);
    await stillServes(ana, bob);
  });

  it('at our own address: we turn ourselves away', async () => {
    const { ana, bob, middle, world } = await lied({ encryption: 'prefer' });
    middle.tell(notice(NOW, place('mal', '127.0.0.1', ana.listenPort)));
    await world.clock.advance(60_000);
    const dials = ana.all('link').filter(({ peer, state }) => peer === 'mal' && state === 'connecting').length;
    expect(dials).toBeLessThan(12);
    expect(ana.isLinkedTo('mal')).toBe(false);
    await stillServes(ana, bob);
  });

  it('and who is ourselves, with another address: we are not dialled', async () => {
    const { ana, bob, middle, world } = await lied({ encryption: 'prefer' });
    middle.tell(notice(NOW, place('ana', '192.0.2.1')));
    await world.clock.advance(10_000);
    expect(ana.all('link').map(({ peer }) => peer)).not.toContain('ana');
    await stillServes(ana, bob);
  });
});

it('5,000 notices at once, each with another member, are heard in a moment, and leave nothing behind', async () => {
  const { ana, bob, middle, world } = await lied({ encryption: 'prefer' });
  const before = process.cpuUsage();
  for (let count = 0; count < 5_000; count += 1) middle.tell(notice(NOW + count, place(`mal${count}`)));
  await world.clock.advance(100);
  const { user } = process.cpuUsage(before);
  expect(user / 1_000).toBeLessThan(5_000); // Milliseconds of work, however busy the machine is with something else.
  expect(ana.all('member_joined')).toHaveLength(5_000);
  expect(ana.all('member_left')).toHaveLength(4_999);
  middle.tell(notice(NOW + 5_000, null));
  await world.clock.advance(30_000);
  await ana.types('/status');
  expect(ana.last('status')?.status.people.map(({ username }) => username)).toEqual(['bob']);
  expect(new Set(ana.all('link').map(({ peer }) => peer))).toEqual(new Set(['bob']));
  await stillServes(ana, bob);
});

it('the end of the room by name, told by nobody who may: the peer leaves it, and is told so', async () => {
  const { ana, bob, middle, world } = await lied();
  middle.tell({ status: 'ROOM_UPDATE', room: null, room_name: 'dev' });
  await world.clock.advance(10);
  expect(ana.last('room_deleted')).toMatchObject({ room: 'dev', by: null });
  await ana.types('/join dev');
  await ana.until(() => ana.isLinkedTo('bob'), 'the link of ana and bob');
  await stillServes(ana, bob);
});
