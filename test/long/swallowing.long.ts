// An address that swallows packets, for real: a listener whose queue is full, so that the kernel drops what dials it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { openPrograms } from '../hostile-peer/process.ts';

/** Listens with room for one connection and then stops for good, before it accepts any. */
const DEAF = `
const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  process.send(server.address().port, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});
`;

async function swallowingPort(): Promise<number> {
  const script = join(temporaryFolder(), 'deaf.cjs');
  writeFileSync(script, DEAF);
  const child = fork(script);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [port] = (await once(child, 'message')) as [number];
  const fillers = Array.from({ length: 8 }, () => connect({ port, host: '127.0.0.1' }));
  for (const filler of fillers) filler.on('error', () => {});
  onTestFinished(() => {
    for (const filler of fillers) filler.destroy();
  });
  return port;
}

/** A hand-made member that listens at `port`, as far as the tracker knows. */
async function memberAt(tracker: TrackerProgram, username: string, port: number): Promise<Socket> {
  const socket = connect({ port: tracker.port, host: '127.0.0.1' });
  onTestFinished(() => {
    socket.destroy();
  });
  const ask = async (request: object): Promise<void> => {
    socket.write(JSON.stringify(request));
    await once(socket, 'data');
  };
  await ask({ cmd: 'REGISTER', username, password: 'a'.repeat(64), address: '', port });
  await ask({ cmd: 'JOIN_ROOM', username, room: 'dev' });
  return socket;
}

it('an address that swallows packets is said, retried, and blocks nothing', async () => {
  const tracker = await TrackerProgram.start();
  const { ana, bob } = await openPrograms(tracker);
  await memberAt(tracker, 'rui', await swallowingPort());
  await ana.event('link', { peer: 'rui', state: 'connecting' });
  ana.type('for everybody who hears it');
  await bob.event('message', { content: 'for everybody who hears it' });
  await ana.event('delivered', { to: 'bob' });
  const closed = await ana.event('link', { peer: 'rui', state: 'closed' });
  expect(closed['reason']).toContain('no answer');
  const isRetried = (): boolean =>
    ana.all('link').filter((link) => link['peer'] === 'rui' && link['state'] === 'connecting').length > 1;
  await ana.until(isRetried, 'the next attempt');
  bob.type('still here');
  await ana.event('message', { content: 'still here' });
});
