// N2: the tracker sees a peer in one family of addresses, and tells others that one; the peer has to listen there.
import { describe, expect, it } from 'vitest';
import { CAN_HAVE_PRIVATE_NETWORK, type PrivateNetworkOptions } from '../helpers/private-network.ts';
import { BOTH, talk, V4, V6 } from './families.ts';

describe.runIf(CAN_HAVE_PRIVATE_NETWORK)('peers reach each other where the tracker is', () => {
  it.each<[string, PrivateNetworkOptions, string, string, string]>([
    ['localhost, which is ::1', { hosts: ['::1 localhost'] }, 'localhost', 'localhost', '::1'],
    [
      'localhost, which is both, and listens on ::1',
      { hosts: ['127.0.0.1 localhost', '::1 localhost'] },
      '::1',
      'localhost',
      '::1',
    ],
    [
      'a name of both, which listens on IPv6',
      { hosts: [`${V4} chat.test`, `${V6} chat.test`], ...BOTH },
      V6,
      'chat.test',
      V6,
    ],
  ])('%s', async (_where, machine, host, tracker, seen) => {
    expect(await talk(machine, host, tracker)).toBe(seen);
  });
});
