// A machine in the middle of a TCP connection, and two of ours who talk through it.

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Connection } from '../../../commons/net/connection.ts';
import type { Endpoint } from '../../../commons/net/endpoint.ts';
import type { AcceptSecurity, DialSecurity } from '../../../commons/net/security.ts';
import { tcpNetwork } from '../../../commons/net/tcp.ts';
import { ANYTHING } from '../../helpers/any-kind.ts';
import { recordsOf, type Side } from './one-flipped-bit.ts';
import { acceptsAs, alice, bob, dialsAs, only } from './wire.ts';

const ANY_PORT: Endpoint = { address: '127.0.0.1', port: 0 };

/** Wakes all waiters after each event, so that they check their condition again. */
class Bell {
  #wake: (() => void)[] = [];

  ring(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }
}

/** One end of a conversation, and what it has heard. */
export class End {
  readonly connection: Connection;
  readonly ends: string[] = [];
  heard = '';
  isSecured: boolean;
  readonly #bell = new Bell();

  constructor(connection: Connection) {
    this.connection = connection;
    this.isSecured = connection.secured !== null;
    onTestFinished(() => connection.destroy('the test is over'));
    const told = (): void => this.#bell.ring();
    connection.start({
      received: (bytes) => {
        this.heard += bytes.toString('latin1');
        told();
      },
      handshakeDone: () => {
        this.isSecured = true;
        told();
      },
      closed: (reason) => {
        this.ends.push(reason);
        told();
      },
    });
  }

  hears = (text: string): Promise<void> => this.#bell.until(() => this.heard.length >= text.length);
  ended = (): Promise<void> => this.#bell.until(() => this.ends.length > 0);
}

/** What one side sends: forwarded, until it is held. */
class Tap {
  /** All that was sent, whether forwarded or not. */
  sent = Buffer.alloc(0);
  #isHeld = false;
  #heldFrom = 0;
  readonly #to: Socket;
  readonly #bell = new Bell();

  constructor(from: Socket, to: Socket) {
    this.#to = to;
    from.on('data', (bytes: Buffer) => {
      this.sent = Buffer.concat([this.sent, bytes]);
      if (!this.#isHeld) this.pass(bytes);
      this.#bell.ring();
    });
    from.on('error', () => {});
    from.once('close', () => to.destroy());
  }

  hold(): void {
    this.#isHeld = true;
    this.#heldFrom = this.sent.length;
  }

  /** The records that were held back, as soon as there are `count`. */
  async records(count: number): Promise<Buffer[]> {
    const held = () => recordsOf(this.sent.subarray(this.#heldFrom)).map(({ bytes }) => bytes);
    await this.#bell.until(() => held().length >= count);
    return held();
  }

  pass(bytes: Buffer): void {
    if (this.#to.writable) this.#to.write(bytes);
  }

  /** As if the sender had closed its connection. */
  end(): void {
    this.#to.end();
  }
}

export interface Middle {
  readonly endpoint: Endpoint;
  /** Of the first connection that came. */
  readonly taps: Promise<Record<Side, Tap>>;
}

/** A machine at an address of its own that forwards to `target`. */
export async function middleBefore(target: Endpoint): Promise<Middle> {
  const server = createServer({ noDelay: true }).listen(0, ANY_PORT.address);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const taps = new Promise<Record<Side, Tap>>((resolve) => {
    server.on('connection', (near) => {
      const far = connect({ port: target.port, host: target.address, noDelay: true });
      onTestFinished(() => void near.destroy());
      onTestFinished(() => void far.destroy());
      resolve({ dialler: new Tap(near, far), acceptor: new Tap(far, near) });
    });
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { endpoint: { ...ANY_PORT, port }, taps };
}

export interface Listening {
  readonly endpoint: Endpoint;
  readonly accepted: Promise<End>;
}

export async function listens(security: AcceptSecurity): Promise<Listening> {
  let resolve: (end: End) => void = () => {};
  const accepted = new Promise<End>((done) => {
    resolve = done;
  });
  const listener = await tcpNetwork().listen(ANY_PORT, (connection) => resolve(new End(connection)), {
    security,
    kinds: [ANYTHING],
  });
  onTestFinished(() => listener.close());
  return { endpoint: listener.endpoint, accepted };
}

export async function dials(endpoint: Endpoint, security: DialSecurity): Promise<End> {
  return new End(await tcpNetwork().dial(endpoint, { timeoutMs: 10_000, security }));
}

export interface Conversation {
  readonly ends: Record<Side, End>;
  readonly taps: Record<Side, Tap>;
}

const GREETING = 'hello';

/** Alice and Bob have greeted each other through a middle that has done nothing yet, and from now on holds all back. */
export async function conversation(): Promise<Conversation> {
  const listening = await listens(acceptsAs(bob));
  const middle = await middleBefore(listening.endpoint);
  const dialler = await dials(middle.endpoint, dialsAs(alice, { judge: only(bob) }));
  dialler.connection.write(GREETING);
  const acceptor = await listening.accepted;
  await acceptor.hears(GREETING);
  acceptor.connection.write(GREETING);
  await dialler.hears(GREETING);
  const taps = await middle.taps;
  for (const tap of Object.values(taps)) tap.hold();
  for (const end of [dialler, acceptor]) end.heard = '';
  return { ends: { dialler, acceptor }, taps };
}
