import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { dumps } from './python-io.ts';
import { RawEnd, RawListener } from './raw-end.ts';
import { ReferencePeer, type ReferencePeerOptions } from './reference-peer.ts';

const OK = '{"status":"OK"}\n';

type Options = Partial<Omit<ReferencePeerOptions, 'tracker'>>;

/** A reference peer and the tracker's end of its control connection; the tracker is played by the test. */
async function start(options: Options = {}): Promise<{ peer: ReferencePeer; tracker: RawEnd; listener: RawListener }> {
  const listener = await RawListener.open();
  const peer = await ReferencePeer.start({ tracker: { host: '127.0.0.1', port: listener.port }, ...options });
  onTestFinished(() => peer.stop());
  return { peer, tracker: await listener.end(), listener };
}

/** Lets a request run, answers it with these bytes when it has arrived, and forgets what was asked. */
async function answer<T>(tracker: RawEnd, request: Promise<T>, reply: string): Promise<T> {
  await tracker.waitFor((end) => end.text.endsWith('}'), 'a request');
  tracker.text = '';
  tracker.write(reply);
  return request;
}

async function loggedIn(username: string, options: Options = {}) {
  const started = await start(options);
  await answer(started.tracker, started.peer.login(username, 'secret'), OK);
  return started;
}

function seat(username: string, port: number, more: object = {}): object {
  return { username, address: '127.0.0.1', port, connected: true, last_ping: null, ...more };
}

function roomReply(room: object): string {
  const seats = { peer_owner: null, peer_one: null, peer_two: null };
  return `${JSON.stringify({ status: 'OK', msg: 'fine', room: { name: 'dev', ...seats, ...room } })}\n`;
}

function roomUpdate(room: object | null): string {
  return `${JSON.stringify({ status: 'ROOM_UPDATE', msg: 'changed', room })}\n`;
}

function message(room: string | null, username: string, content: string): string {
  return `${JSON.stringify({ cmd: 'MESSAGE', room, username, content })}\n`;
}

const hello = (username: string): string => `{"cmd":"HELLO","username":"${username}"}\n`;

/** An object of exactly so many bytes, newline not counted. */
function sized(bytes: number, fields: object): string {
  const empty = JSON.stringify({ ...fields, pad: '' }).length;
  return JSON.stringify({ ...fields, pad: 'x'.repeat(bytes - empty) });
}

/** Dials a reference peer and says HELLO; resolves when it has its record. */
async function greet(peer: ReferencePeer, username: string): Promise<RawEnd> {
  const before = peer.notices.length;
  const end = await RawEnd.dial(peer.port, hello(username));
  await peer.waitFor((p) => p.notices.slice(before).includes(`connected to ${username}`), `HELLO of ${username}`);
  return end;
}

describe('what it writes', () => {
  test('writes bare objects, spelled as Python spells them, with a hash for a password', async () => {
    const { peer, tracker } = await start();
    const password = createHash('sha256').update('não 🙂').digest('hex');
    const rest = `"password": "${password}", "address": "127.0.0.1", "port": ${peer.port}}`;
    const registered = peer.register('joão', 'não 🙂');
    await tracker.got(`{"cmd": "REGISTER", "username": "jo\\u00e3o", ${rest}`);
    tracker.write(OK);
    expect(await registered).toEqual({ status: 'OK' });
    const login = peer.login('joão', 'não 🙂');
    await tracker.got(`{"cmd": "LOGIN", "username": "jo\\u00e3o", ${rest}`);
    tracker.write('{"status":"ERROR","msg":"no"}');
    expect(await login).toEqual({ status: 'ERROR', msg: 'no' });
  });

  test('names itself in requests about rooms and in LOGOUT, and nowhere else', async () => {
    const { peer, tracker } = await loggedIn('ana');
    const requests: [() => Promise<unknown>, string][] = [
      [() => peer.listPeers(), '{"cmd": "LIST_PEERS"}'],
      [() => peer.listRooms(), '{"cmd": "LIST_ROOMS"}'],
      [() => peer.createRoom('dev'), '{"cmd": "CREATE_ROOM", "room": "dev", "username": "ana"}'],
      [() => peer.joinRoom('dev'), '{"cmd": "JOIN_ROOM", "room": "dev", "username": "ana"}'],
      [() => peer.deleteRoom('dev'), '{"cmd": "DELETE_ROOM", "room": "dev", "username": "ana"}'],
      [() => peer.logout(), '{"cmd": "LOGOUT", "username": "ana"}'],
    ];
    for (const [request, text] of requests) {
      const reply = request();
      await tracker.got(text);
      tracker.write(OK);
      await reply;
    }
  });

  test('answers PING on its listener without a HELLO, then closes', async () => {
    const { peer } = await start();
    const end = await RawEnd.dial(peer.port, '{"cmd":"PING"}\n');
    await end.got('{"cmd": "PONG"}');
    await end.became('ended');
    expect(peer.pings).toBe(1);
    expect(peer.problems).toEqual([]);
  });
});

