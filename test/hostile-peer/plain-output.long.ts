// What a program that prints lines shows when everybody is hostile, the tracker and the members: text, and nothing that
// a terminal could take for a command or that could hide or turn other text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { Program, temporaryFolder } from '../helpers/programs.ts';
import { ScriptedTracker } from './scripted-tracker.ts';
import { HostileListener } from './stranger.ts';

/** A title, a cleared screen, colours in 7 and 8 bit, text turned round and hidden, cursors moved, lines forged. */
const EVIL =
  'a\x1b]0;title\x07\x1b[2J\x9b31m\u202eb\u2066\u200f\u200b\r\nError: x\t\b\x7f\0\x85\u2028d\x1bPq\x9c\ufeff\ud800';

/** What a terminal takes for a command or a change of direction, and halves of characters. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const INVISIBLE = /[\u200b\u2060-\u2064\ufeff]/g;

function found(what: RegExp, text: string): string[] {
  return [...new Set(text.match(what))].map((character) => `U+${character.codePointAt(0)?.toString(16)}`);
}

/** A peer as a process, and every byte that it writes. */
class Printing extends Program {
  output = '';

  constructor(tracker: ScriptedTracker, args: readonly string[]) {
    const password = { P2PCHAT_PASSWORD: 'secret' };
    const plaintext = ['--encryption', 'off']; // As the tracker speaks that the test has written.
    super('ana', 'peer/main.js', ['--user', 'ana', '--tracker', tracker.endpoint, ...plaintext, ...args], password);
    this.child.stdout?.prependListener('data', (bytes) => {
      this.output += bytes;
    });
  }

  prints(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const tooLate = (): void => reject(new Error(`${text} was never printed, but ${this.output.slice(-2_000)}`));
      const deadline = setTimeout(tooLate, PATIENCE_MS);
      const check = (): void => {
        if (!this.output.includes(text)) return;
        clearTimeout(deadline);
        resolve();
      };
      this.child.stdout?.on('data', check);
      check();
    });
  }
}

/**
 * A room in which all texts but the names, which nobody would take, are EVIL, with a member at `port` and others who
 * come and go.
 */
function evilRoom(port: number, revision: number, third: object): object {
  const name = 'owner';
  const place = { username: name, address: '127.0.0.1', port, connected: true, last_ping: EVIL.slice(0, 64) };
  const seats = [{ username: name, state: 'present' }, { username: 'ana', state: 'present' }, third];
  return { name: 'room', owner: name, revision, peer_owner: place, peer_one: null, peer_two: null, seats };
}

/** A tracker with that room, and nothing better. `seenAt`: where it says that the peer is seen. */
function evilTracker(port: number, seenAt = '127.0.0.1'): (request: JsonObject) => object {
  const room = evilRoom(port, 1, { username: 'away', state: 'away' });
  const peer = { username: 'owner', address: EVIL, port, connected: true, last_ping: null, room: 'room' };
  const replies: Readonly<Record<string, object>> = {
    LOGIN: { status: 'OK', msg: EVIL, rooms: ['room'], token: EVIL, address: seenAt, features: [EVIL] },
    LIST_ROOMS: { status: 'OK', rooms: { [EVIL]: room } },
    LIST_PEERS: { status: 'OK', peers: { [EVIL]: peer } },
    JOIN_ROOM: { status: 'OK', room },
    CREATE_ROOM: { status: 'ERROR', code: 'BAD_ROOM_NAME', msg: `no ${EVIL}` },
  };
  return ({ cmd }) => replies[String(cmd)] ?? { status: 'ERROR', code: EVIL, msg: EVIL };
}

describe('a peer that prints lines', () => {
  it.each([
    ['as text', '--plain'],
    ['as JSON', '--json'],
  ])('%s prints nothing but text, and logs nothing else', async (_how, face) => {
    const listener = await HostileListener.open();
    const tracker = await ScriptedTracker.start(evilTracker(listener.port));
    const data = temporaryFolder();
    const ana = new Printing(tracker, [face, '--data', data]);
    ana.type('/rooms', '/peers', '/create x', '/join room');
    const link = await listener.nth(1); // Of the room in which the tracker says that ana has a seat.
    ana.type('hello', '/users', '/status');
    link.says({ cmd: 'HELLO', username: 'owner', version: 1, features: [EVIL] });
    const line = await link.hears({ cmd: 'MESSAGE', content: 'hello' });
    link.says(
      { cmd: 'ACK', id: line['id'], code: EVIL },
      { cmd: 'MESSAGE', room: 'room', username: 'owner', content: `to all ${EVIL}`, id: EVIL, sent_at: EVIL },
      { cmd: 'MESSAGE', room: null, content: `private ${EVIL}`, id: 'p' },
      { cmd: 'LEAVE', room: 'room' },
    );
    await link.hears({ cmd: 'ACK', id: 'p' });
    tracker.tell({ status: EVIL, msg: EVIL });
    const comer = { username: 'comer', state: 'present' };
    for (const [index, third] of [
      comer,
      { ...comer, state: 'away' },
      comer,
      { username: 'x', state: 'away' },
    ].entries()) {
      tracker.tell({ status: 'ROOM_UPDATE', msg: EVIL, room: evilRoom(listener.port, 2 + index, third) });
    }
    tracker.tell({ status: 'ROOM_UPDATE', room: null, room_name: 'room', msg: EVIL });
    await ana.prints(face === '--plain' ? 'was deleted' : 'room_deleted');
    link.says({ cmd: 'MESSAGE', content: 'the end' });
    await ana.prints('the end');
    expect(found(UNSAFE, ana.output)).toEqual([]);
    expect(found(UNSAFE, ana.errors)).toEqual([]);
    if (face === '--plain') {
      for (const said of ['owner', 'to all', 'private', 'no a', 'refused it', 'comer']) {
        expect(ana.output).toContain(said);
      }
      expect(ana.output).not.toMatch(/title|\[2J|31m/); // Nor what is left of a sequence without its first byte.
      expect(found(INVISIBLE, ana.output)).toEqual([]);
      expect(ana.output.split('\n').filter((line) => line.startsWith('Error: x'))).toEqual([]);
      expect(found(UNSAFE, readFileSync(join(data, 'peer.log'), 'utf8'))).toEqual([]);
    }
    expect(ana.child.exitCode).toBeNull();
  });

  it.each([
    ['as text', '--plain'],
    ['as JSON', '--json'],
  ])('%s prints nothing but text of the address at which the tracker says that it is seen', async (_how, face) => {
    const tracker = await ScriptedTracker.start(evilTracker(1, EVIL));
    const ana = new Printing(tracker, [face, '--data', temporaryFolder()]);
    ana.type('/create x');
    await ana.prints('no a');
    expect(found(UNSAFE, ana.output + ana.errors)).toEqual([]);
    if (face !== '--plain') return;
    expect(ana.output).not.toContain('others are told that you are at'); // It is no address, and so it is ignored.
    expect(ana.output).not.toMatch(/title|\[2J|31m/);
  });

  it.each([
    ['as text', '--plain'],
    ['as JSON', '--json'],
  ])('%s says nothing but text when its first login is refused', async (_how, face) => {
    const tracker = await ScriptedTracker.start(() => ({ status: 'ERROR', code: 'LOGIN_FAILED', msg: `no ${EVIL}` }));
    const ana = new Printing(tracker, [face, '--data', temporaryFolder()]);
    expect(await ana.exited).toBe(1);
    expect(ana.output + ana.errors).toContain('no a');
    expect(found(UNSAFE, ana.output + ana.errors)).toEqual([]);
  });
});
