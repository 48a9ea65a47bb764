import { describe, expect, it } from 'vitest';
import { DIGEST, TrackerWorld } from '../helpers/tracker-world.ts';

/** Names in the order in which they stand on the wire: an object would move `7` to the front. */
function keysOnTheWire(json: string): string[] {
  return [...json.matchAll(/"([^"]+)":\{"(?:username|name)"/g)].map((match) => match[1] ?? '');
}

describe('lists', () => {
  it('come in the order of the names, numbers among them, page by page', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    const names = ['10', '9', 'zé', 'beta', '__proto__', 'constructor'];
    for (const room of names) await ana.ask({ cmd: 'CREATE_ROOM', room });
    const sorted = [...names].sort();
    const seen: string[] = [];
    for (let after: unknown, more = true; more; ) {
      const reply = await ana.ask({ cmd: 'LIST_ROOMS', limit: 2, ...(after === undefined ? {} : { after }) });
      expect(Object.keys(reply).sort()).toEqual(
        reply['next'] ? ['msg', 'next', 'rooms', 'status'] : ['msg', 'rooms', 'status'],
      );
      seen.push(...Object.getOwnPropertyNames(reply['rooms']));
      after = reply['next'];
      more = after !== undefined;
    }
    expect(seen.sort()).toEqual(sorted);
  });

  it('write integer-like names where they belong', async () => {
    const { encodeReply, ok, withField } = await import('../../tracker/requests/outcome.ts');
    const list = '{"a":{"name":"a"},"7":{"name":"7"},"__proto__":{"name":"__proto__"}}';
    const json = encodeReply(withField(ok('3 rooms.'), 'rooms', list), '"r"');
    expect(keysOnTheWire(json)).toEqual(['a', '7', '__proto__']);
    expect(JSON.parse(json)).toMatchObject({ request_id: 'r', status: 'OK' });
  });

  it('are cut to 4,096 bytes for a reference session, which can read no more', async () => {
    const world = await TrackerWorld.start();
    const rich = await world.member('rich');
    for (let number = 1; number <= 30; number += 1)
      await rich.ask({ cmd: 'CREATE_ROOM', room: `${number}${'山'.repeat(45)}` });
    const other = await world.member('other');
    for (let number = 1; number <= 20; number += 1)
      await other.ask({ cmd: 'CREATE_ROOM', room: `${number}${'"'.repeat(45)}` });
    const reference = await world.connect();
    await reference.ask({ cmd: 'REGISTER', username: 'ref', password: DIGEST, port: 5000 });
    for (const cmd of ['LIST_ROOMS', 'LIST_PEERS']) {
      const reply = await reference.ask({ cmd });
      expect(Buffer.byteLength(JSON.stringify(reply))).toBeLessThanOrEqual(4096);
      expect(reply['status']).toBe('OK');
    }
    expect(await reference.ask({ cmd: 'LIST_ROOMS' })).toMatchObject({ next: expect.any(String) });
    expect(await reference.ask({ cmd: 'LIST_PEERS' })).toMatchObject({ peers: { rich: { username: 'rich' } } });
  });

  it('tell the peers of a room, or one peer, when asked for', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    await world.member('bob');
    await ana.ask({ cmd: 'CREATE_ROOM', room: 'dev' });
    expect(Object.keys((await ana.ask({ cmd: 'LIST_PEERS', room: 'dev' }))['peers'] as object)).toEqual(['ana']);
    expect(Object.keys((await ana.ask({ cmd: 'LIST_PEERS', peer: 'bob' }))['peers'] as object)).toEqual(['bob']);
    expect(Object.keys((await ana.ask({ cmd: 'LIST_PEERS', peer: 'carl' }))['peers'] as object)).toEqual([]);
  });

  it('name the room that a peer joined last', async () => {
    const world = await TrackerWorld.start();
    const ana = await world.member('ana');
    await ana.ask({ cmd: 'CREATE_ROOM', room: 'one' });
    await ana.ask({ cmd: 'CREATE_ROOM', room: 'two' });
    expect(await ana.ask({ cmd: 'LIST_PEERS' })).toMatchObject({
      peers: { ana: { room: 'two', rooms: ['one', 'two'] } },
    });
    await ana.ask({ cmd: 'JOIN_ROOM', room: 'one' });
    expect(await ana.ask({ cmd: 'LIST_PEERS' })).toMatchObject({
      peers: { ana: { room: 'one', rooms: ['two', 'one'] } },
    });
  });
});