describe('how it reads', () => {
  test('takes one object a piece, with or without a newline, when they come apart', async () => {
    const { peer } = await start();
    const end = await greet(peer, 'bob');
    await end.pace(message(null, 'bob', 'one'), message(null, 'bob', 'two').trimEnd(), message(null, 'bob', 'três'));
    await peer.waitFor((p) => p.received.length === 3, 'three messages');
    expect(peer.received.map(({ content }) => content)).toEqual(['one', 'two', 'três']);
    expect(peer.problems).toEqual([]);
  });

  test.each([
    ['two objects in one piece', message(null, 'bob', 'one') + message(null, 'bob', 'two')],
    ['a newline by itself', '\n'],
    ['half an object', message(null, 'bob', 'one').slice(0, 20)],
    ['something that is not an object', '[1]\n'],
  ])('ends a connection on %s and shows nothing of it', async (_, text) => {
    const { peer } = await start();
    const end = await greet(peer, 'bob');
    end.write(text);
    await end.became('ended');
    await peer.waitFor((p) => p.problems.some((line) => line.startsWith('reading from bob')), 'a problem');
    expect(peer.received).toEqual([]);
    expect(peer.connectedTo).toEqual([]);
  });

  test('ends a connection on a character that is not UTF-8', async () => {
    const { peer } = await start();
    const end = await greet(peer, 'bob');
    end.write(Buffer.from('{"cmd":"MESSAGE","content":"\xe7"}', 'latin1'));
    await end.became('ended');
  });

  test('reads 4,096 bytes at a time once it knows who is there', async () => {
    const { peer } = await start();
    const end = await greet(peer, 'bob');
    end.write(sized(4096, { cmd: 'MESSAGE', room: null, content: 'fits' }));
    await peer.waitFor((p) => p.received.length === 1, 'the message that fits');
    end.write(sized(4097, { cmd: 'MESSAGE', room: null, content: 'does not' }));
    await end.became('reset'); // it closed with a byte unread
    expect(peer.received).toHaveLength(1);
  });

  test('reads 1,024 bytes of what opens a connection', async () => {
    const { peer } = await start();
    await RawEnd.dial(peer.port, sized(1024, { cmd: 'HELLO', username: 'bob' }));
    await peer.waitFor((p) => p.connectedTo.includes('bob'), 'the HELLO that fits');
    const end = await RawEnd.dial(peer.port, sized(1025, { cmd: 'HELLO', username: 'eve' }));
    await end.became('reset');
    expect(peer.connectedTo).toEqual(['bob']);
  });

  test.each([
    ['a HELLO with something glued to it', `${hello('bob')}{"cmd":"PING"}\n`],
    ['a MESSAGE', message(null, 'bob', 'hi')],
    ['the first bytes of TLS', '\x16\x03\x01'],
  ])('closes a connection that opens with %s', async (_, text) => {
    const { peer } = await start();
    const end = await RawEnd.dial(peer.port, text);
    await end.became('ended');
    expect(peer.problems).toHaveLength(1);
    expect(peer.connectedTo).toEqual([]);
  });

  test('takes a connection that closes without a word for an error', async () => {
    const { peer } = await start();
    (await RawEnd.dial(peer.port)).close();
    await peer.waitFor((p) => p.problems.length === 1, 'a problem');
  });
});

