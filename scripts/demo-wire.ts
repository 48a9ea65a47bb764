// Who is behind which port, and what an object on the wire says in one line.

import { visible } from '../commons/text/text.ts';
import type { DemoWords } from './demo-words.ts';
import type { Written } from './wire-tap.ts';

export interface Route {
  readonly from: string;
  readonly to: string;
}

/** Learns who listens where and who dialled from where, so that every write can be said to go from one to another. */
export class WireMap {
  readonly #byPort = new Map<number, string>();
  readonly #sent: { readonly to: string; readonly text: string }[] = [];

  listens(name: string, port: number): void {
    this.#byPort.set(port, name);
  }

  portOf(name: string): number {
    for (const [port, who] of this.#byPort) if (who === name) return port;
    throw new Error(`nobody knows where ${name} listens`);
  }

  route(from: string, { localPort, remotePort, text }: Written): Route {
    this.#byPort.set(localPort, from);
    const to = this.#byPort.get(remotePort) ?? `port ${remotePort}`;
    this.#sent.push({ to, text });
    return { from, to };
  }

  sentTo(name: string): string[] {
    return this.#sent.filter(({ to }) => to === name).map(({ text }) => text);
  }
}

type WireWords = Pick<DemoWords, 'private' | 'asDigest'>;

/** A line for each object of one write. */
export function describeWire({ from, to }: Route, text: string, words: WireWords): string[] {
  const objects = text.split('\n').filter((line) => line !== '');
  return objects.map((json) => `  ${from.padEnd(7)} -> ${to.padEnd(7)}  ${summarise(JSON.parse(json), words)}`);
}

type Wire = { readonly [key: string]: unknown };

function summarise(object: Wire, words: WireWords): string {
  const { cmd, status, msg, code, room, content, username } = object;
  if (status === 'ERROR') return `ERROR ${String(code)}: ${visible(String(msg))}`;
  if (typeof status === 'string') return `${status} ${visible(String(msg ?? ''))}`;
  if (cmd === 'MESSAGE')
    return `MESSAGE ${typeof room === 'string' ? `#${room}` : words.private} "${visible(String(content))}"`;
  const about = typeof room === 'string' ? ` #${room}` : '';
  const who = ['HELLO', 'SCRAM', 'REGISTER', 'LOGIN'].includes(String(cmd)) ? ` ${String(username)}` : '';
  return `${String(cmd)}${who}${about}${'password' in object ? ` ${words.asDigest}` : ''}`;
}
