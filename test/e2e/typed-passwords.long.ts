// T13: one password, however a keyboard or a file composes its letters.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { RawClient } from '../hostile/raw-client.ts';

const NFC = 'coração do Łódź'.normalize('NFC');

/** From a new folder, where no key lies. */
async function logsIn(tracker: TrackerProgram, name: string, password: string, ...args: string[]): Promise<boolean> {
  const data = ['--data', temporaryFolder()];
  const peer = new PeerProgram(name, tracker.endpoint, [...args, ...data], { P2PCHAT_PASSWORD: password });
  const { event } = await peer.line(({ event: each }) => each === 'ready' || each === 'error', 'an answer');
  peer.child.kill('SIGTERM');
  await peer.exited;
  return event === 'ready';
}

describe('the password of an account (T13)', () => {
  it('is the same composed or not, and with any kind of space, and no other one', async () => {
    const tracker = await TrackerProgram.start();
    expect(await logsIn(tracker, 'ana', NFC, '--register')).toBe(true);
    expect(await logsIn(tracker, 'ana', NFC.normalize('NFD'))).toBe(true);
    expect(await logsIn(tracker, 'ana', NFC.replaceAll(' ', '\u00a0'))).toBe(true);
    expect(await logsIn(tracker, 'ana', NFC.replaceAll(' ', '\u3000').normalize('NFD'))).toBe(true);
    expect(await logsIn(tracker, 'ana', 'coracao do Lodz')).toBe(false);
  });

  it('is what was typed then, where an earlier version registered it so', async () => {
    const tracker = await TrackerProgram.start();
    const raw = await RawClient.connect(tracker.port);
    const typed = NFC.normalize('NFD');
    const password = createHash('sha256').update(typed).digest('hex');
    const reply = await raw.ask({ cmd: 'REGISTER', username: 'bob', address: '127.0.0.1', port: 5001, password });
    expect(reply).toMatchObject({ status: 'OK' });
    raw.socket.destroy();
    expect(await logsIn(tracker, 'bob', typed)).toBe(true);
    expect(await logsIn(tracker, 'bob', typed, '--register')).toBe(true);
    expect(await logsIn(tracker, 'bob', 'another one')).toBe(false);
  });
});