describe('with the tracker', () => {
  test('takes a late reply for the answer to its next request, and is one behind from then on', async () => {
    const { peer, tracker } = await start({ replyTimeoutMs: 20 });
    expect((await peer.listPeers())['status']).toBe('ERROR');
    expect(peer.problems).toEqual(['the tracker did not answer in time']);
    // Read in order: when the update is there, so is the reply.
    await tracker.pace('{"status":"OK","peers":{}}\n', roomUpdate(null));
    await peer.waitFor((p) => p.roomUpdates.length === 1, 'the update after the late reply');
    expect(await peer.listRooms()).toEqual({ status: 'OK', peers: {} });
    await tracker.pace('{"status":"OK","rooms":{}}\n', roomUpdate(null));
    await peer.waitFor((p) => p.roomUpdates.length === 2, 'the update after the second reply');
    expect(await peer.listPeers()).toEqual({ status: 'OK', rooms: {} });
  });

  test('takes anything but ROOM_UPDATE for the reply', async () => {
    const { peer, tracker } = await start();
    expect(await answer(tracker, peer.listPeers(), '{"cmd":"PING"}\n')).toEqual({ cmd: 'PING' });
    expect(await answer(tracker, peer.listPeers(), '{"status":"PEER_LOST"}\n')).toEqual({ status: 'PEER_LOST' });
    const listed = peer.listPeers();
    await tracker.got('{"cmd": "LIST_PEERS"}');
    await tracker.pace(roomUpdate(null), OK);
    expect(await listed).toEqual({ status: 'OK' });
    expect(peer.roomUpdates).toHaveLength(1);
  });

  test.each([
    ['two objects in one piece', `${OK}${OK}`],
    ['an object of 4,097 bytes', sized(4097, { status: 'OK' })],
  ])('is deaf to the tracker after %s, and does not close', async (_, text) => {
    const { peer, tracker, listener } = await start();
    tracker.write(text);
    await peer.waitFor((p) => !p.hearsTracker, 'the end of its listening');
    expect((await peer.listPeers())['status']).toBe('ERROR');
    await (await RawEnd.dial(peer.port, '{"cmd":"PING"}\n')).got('{"cmd": "PONG"}');
    expect(tracker.state).toBe('open');
    expect(tracker.text).toBe('');
    expect(listener.ends).toHaveLength(1);
  });

  test('reads an object of 4,096 bytes from the tracker', async () => {
    const { peer, tracker } = await start();
    expect(await answer(tracker, peer.listPeers(), sized(4096, { status: 'OK' }))).toMatchObject({ status: 'OK' });
  });

  test('neither closes its side nor connects again when the tracker closes', async () => {
    const { peer, tracker, listener } = await start();
    tracker.close();
    await peer.waitFor((p) => !p.hearsTracker, 'the end of its listening');
    expect((await peer.login('ana', 'secret'))['status']).toBe('ERROR');
    await (await RawEnd.dial(peer.port, '{"cmd":"PING"}\n')).got('{"cmd": "PONG"}');
    expect(tracker.state).toBe('open');
    expect(listener.ends).toHaveLength(1);
  });

  test('closes everything when LOGOUT is answered', async () => {
    const { peer, tracker } = await loggedIn('ana');
    const bob = await greet(peer, 'bob');
    expect(await answer(tracker, peer.logout(), OK)).toEqual({ status: 'OK' });
    await Promise.all([tracker.became('ended'), bob.became('ended')]);
    expect(bob.text).toBe('');
  });

  test('dies of an object without a username in a list of rooms, but not of an array', async () => {
    const { peer, tracker } = await start();
    await answer(tracker, peer.listRooms(), '{"status":"OK","rooms":{"dev":{"peer_one":null,"seats":[{}]}}}');
    expect(peer.problems).toEqual([]);
    await answer(tracker, peer.listRooms(), '{"status":"OK","rooms":{"dev":{"topic":{}}}}');
    expect(peer.problems).toHaveLength(1);
  });
});

