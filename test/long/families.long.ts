// N2: the tracker sees a peer in one family of addresses, and tells others that one; the peer has to listen there.
import { describe, expect, it } from 'vitest';
import { BOTH, talk, V4, V6 } from '../e2e/families.ts';
import { CAN_HAVE_PRIVATE_NETWORK, type PrivateNetworkOptions } from '../helpers/private-network.ts';

describe.runIf(CAN_HAVE_PRIVATE_NETWORK)('peers reach each other where the tracker is', () => {
  it.each<[string, PrivateNetworkOptions, string, string, string]>([
    [
      'localhost, which is both, and listens on 127.0.0.1',
      { hosts: ['::1 localhost', '127.0.0.1 localhost'] },
      '127.0.0.1',
      'localhost',
      '127.0.0.1',
    ],
    [
      'localhost, which is 127.0.0.1, without IPv6',
      { hosts: ['127.0.0.1 localhost'], hasIpv6: false },
      'localhost',
      'localhost',
      '127.0.0.1',
    ],
    ['a name of an IPv6 address', { hosts: [`${V6} chat.test`], ...BOTH }, 'chat.test', 'chat.test', V6],
    [
      'a name of both, which listens on IPv4',
      { hosts: [`${V6} chat.test`, `${V4} chat.test`], ...BOTH },
      V4,
      'chat.test',
      V4,
    ],
  ])('%s', async (_where, machine, host, tracker, seen) => {
    expect(await talk(machine, host, tracker)).toBe(seen);
  });

  it('a tracker on a name of both families is reached in either', async () => {
    const machine = { hosts: [`${V4} chat.test`, `${V6} chat.test`], ...BOTH };
    expect(await talk(machine, 'chat.test', V4)).toBe(V4);
    expect(await talk(machine, 'chat.test', `[${V6}]`)).toBe(V6);
  });
});
