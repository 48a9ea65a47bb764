// N2: a peer that listens in one family alone is not reached by who is told the other one.
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ListenError, type Listener } from '../../commons/net/connection.ts';
import { listenOnAll } from '../../commons/net/listen-on-all.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';

const hasIpv6 = networkInterfaces()['lo']?.some(({ address }) => address === '::1') ?? false;

/** A machine with these addresses, where these endpoints are taken already. */
function machine(addresses: readonly string[], taken: readonly string[] = []) {
  const listening = new Set<string>();
  const ports: number[] = [];
  let next = 40_000;
  const listen = async (address: string, port: number): Promise<Listener> => {
    if (!addresses.includes(address)) throw new ListenError('this machine has no such address', false, true);
    if (port === 0) next += 1;
    const endpoint = { address, port: port === 0 ? next : port };
    const key = `${address} ${endpoint.port}`;
    ports.push(endpoint.port);
    if (taken.includes(key)) throw new ListenError('it is in use', true);
    listening.add(key);
    return { endpoint, endpoints: [endpoint], close: async () => void listening.delete(key) };
  };
  return { listen, listening, ports };
}

describe('listening on several addresses', () => {
  it('uses the same port on each', async () => {
    const { listen } = machine(['127.0.0.1', '::1']);
    const { endpoint, endpoints } = await listenOnAll(['127.0.0.1', '::1'], 0, listen);
    expect(endpoint).toEqual({ address: '127.0.0.1', port: 40_001 });
    expect(endpoints).toEqual([endpoint, { address: '::1', port: 40_001 }]);
  });

  it.each([
    ['no IPv6', ['127.0.0.1']],
    ['no IPv4', ['::1']],
  ])('does without what the machine does not have: %s', async (_what, addresses) => {
    const { listen } = machine(addresses);
    const { endpoints } = await listenOnAll(['127.0.0.1', '::1'], 5_001, listen);
    expect(endpoints).toEqual([{ address: addresses[0], port: 5_001 }]);
  });

  it('tries another free port where one is taken on one of them', async () => {
    const { listen, listening } = machine(['127.0.0.1', '::1'], ['::1 40001', '::1 40002']);
    const listener = await listenOnAll(['127.0.0.1', '::1'], 0, listen);
    expect([...listening]).toEqual(['127.0.0.1 40003', '::1 40003']);
    await listener.close();
    expect(listening.size).toBe(0);
  });

  it('fails where the port that was asked for is taken on one of them, and listens nowhere', async () => {
    const { listen, listening, ports } = machine(['127.0.0.1', '::1'], ['::1 5001']);
    await expect(listenOnAll(['127.0.0.1', '::1'], 5_001, listen)).rejects.toMatchObject({ isInUse: true });
    expect(listening.size).toBe(0);
    expect(ports).toEqual([5_001, 5_001]);
  });

  it('fails where the machine has none of them', async () => {
    await expect(listenOnAll(['127.0.0.1', '::1'], 0, machine([]).listen)).rejects.toMatchObject({ isMissing: true });
  });
});

describe('over TCP', () => {
  /** Whether somebody accepts there. */
  const answers = (address: string, port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ host: address, port });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      onTestFinished(() => void socket.destroy());
    });
  const listening = async (address: string, also?: readonly string[]): Promise<Listener> => {
    const listener = await tcpNetwork().listen({ address, port: 0, ...(also ? { also } : {}) }, (connection) =>
      connection.destroy('not here'),
    );
    onTestFinished(() => listener.close());
    return listener;
  };

  it.runIf(hasIpv6).each([
    ['127.0.0.1', ['::1']],
    ['0.0.0.0', ['::']],
    ['::', undefined],
  ])('%s and %s are reached in both families', async (address, also) => {
    const { endpoint, endpoints } = await listening(address, also);
    expect(endpoints.map((each) => each.address)).toEqual([address, ...(also ?? [])]);
    expect(await Promise.all(['127.0.0.1', '::1'].map((each) => answers(each, endpoint.port)))).toEqual([true, true]);
  });

  it('a name is listened on at all of its addresses, and they are told, not the name', async () => {
    const { endpoints } = await listening('localhost');
    expect(endpoints.length).toBeGreaterThan(0);
    for (const { address, port } of endpoints) {
      expect(['127.0.0.1', '::1']).toContain(address);
      expect(await answers(address, port)).toBe(true);
    }
  });

  it('a name that nobody knows is said to be unknown', async () => {
    await expect(listening('no-such-host.invalid')).rejects.toThrow('the name no-such-host.invalid is not known');
  });
});