describe('in a room', () => {
  test('dials whatever in the reply to JOIN_ROOM has a username, and says HELLO', async () => {
    const [bob, eve, extra] = await Promise.all([RawListener.open(), RawListener.open(), RawListener.open()]);
    const { peer, tracker } = await loggedIn('ana');
    const room = {
      owner: 'bob',
      peer_owner: seat('bob', bob.port, { connected: false }), // away, and shown all the same
      peer_one: seat('ana', peer.port),
      peer_two: seat('eve', eve.port),
      founder: seat('zoe', extra.port),
      seats: [{ username: 'bob', state: 'away' }],
    };
    await answer(tracker, peer.joinRoom('dev'), roomReply(room));
    for (const listener of [bob, eve, extra]) await (await listener.end()).got('{"cmd": "HELLO", "username": "ana"}');
    expect(peer.connectedTo).toEqual(['bob', 'eve', 'zoe']);
    expect(peer.room).toEqual({ name: 'dev', members: ['bob', 'ana', 'eve'] });
  });

  test('joins although a member cannot be reached, and never tries again', async () => {
    const [gone, eve] = await Promise.all([RawListener.open(), RawListener.open()]);
    const { peer, tracker } = await loggedIn('ana');
    const room = {
      peer_owner: seat('bob', await gone.shut()),
      peer_one: seat('zoe', eve.port, { address: '::1' }),
      peer_two: seat('eve', eve.port, { address: '::ffff:127.0.0.1' }),
    };
    await answer(tracker, peer.joinRoom('dev'), roomReply(room));
    expect(peer.problems).toEqual([
      expect.stringContaining('dialling bob: Error: connect ECONNREFUSED'),
      'dialling zoe: ::1 is no IPv4 address',
    ]);
    expect(peer.say('hi')).toEqual(['bob', 'zoe']);
    await (await eve.end()).got(`{"cmd": "HELLO", "username": "ana"}${dumps(JSON.parse(message('dev', 'ana', 'hi')))}`);
    expect(eve.ends).toHaveLength(1);
  });

  test('does not dial whom it has a record of', async () => {
    const bob = await RawListener.open();
    const { peer, tracker } = await loggedIn('ana');
    const accepted = await greet(peer, 'bob');
    await answer(tracker, peer.joinRoom('dev'), roomReply({ peer_owner: seat('bob', bob.port) }));
    expect(peer.say('hi')).toEqual([]);
    await accepted.got('{"cmd": "MESSAGE", "room": "dev", "username": "ana", "content": "hi"}');
    expect(bob.ends).toEqual([]);
  });

  test('does not dial on ROOM_UPDATE, but sends to a newcomer who has dialled', async () => {
    const bob = await RawListener.open();
    const { peer, tracker } = await loggedIn('ana');
    const own = { peer_owner: seat('ana', peer.port), peer_one: null, peer_two: null };
    await answer(tracker, peer.joinRoom('dev'), roomReply(own));
    tracker.write(roomUpdate({ name: 'dev', ...own, peer_one: seat('bob', bob.port) }));
    await peer.waitFor((p) => p.room?.members.includes('bob'), 'bob in the room');
    expect(peer.notices).toContain('the data of bob are incomplete');
    expect(peer.say('too early')).toEqual(['bob']);
    const dialled = await greet(peer, 'bob');
    expect(peer.say('now')).toEqual([]);
    await dialled.got('{"cmd": "MESSAGE", "room": "dev", "username": "ana", "content": "now"}');
    expect(bob.ends).toEqual([]);
  });

  test('ignores a ROOM_UPDATE with null, of another room, or of the room it created and has not joined', async () => {
    const { peer, tracker } = await loggedIn('ana');
    await answer(tracker, peer.createRoom('dev'), OK);
    tracker.write(roomUpdate({ name: 'dev', peer_owner: seat('ana', peer.port), peer_one: seat('bob', 1) }));
    await peer.waitFor((p) => p.roomUpdates.length === 1, 'the first update');
    expect(peer.room).toBeNull();
    await answer(tracker, peer.joinRoom('dev'), roomReply({ peer_owner: seat('ana', peer.port) }));
    await tracker.pace(roomUpdate(null), roomUpdate({ name: 'ops', peer_owner: seat('bob', 1) }));
    await peer.waitFor((p) => p.roomUpdates.length === 3, 'all updates');
    expect(peer.room).toEqual({ name: 'dev', members: ['ana'] });
    expect(peer.hearsTracker).toBe(true);
  });

  test('shows the messages of its room and private ones, under the name of the connection', async () => {
    const { peer, tracker } = await loggedIn('ana');
    await answer(tracker, peer.joinRoom('dev'), roomReply({ peer_owner: seat('ana', peer.port) }));
    const bob = await greet(peer, 'bob');
    await bob.pace(message('dev', 'bob', 'one'), message('ops', 'bob', 'two'), message(null, 'mallory', 'three'));
    await peer.waitFor((p) => p.received.length === 2, 'two messages');
    expect(peer.received).toEqual([
      { room: 'dev', username: 'bob', content: 'one' },
      { room: null, username: 'bob', content: 'three' },
    ]);
    expect(peer.ignored).toEqual([JSON.parse(message('ops', 'bob', 'two'))]);
  });

  test('writes one MESSAGE a record, and says to whom it could not', async () => {
    const { peer, tracker } = await loggedIn('ana');
    const bob = await greet(peer, 'bob');
    const outsider = await greet(peer, 'zoe');
    const room = { peer_owner: seat('ana', peer.port), peer_one: seat('bob', 1), peer_two: seat('eve', 0) };
    await answer(tracker, peer.joinRoom('dev'), roomReply(room));
    expect(peer.say('olá')).toEqual(['eve']);
    await bob.got('{"cmd": "MESSAGE", "room": "dev", "username": "ana", "content": "ol\\u00e1"}');
    expect(peer.sayTo('zoe', 'psst')).toBe(true);
    await outsider.got('{"cmd": "MESSAGE", "room": null, "username": "ana", "content": "psst"}');
  });

  test('leaves by LEAVE_ROOM, then LEAVE without a room to each member, and closes', async () => {
    const { peer, tracker } = await loggedIn('ana');
    const bob = await greet(peer, 'bob');
    const outsider = await greet(peer, 'zoe');
    const room = { peer_owner: seat('bob', 1), peer_one: seat('ana', peer.port) };
    await answer(tracker, peer.joinRoom('dev'), roomReply(room));
    const left = peer.leaveRoom();
    await tracker.got('{"cmd": "LEAVE_ROOM", "room": "dev", "username": "ana"}');
    expect(bob.text).toBe('');
    tracker.write('{"status":"ERROR","code":"NOT_A_MEMBER"}\n');
    expect(await left).toMatchObject({ code: 'NOT_A_MEMBER' });
    await bob.got('{"cmd": "LEAVE"}');
    await bob.became('ended');
    expect(peer.room).toBeNull();
    expect(peer.connectedTo).toEqual(['zoe']);
    expect(outsider.text).toBe('');
  });

  test('says LEAVE to each member of a room it has deleted, and stays where it may not', async () => {
    const { peer, tracker } = await loggedIn('ana');
    const bob = await greet(peer, 'bob');
    const room = { peer_owner: seat('ana', peer.port), peer_one: seat('bob', 1) };
    await answer(tracker, peer.joinRoom('dev'), roomReply(room));
    await answer(tracker, peer.deleteRoom('dev'), '{"status":"ERROR","code":"NOT_OWNER"}\n');
    expect(peer.room?.name).toBe('dev');
    await answer(tracker, peer.deleteRoom('dev'), OK);
    await bob.got('{"cmd": "LEAVE"}');
    await bob.became('ended');
    expect(peer.room).toBeNull();
  });
});

