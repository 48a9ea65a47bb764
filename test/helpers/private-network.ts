// A machine of its own as far as the network goes: a network and a mount namespace with other addresses and another
// /etc/hosts, for the programs that are started through it. Root may make one, and on most machines anybody.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './programs.ts';

const UNSHARE =
  [['-nm'], ['-rnm']].find((flags) => {
    const script = 'ip link set lo up && mount --bind /etc/hosts /etc/hosts';
    return spawnSync('unshare', [...flags, 'sh', '-c', script]).status === 0;
  }) ?? null;

export const CAN_HAVE_PRIVATE_NETWORK = UNSHARE !== null;

export interface PrivateNetworkOptions {
  /** Lines of /etc/hosts. */
  readonly hosts: readonly string[];
  /** Addresses of the machine besides loopback, with their prefix. */
  readonly addresses?: readonly string[];
  /** Without it the machine has no IPv6 at all. */
  readonly hasIpv6?: boolean;
}

/** A command that runs another one on that machine, which is there until the test is over. */
export async function privateNetwork(options: PrivateNetworkOptions): Promise<readonly string[]> {
  if (!UNSHARE) throw new Error('no network of its own can be made here');
  const { hosts, addresses = [], hasIpv6 = true } = options;
  const file = join(temporaryFolder(), 'hosts');
  writeFileSync(file, hosts.map((line) => `${line}\n`).join(''));
  const steps = [
    ...(hasIpv6 ? [] : ['echo 1 > /proc/sys/net/ipv6/conf/lo/disable_ipv6']),
    'ip link set lo up',
    ...addresses.map((address) => `ip addr add ${address} dev lo ${address.includes(':') ? 'nodad' : ''}`),
    'mount --bind "$0" /etc/hosts',
    'echo made',
    'exec cat',
  ];
  const keeper = spawn('unshare', [...UNSHARE, 'sh', '-c', steps.join(' && '), file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(keeper, 'close');
  onTestFinished(async () => {
    keeper.kill('SIGKILL');
    await ended;
  });
  await Promise.race([
    once(keeper.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('the network was not made'))),
  ]);
  const user = UNSHARE.includes('-rnm') ? ['-U', '--preserve-credentials'] : [];
  return ['nsenter', '-t', String(keeper.pid), ...user, '-n', '-m', '--'];
}
