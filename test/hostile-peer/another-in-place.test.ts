// A tracker that puts mallory in the place of bob, who is known: his key, his address, his name, or all of it, in each
// of the ways in which it tells of people. Nothing that was written for bob reaches mallory.

import { describe, expect, it } from 'vitest';
import type { Identity } from '../../commons/identity/identity.ts';
import type { PeerView, RoomView } from '../../commons/model/views.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import { devAsTold } from '../helpers/ghost.ts';
import { someIdentity } from '../helpers/identities.ts';
import type { TrackerWorld } from '../helpers/tracker-world.ts';
import { lied } from './tracker-in-the-middle.ts';

const PORT = 7_070;

/** Answers every HELLO under `username`, and acknowledges all that is said: what a program does that lies. */
async function malloryListens(world: TrackerWorld, identity: Identity, username: string): Promise<JsonObject[]> {
  const heard: JsonObject[] = [];
  const security = { identity, protocol: PEER_PROTOCOL, requiresKey: true };
  const accepted = (channel: JsonChannel): void =>
    channel.start({
      received: (object) => {
        heard.push(object);
        if (object['cmd'] === 'HELLO')
          channel.send({ cmd: 'HELLO', username, version: 1, features: [...PEER_FEATURES] });
        if (object['cmd'] === 'MESSAGE') channel.send({ cmd: 'ACK', id: object['id'] });
      },
      violated: () => {},
      closed: () => {},
    });
  await world.network.listen(
    { address: '127.0.0.1', port: PORT },
    (connection) => accepted(new JsonChannel(connection, { clock: world.clock, isAccepted: true })),
    { security },
  );
  return heard;
}

/** ana and bob in #dev, and mallory, who answers as `username`. ana has verified bob. */
async function scene(username: string) {
  const here = await lied();
  const { world, ana, bob } = here;
  await ana.types('/verify bob');
  const room = devAsTold(world);
  await bob.kill();
  await ana.hears('member_away');
  await ana.types('for bob in the room');
  const identity = someIdentity();
  const heard = await malloryListens(world, identity, username);
  const bobs = room.peer_owner;
  if (!bobs) throw new Error('the tracker does not know where bob is');
  return { ...here, room, heard, bobs, fingerprint: identity.fingerprint };
}

type Lie = (bobs: PeerView, fingerprint: string) => PeerView;

const LIES: { readonly [what: string]: Lie } = {
  'her address': (bobs) => ({ ...bobs, port: PORT }),
  'her key': (bobs, fingerprint) => ({ ...bobs, fingerprint }),
  'her address and key': (bobs, fingerprint) => ({ ...bobs, port: PORT, fingerprint }),
  'her address and no key': ({ fingerprint: _none, ...bobs }) => ({ ...bobs, port: PORT }),
  'her name, address and key': (bobs, fingerprint) => ({ ...bobs, username: 'mallory', port: PORT, fingerprint }),
};

/** A ROOM as of much later, where that is bob's place. */
const withPlace = (room: RoomView, place: PeerView): RoomView => ({ ...room, revision: 2 ** 50, peer_owner: place });

const texts = (heard: readonly JsonObject[]) =>
  heard.flatMap(({ content }) => (content === undefined ? [] : [content]));

describe.each(Object.entries(LIES))('a tracker that tells %s in the place of what bob has', (what, lie) => {
  const name = what.includes('name') ? 'mallory' : 'bob';

  it('in a notice of a room, has nothing sent to her', async () => {
    const { world, ana, middle, room, heard, bobs, fingerprint } = await scene(name);
    middle.tell({ status: 'ROOM_UPDATE', room: withPlace(room, lie(bobs, fingerprint)) });
    await ana.types('/msg bob for bob alone');
    await ana.types('for bob again');
    await world.clock.advance(60_000);
    expect(texts(heard)).toEqual([]);
    expect(ana.all('sent')).toEqual([]);
  });

  it('in the answer to a look-up, has nothing sent to her', async () => {
    const { world, ana, middle, heard, bobs, fingerprint } = await scene(name);
    middle.instead = (object, to) => {
      const isLookUp = to?.['cmd'] === 'LIST_PEERS';
      const place = { ...lie(bobs, fingerprint), rooms: [] };
      return `${JSON.stringify(isLookUp ? { ...object, peers: { bob: place } } : object)}\n`;
    };
    await ana.types('/leave dev');
    await ana.types('/msg bob for bob alone');
    await ana.types('/create club --invite-only');
    await ana.types('/add bob');
    await world.clock.advance(60_000);
    expect(texts(heard)).toEqual([]);
    expect(heard.filter(({ cmd }) => cmd === 'INVITE')).toEqual([]);
    expect(ana.all('sent')).toEqual([]);
  });

  it('in a notice that somebody has come, has nothing sent to her', async () => {
    const { world, ana, middle, heard, bobs, fingerprint } = await scene(name);
    await ana.types('/msg bob for bob alone');
    middle.tell({ status: 'PEER_ONLINE', peer: lie(bobs, fingerprint) });
    await world.clock.advance(60_000);
    expect(texts(heard)).toEqual([]);
    expect(ana.all('sent')).toEqual([]);
  });
});

it('the same lie, of somebody whom ana has never met, has her lines sent to mallory: so the lies above are good ones', async () => {
  const { world, ana, middle, heard, bobs, fingerprint } = await scene('rob');
  middle.instead = (object, to) => {
    const place = { ...bobs, username: 'rob', port: PORT, fingerprint, rooms: [] };
    return `${JSON.stringify(to?.['cmd'] === 'LIST_PEERS' ? { ...object, peers: { rob: place } } : object)}\n`;
  };
  await ana.types('/msg rob for rob alone');
  await world.clock.advance(5_000);
  expect(texts(heard)).toEqual(['for rob alone']);
});