describe('with another peer', () => {
  test('answers neither HELLO nor what it does not know', async () => {
    const { peer } = await loggedIn('ana');
    const bob = await greet(peer, 'bob');
    await bob.pace(hello('bob'), '{"cmd":"ACK","id":"1"}\n', '{"cmd":"PING"}\n');
    await peer.waitFor((p) => p.ignored.length === 3, 'three objects');
    peer.sayTo('bob', 'hi');
    await bob.got('{"cmd": "MESSAGE", "room": null, "username": "ana", "content": "hi"}');
    expect(peer.problems).toEqual([]);
  });

  test('sends on the newest of two connections and reads both', async () => {
    const { peer } = await loggedIn('ana');
    const older = await greet(peer, 'bob');
    const newer = await greet(peer, 'bob');
    expect(peer.connectedTo).toEqual(['bob']);
    peer.sayTo('bob', 'hi');
    await newer.got('{"cmd": "MESSAGE", "room": null, "username": "ana", "content": "hi"}');
    older.write(message(null, 'bob', 'on the older'));
    newer.write(message(null, 'bob', 'on the newer'));
    await peer.waitFor((p) => p.received.length === 2, 'both messages');
    expect(older.text).toBe('');
  });

  test.each(['older', 'newer'] as const)(
    'cannot send any more when the %s of two connections closes',
    async (which) => {
      const { peer } = await loggedIn('ana');
      const ends = { older: await greet(peer, 'bob'), newer: await greet(peer, 'bob') };
      ends[which].close();
      await peer.waitFor((p) => p.connectedTo.length === 0, 'the record to go');
      expect(peer.sayTo('bob', 'lost')).toBe(false);
      expect(peer.problems).toEqual(['no connection to bob']);
      const other = which === 'older' ? ends.newer : ends.older;
      other.write(message(null, 'bob', 'still read'));
      await peer.waitFor((p) => p.received.length === 1, 'the message on the other connection');
      expect(other.state).toBe('open');
    },
  );

  test.each(['{"cmd":"LEAVE"}', '{"cmd":"LEAVE","room":null}', '{"cmd":"LEAVE","room":"elsewhere"}'])(
    'closes and forgets a connection that says %s',
    async (leave) => {
      const { peer } = await start();
      const bob = await greet(peer, 'bob');
      bob.write(`${leave}\n`);
      await bob.became('ended');
      expect(peer.connectedTo).toEqual([]);
      expect(peer.problems).toEqual([]);
    },
  );

  test('finds whom to chat with in LIST_PEERS, dials, and ends with a LEAVE of no room', async () => {
    const bob = await RawListener.open();
    const { peer, tracker } = await loggedIn('ana');
    const reply = JSON.stringify({ status: 'OK', peers: { bob: seat('bob', bob.port), eve: seat('eve', 0) } });
    expect(await answer(tracker, peer.startPrivateChat('zoe'), reply)).toBe(false);
    expect(await answer(tracker, peer.startPrivateChat('eve'), reply)).toBe(false);
    expect(await answer(tracker, peer.startPrivateChat('bob'), reply)).toBe(true);
    const end = await bob.end();
    await end.got('{"cmd": "HELLO", "username": "ana"}');
    end.write(message(null, 'bob', 'hi'));
    await peer.waitFor((p) => p.received.length === 1, 'an answer on the connection it dialled');
    peer.endPrivateChat();
    await end.got('{"cmd": "LEAVE", "room": null}');
    await end.became('ended');
    expect(peer.connectedTo).toEqual([]);
  });

  test('shows nothing that comes after its LEAVE', async () => {
    const { peer, tracker } = await loggedIn('ana');
    const bob = await greet(peer, 'bob');
    await answer(tracker, peer.joinRoom('dev'), roomReply({ peer_owner: seat('bob', 1) }));
    await answer(tracker, peer.leaveRoom(), OK);
    await bob.became('ended');
    bob.write(message(null, 'bob', 'too late'));
    const again = await greet(peer, 'bob');
    again.write(message(null, 'bob', 'in time'));
    await peer.waitFor((p) => p.received.length > 0, 'a message');
    expect(peer.received.map(({ content }) => content)).toEqual(['in time']);
  });

  test('keeps what it left open where it lingers, and loses a newer record with it', async () => {
    const { peer, tracker } = await loggedIn('ana', { lingersAfterLeave: true });
    const bob = await greet(peer, 'bob');
    await answer(tracker, peer.joinRoom('dev'), roomReply({ peer_owner: seat('bob', 1) }));
    await answer(tracker, peer.leaveRoom(), OK);
    await bob.got('{"cmd": "LEAVE"}');
    expect(peer.connectedTo).toEqual([]);
    await greet(peer, 'bob');
    expect(bob.state).toBe('open');
    bob.write(message(null, 'bob', 'one more'));
    await bob.became('ended');
    expect(peer.received.map(({ content }) => content)).toEqual(['one more']);
    expect(peer.connectedTo).toEqual([]);
  });
});

describe('for the tests that use it', () => {
  test('resets every connection when it is killed', async () => {
    const { peer, tracker } = await start();
    const bob = await greet(peer, 'bob');
    await peer.kill();
    await Promise.all([tracker.became('reset'), bob.became('reset')]);
    await expect(RawEnd.dial(peer.port)).rejects.toThrow();
  });

  test('says at its deadline what it waited for and what there was instead', async () => {
    const { peer } = await start();
    await greet(peer, 'bob');
    const waited = peer.waitFor((p) => p.room, 'a room', 10);
    await expect(waited).rejects.toThrow(/^waited 10 ms for a room .*"connectedTo":\["bob"\]/);
  });
});
