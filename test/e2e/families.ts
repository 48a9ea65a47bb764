// N2: the tracker sees a peer in one family of addresses, and tells others that one; the peer has to listen there. With
// names that stand for addresses of either family, on a machine of its own.
import { join } from 'node:path';
import { expect } from 'vitest';
import { type PrivateNetworkOptions, privateNetwork } from '../helpers/private-network.ts';
import { type Line, Program, temporaryFolder } from '../helpers/programs.ts';

export const V4 = '192.0.2.1';
export const V6 = '2001:db8::1';
export const BOTH = { addresses: [`${V4}/32`, `${V6}/128`] };

async function start(name: string, script: string, args: readonly string[], through: readonly string[], ready: string) {
  const home = temporaryFolder();
  const xdg = { XDG_DATA_HOME: home, XDG_CONFIG_HOME: join(home, 'config'), LC_ALL: 'C.UTF-8' };
  const env = { ...xdg, P2PCHAT_PASSWORD: `secret of ${name}` };
  const program = new Program(name, script, [...args, '--json'], env, through);
  const isReady = (line: Line): boolean => line['event'] === ready || String(line['message']).startsWith(ready);
  return { program, line: await program.line(isReady, ready) };
}

/** A tracker that listens on `host`, and two peers that are given `tracker`: where others are told that ana is. */
export async function talk(machine: PrivateNetworkOptions, host: string, tracker: string): Promise<unknown> {
  const through = await privateNetwork(machine);
  const data = temporaryFolder();
  const listening = await start(
    'tracker',
    'tracker/main.js',
    ['--host', host, '--data', data, '--port', '0'],
    through,
    'listening',
  );
  const peer = async (name: string): Promise<Program> => {
    const args = ['--user', name, '--register', '--tracker', `${tracker}:${listening.line['port']}`];
    return (await start(name, 'peer/main.js', args, through, 'ready')).program;
  };
  const [ana, bob] = [await peer('ana'), await peer('bob')];
  bob.type('/msg ana hello');
  await ana.line(({ content }) => content === 'hello', 'the line of bob');
  ana.type('/msg bob hello, bob');
  await bob.line(({ content }) => content === 'hello, bob', 'the line of ana');
  bob.type('/peers');
  const { peers } = await bob.line(({ event }) => event === 'peers', 'the list of peers');
  const addresses = (peers as Line[]).map(({ address }) => address);
  expect(new Set(addresses).size).toBe(1);
  return addresses[0];
}
