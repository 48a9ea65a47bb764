// U7: the tracker says when somebody logs in, to those who have asked for that (`watch`).

import { describe, expect, it } from 'vitest';
import { MAX_WATCHED } from '../../commons/protocol/limits.ts';
import { someIdentity } from '../helpers/identities.ts';
import { DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

const notices = (client: { received: readonly object[] }): object[] =>
  client.received.filter((object) => 'status' in object && object.status === 'PEER_ONLINE');

async function scene() {
  const world = await TrackerWorld.start();
  const ana = await world.member('ana', undefined, someIdentity());
  return { world, ana };
}

describe('WATCH_PEERS', () => {
  it('has the session told once of each login, with the address and the key', async () => {
    const { world, ana } = await scene();
    const reply = await ana.ask({ cmd: 'WATCH_PEERS', peers: ['bob', 'eva'], request_id: 1 });
    expect(reply).toMatchObject({ status: 'OK', peers: {}, request_id: 1 });
    const identity = someIdentity();
    const bob = await world.member('bob', 50_777, identity);
    await world.clock.advance(5);
    const { fingerprint } = identity;
    const peer = { username: 'bob', address: '127.0.0.1', port: 50_777, connected: true, fingerprint };
    expect(notices(ana)).toMatchObject([{ status: 'PEER_ONLINE', peer }]);
    await bob.drop();
    await world.member('bob', 50_777, identity);
    await world.clock.advance(5);
    expect(notices(ana)).toHaveLength(2);
  });

  it('answers with those who are online already, in the spelling that the tracker keeps', async () => {
    const { world, ana } = await scene();
    await world.member('Bob', undefined, someIdentity());
    const reply = await ana.ask({ cmd: 'WATCH_PEERS', peers: ['bob', 'nobody'] });
    expect(Object.keys(reply['peers'] as object)).toEqual(['Bob']);
  });

  it('tells whether somebody is online, and not whether the name exists', async () => {
    const { world, ana } = await scene();
    const bob = await world.member('bob', undefined, someIdentity());
    await bob.ask({ cmd: 'LOGOUT' });
    const known = await ana.ask({ cmd: 'WATCH_PEERS', peers: ['bob'] });
    expect(await ana.ask({ cmd: 'WATCH_PEERS', peers: ['nobody'] })).toEqual(known);
  });

  it('takes the place of the list before, and ends with the session', async () => {
    const { world, ana } = await scene();
    await ana.ask({ cmd: 'WATCH_PEERS', peers: ['bob'] });
    await ana.ask({ cmd: 'WATCH_PEERS', peers: ['eva'] });
    await world.member('bob');
    await ana.drop();
    const again = await world.member('ana');
    await world.member('eva');
    await world.clock.advance(5);
    expect([notices(ana), notices(again)]).toEqual([[], []]);
  });

  it('is not heard by those who are watched, nor by oneself', async () => {
    const { world, ana } = await scene();
    await ana.ask({ cmd: 'WATCH_PEERS', peers: ['ana', 'bob'] });
    const bob = await world.member('bob');
    await world.member('ana');
    await world.clock.advance(5);
    expect([notices(bob), notices(ana)]).toMatchObject([[], [{ peer: { username: 'bob' } }]]);
  });

  it.each([
    ['more names than may be watched', Array.from({ length: MAX_WATCHED + 1 }, (_, index) => `bob${index}`)],
    ['what is no name', ['bob\u200b']],
    ['no list', 'bob'],
  ])('is refused with %s', async (_what, peers) => {
    const { ana } = await scene();
    expect(await ana.ask({ cmd: 'WATCH_PEERS', peers })).toMatchObject({ status: 'ERROR', code: 'BAD_REQUEST' });
  });

  it('is refused to a session that is not extended, which takes every notice for a reply', async () => {
    const { world } = await scene();
    const old = await world.connect();
    await old.ask({ cmd: 'REGISTER', username: 'rui', password: DIGEST, port: 50_123 });
    expect(await old.ask({ cmd: 'WATCH_PEERS', peers: ['bob'] })).toMatchObject({ code: 'BAD_REQUEST' });
    await world.member('bob');
    await world.clock.advance(100);
    expect(notices(old)).toEqual([]);
  });
});
