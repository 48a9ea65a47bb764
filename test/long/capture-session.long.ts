// A whole session, recorded by everybody who takes part, each in a file of their own: what tshark makes of the files,
// with nothing but the keys that are in them.

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../peer/sign-in/given-secrets.ts';
import { conversationsIn, keysIn } from '../capture/conversations.ts';
import { packetsOf, type ReadBlock, readCapture } from '../capture/read-capture.ts';
import { settle } from '../helpers/fake-clock.ts';
import { PeerProgram, type Program, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { readWithKeys } from '../helpers/read-with-keys.ts';
import { dissect, hasTshark, tshark, valuesOf } from '../helpers/tshark.ts';

const NAMES = ['ana', 'bob', 'carol'];
const ADDRESSES = ['127.0.0.11', '127.0.0.12', '127.0.0.13'];

interface Captured {
  readonly name: string;
  readonly file: string;
  readonly bytes: Buffer;
  readonly blocks: readonly ReadBlock[];
}

/** Three people in a room who say one thing each; two leave in order, one is killed. */
async function session(): Promise<Captured[]> {
  const folder = temporaryFolder();
  const fileOf = (name: string): string => join(folder, `${name}.pcapng`);
  const tracker = await TrackerProgram.start(['--capture', fileOf('tracker'), '--ping-interval', '1']);
  const peers: PeerProgram[] = [];
  for (const [index, name] of NAMES.entries()) {
    const more = ['--bind', ADDRESSES[index] ?? '', '--capture', fileOf(name)];
    const peer = await PeerProgram.start(name, tracker.endpoint, ['--register', ...more]);
    expect(await peer.event('ready')).toMatchObject({ keylog: fileOf(name), listen: { address: ADDRESSES[index] } });
    peer.type(index === 0 ? '/create dev' : '/join dev');
    await peer.event('room_joined');
    for (const other of peers) {
      await peer.event('link', { peer: other.username, state: 'open', records_keys: true });
      await other.event('link', { peer: name, state: 'open', records_keys: true });
    }
    peers.push(peer);
  }
  for (const peer of peers) peer.type(`hello from ${peer.username}`);
  for (const peer of peers) {
    await peer.until(() => peer.heard.length === 2 && peer.all('delivered').length === 2, 'all to be said');
  }
  await ends(peers[0], 'SIGTERM', 143);
  await ends(peers[1], 'SIGTERM', 143);
  // What she has seen before she is killed is on the disk a moment later.
  while (!/bob sends [A-Z ,0-9]*LEAVE/.test(readFileSync(fileOf('carol'), 'latin1'))) await settle();
  await ends(peers[2], 'SIGKILL', 'SIGKILL');
  await ends(tracker, 'SIGTERM', 0);
  return [...NAMES, 'tracker'].map((name) => {
    const bytes = readFileSync(fileOf(name));
    return { name, file: fileOf(name), bytes, blocks: readCapture(bytes, name === 'carol') };
  });
}

async function ends(program: Program | undefined, signal: NodeJS.Signals, code: number | string): Promise<void> {
  program?.child.kill(signal);
  expect(await program?.exited).toBe(code);
}

/** Objects by who sends what, as the comments of a capture say. */
function commented(blocks: readonly ReadBlock[]): string[] {
  return packetsOf(blocks).flatMap(({ comment }) => {
    const [, who = '', what = ''] = /^(\S+) sends (.*)$/.exec(comment ?? '') ?? [];
    const words = what.split(', ').flatMap((part) => {
      const [, count = '1', word = ''] = /^(?:(\d+) )?(.*)$/.exec(part) ?? [];
      return new Array<string>(Number(count)).fill(word);
    });
    return who === '' ? [] : words.map((word) => `${who} ${word}`);
  });
}

const countOf = (words: readonly string[], word: string): number => words.filter((one) => one === word).length;

const ANOMALIES =
  'tcp.analysis.flags || tcp.checksum.status != 1 || (ip && ip.checksum.status != 1) || _ws.malformed || p2pchat.malformed';

describe('a session that everybody records', () => {
  it('can be read by each with their own file alone, and holds no password', { timeout: 30_000 }, async () => {
    const captured = await session();
    for (const { name, file, bytes, blocks } of captured) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const said = commented(blocks);
      const read = readWithKeys(conversationsIn(blocks), keysIn(blocks));
      for (const person of NAMES) {
        expect(`${bytes}${read}`.includes(`secret of ${person}`)).toBe(false);
        // Each message goes to both of the others; the tracker sees none.
        const times = name === 'tracker' ? 0 : name === person ? 2 : 1;
        expect(read.split(`hello from ${person}`)).toHaveLength(1 + times);
        expect(countOf(said, `${person} MESSAGE`)).toBe(times);
      }
      const addresses = blocks.flatMap((block) => (block.kind === 'name' ? `${[...block.address].join('.')}` : []));
      expect([...addresses].sort()).toEqual(['127.0.0.1', ...ADDRESSES]);
    }
    if (!hasTshark()) return;
    const checks = captured.map(({ bytes, blocks }) => check(bytes, commented(blocks)));
    await Promise.all(checks);
    const [tracker] = captured;
    await checkRequests(tracker?.bytes ?? Buffer.alloc(0));
  });
});

/**
 * In the tracker's own capture: each request but those that a killed peer could not hear answered, and no digest told.
 */
async function checkRequests(bytes: Buffer): Promise<void> {
  const unanswered = 'p2pchat.part == "tracker" && p2pchat.request && !p2pchat.response_in';
  expect(await tshark(bytes, ['-2', '-Y', unanswered, '-T', 'fields', '-e', 'p2pchat.cmd'])).toBe('');
  const tree = await tshark(bytes, ['-V', '-Y', 'p2pchat', '-O', 'p2pchat']);
  expect(tree).toContain('REGISTER');
  for (const person of NAMES) expect(tree).not.toContain(digestOf(`secret of ${person}`));
}

async function check(bytes: Buffer, said: readonly string[]): Promise<void> {
  const validated = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'];
  expect(await tshark(bytes, [...validated, '-Y', ANOMALIES])).toBe('');
  const objects = await dissect(bytes);
  const words = objects.flatMap((one) => valuesOf(one, 'p2pchat.cmd').concat(valuesOf(one, 'p2pchat.status')));
  expect(words.length).toBeGreaterThan(20);
  expect(words.sort()).toEqual(said.map((one) => one.replace(/^\S+ /, '')).sort());
}
