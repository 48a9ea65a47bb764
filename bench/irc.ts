// ngircd as a baseline: what people use who want to chat through a server. Each object is one PRIVMSG to a channel, in
// plaintext; the server's limits on floods are switched off.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { BARE, type BareObject, eachLine, ended, type Way, wayOver } from './bare.ts';
import { inFolder } from './folders.ts';

const CHANNEL = '#bench';

/** How often it is asked for at most, until it listens. */
const ATTEMPTS = 100;
const ATTEMPT_MS = 50;

const configuration = (port: number, folder: string): string => `[Global]
Name = bench.local
Info = bench
Listen = ${BARE}
Ports = ${port}
MotdPhrase = bench
[Limits]
MaxPenaltyTime = 0
MaxConnectionsIP = 0
[Options]
DNS = no
Ident = no
PAM = no
IncludeDir = ${folder}
`;

/** Calls `work` with the port of an ngircd that is gone afterwards; with null if this machine has none. */
export async function withNgircd<T>(work: (port: number | null) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const port = await freePort();
    const file = join(folder, 'configuration');
    await writeFile(file, configuration(port, folder));
    const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/usr/local/sbin` };
    const ngircd = spawn('ngircd', ['--nodaemon', '--config', file], { stdio: 'ignore', env });
    const end = (): unknown => ngircd.kill('SIGKILL');
    process.once('exit', end);
    try {
      const started = once(ngircd, 'spawn').then(
        () => port,
        () => null,
      );
      return await work(await started);
    } finally {
      process.off('exit', end);
      end();
    }
  });
}

/** Somebody in the channel, to whom whatever anybody else says there is an object. */
export async function joinIrc(port: number, nick: string): Promise<Way> {
  const socket = await reach(port);
  let isThere: () => void = () => {};
  const way = wayOver(socket, (json) => `PRIVMSG ${CHANNEL} :${json}\r\n`);
  eachLine(socket, (line) => {
    const [prefix = '', command] = line.split(' ', 2);
    if (command === 'PRIVMSG') way.heard(JSON.parse(line.slice(line.indexOf(' :', prefix.length) + 2)) as BareObject);
    else if (prefix === 'PING') socket.write(`PONG ${command}\r\n`);
    else if (prefix === 'ERROR') throw new Error(`ngircd: ${line}`);
    else if (command === '366') isThere(); // The end of the list of who is in the channel.
  });
  socket.on('close', () => ended('ngircd', way));
  const joined = new Promise<void>((resolve) => {
    isThere = resolve;
  });
  socket.write(`NICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\nJOIN ${CHANNEL}\r\n`);
  await joined;
  return way;
}

async function reach(port: number): Promise<Socket> {
  for (let attempt = 1; ; attempt += 1) {
    const socket = connect({ host: BARE, port, noDelay: true });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await after(ATTEMPT_MS);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, BARE);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
