import { tcpNetwork } from '../../commons/net/tcp.ts';

/** Who takes part, and where: each has an address of its own, and so a column in a flow graph. */
export interface Places {
  readonly tracker: string;
  readonly ana: string;
  readonly bob: string;
  readonly eva: string;
}

export type Person = 'ana' | 'bob' | 'eva';
export const PEOPLE: readonly Person[] = ['ana', 'bob', 'eva'];

const APART: Places = { tracker: '127.0.0.10', ana: '127.0.0.11', bob: '127.0.0.12', eva: '127.0.0.13' };
const TOGETHER: Places = { tracker: '127.0.0.1', ana: '127.0.0.1', bob: '127.0.0.1', eva: '127.0.0.1' };

/** All of 127.0.0.0/8 is this machine on Linux and Windows; on macOS only what was added to it is. */
export async function placesHere(): Promise<Places> {
  try {
    for (const address of Object.values(APART)) {
      const listener = await tcpNetwork().listen({ address, port: 0 }, (connection) => connection.destroy('not here'));
      await listener.close();
    }
    return APART;
  } catch {
    return TOGETHER;
  }
}

/** Whose each address is; where all share one, nobody's. */
export function namesOf(places: Places): { address: string; name: string }[] {
  return areApart(places) ? Object.entries(places).map(([name, address]) => ({ name, address })) : [];
}

export function areApart({ tracker, ana }: Places): boolean {
  return tracker !== ana;
}
