// Objects where a text belongs, made so that reading their length, or converting them to text, throws. One object of
// 60 bytes must not end a program.
import { describe, expect, it } from 'vitest';
import { DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';
import { listenInMemory, MemoryStranger, malInMemory } from './memory-stranger.ts';
import { POISONS } from './poisons.ts';
import { stage } from './stage.ts';
import { stillServes } from './still-serves.ts';
import { lied } from './tracker-in-the-middle.ts';

/** Each field of each message, as JSON text in which POISON stands for the value. */
const FROM_PEERS = [
  '{"cmd":POISON}',
  '{"cmd":"HELLO","username":POISON}',
  '{"cmd":"HELLO","username":"mal","version":POISON}',
  '{"cmd":"HELLO","username":"mal","features":POISON}',
  '{"cmd":"HELLO","username":"mal","features":[POISON]}',
  '{"cmd":"MESSAGE","content":POISON}',
  '{"cmd":"MESSAGE","content":"x","room":POISON}',
  '{"cmd":"MESSAGE","content":"x","username":POISON}',
  '{"cmd":"MESSAGE","content":"x","id":POISON}',
  '{"cmd":"MESSAGE","content":"x","sent_at":POISON}',
  '{"cmd":"ACK","id":POISON}',
  '{"cmd":"ACK","id":"a","ids":POISON}',
  '{"cmd":"ACK","id":"a","ids":[POISON]}',
  '{"cmd":"ACK","id":"a","code":POISON}',
  '{"cmd":"LEAVE","room":POISON}',
];

const ROOM = '"name":"dev","owner":"bob","peer_owner":null,"peer_one":null,"peer_two":null,"revision":9e15,"seats":[]';
const FROM_TRACKER = [
  '{"status":POISON}',
  '{"status":"OK","request_id":POISON}',
  '{"status":"OK","msg":POISON}',
  '{"status":"OK","features":POISON}',
  '{"status":"OK","token":POISON}',
  '{"status":"OK","next":POISON}',
  '{"status":"ERROR","code":POISON}',
  '{"status":"ERROR","code":"BUSY","retry_after":POISON}',
  '{"status":"ROOM_UPDATE","room":POISON}',
  '{"status":"ROOM_UPDATE","room":null,"room_name":POISON}',
  ...['name', 'owner', 'peer_one', 'seats', 'revision'].map(
    (field) => `{"status":"ROOM_UPDATE","room":{${ROOM},"${field}":POISON}}`,
  ),
];

const REQUESTS = [
  '{"cmd":POISON}',
  '{"cmd":"LOGIN","username":POISON,"port":1,"token":"t"}',
  '{"cmd":"LOGIN","username":"ana","port":POISON,"token":"t"}',
  '{"cmd":"LOGIN","username":"ana","port":1,"token":POISON}',
  '{"cmd":"LOGIN","username":"ana","port":1,"token":"t","request_id":POISON}',
  `{"cmd":"REGISTER","username":"eve","port":1,"password":POISON}`,
  `{"cmd":"REGISTER","username":"eve","port":1,"password":"${DIGEST}","features":POISON}`,
  `{"cmd":"REGISTER","username":"eve","port":1,"password":"${DIGEST}","address":POISON}`,
  '{"cmd":"LIST_PEERS","after":POISON}',
  '{"cmd":"CREATE_ROOM","room":POISON}',
  '{"cmd":"LOGOUT","username":POISON}',
];

describe.each(POISONS)('a value that %s', (_what, poison) => {
  const poisoned = (text: string): string => text.replace('POISON', poison);

  it.each(FROM_PEERS)('ends no peer that hears it from a stranger: %s', async (text) => {
    const { world, ana, bob } = await stage();
    const stranger = await MemoryStranger.dial(world, ana.listenPort);
    await stranger.writes(poisoned(text));
    expect(await stranger.lastsFor(0)).toBe(0);
    await stillServes(ana, bob);
  });

  it.each(FROM_PEERS.slice(5))('ends no peer that hears it from a member: %s', async (text) => {
    const { world, ana, bob } = await stage();
    const { link } = await malInMemory(world, ana);
    await link.writes(poisoned(text));
    await link.says({ cmd: 'MESSAGE', room: 'dev', content: 'the link stays' });
    expect(ana.heard).toContain('the link stays');
    await stillServes(ana, bob);
  });

  it.each(FROM_PEERS.slice(1, 5))('ends no peer that hears it from somebody whom it has dialled: %s', async (text) => {
    const { world, ana, bob } = await stage();
    const dialled = await listenInMemory(world, 45_001);
    const mal = await world.member('mal', 45_001);
    await mal.ask({ cmd: 'CREATE_ROOM', room: 'trap' });
    await ana.types('/join trap');
    await dialled[0]?.writes(poisoned(text));
    await stillServes(ana, bob);
  });

  it.each(FROM_TRACKER)('ends no peer that hears it from its tracker: %s', async (text) => {
    const { ana, bob, middle, world } = await lied();
    middle.tell(poisoned(text));
    await world.clock.advance(10);
    await ana.types('/rooms');
    expect(ana.all('rooms')).toHaveLength(1);
    await stillServes(ana, bob);
  });

  it.each(REQUESTS)('ends no tracker, before a login and after it: %s', async (text) => {
    const world = await TrackerWorld.start({ limits: 'all' });
    const stranger = await world.connect();
    const member = await world.member('bob');
    for (const { channel } of [stranger, member]) channel.sendEncoded(poisoned(text));
    await world.clock.advance(50);
    expect(stranger.received[0]).toMatchObject({ status: 'ERROR' });
    expect(stranger.closedBecause).not.toBeNull();
    expect(member.received[1]).toMatchObject({ status: 'ERROR' });
    expect(await member.ask({ cmd: 'LIST_PEERS' })).toMatchObject({ status: 'OK' });
  });
});
