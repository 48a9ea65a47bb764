import { createHmac, randomBytes } from 'node:crypto';
import type { Cancel, Clock } from '../../commons/clock.ts';
import type {
  Connection,
  ConnectionHandlers,
  DialOptions,
  ListenEndpoint,
  Listener,
  ListenOptions,
  Network,
} from '../../commons/net/connection.ts';
import { DialError, ListenError } from '../../commons/net/connection.ts';
import type { ConnectionKind } from '../../commons/net/connection-kind.ts';
import type { EndCode } from '../../commons/net/end-code.ts';
import { type Endpoint, formatEndpoint } from '../../commons/net/endpoint.ts';
import { connectionKinds, kindOf, UNKNOWN_KIND } from '../../commons/net/first-byte.ts';
import type { AcceptSecurity, DialSecurity, Secured } from '../../commons/net/security.ts';

export interface MemoryNetworkOptions {
  readonly clock: Clock;
  /** How long bytes, and the news of an end, are under way, in ms; asked for each. Never reorders a connection. */
  latencyMs?(): number;
}

/** Connections that are remembered when they have ended: a test of memory makes very many. */
const MAX_ACCEPTED = 10_000;

/** A network in one process: a real adapter of the port, with the delays and the failures that a test asks for. */
export class MemoryNetwork implements Network {
  readonly #clock: Clock;
  readonly #latencyMs: () => number;
  readonly #listeners = new Map<string, Accepting>();
  readonly #swallowing = new Set<string>();
  #accepted: MemoryConnection[] = [];
  #nextPort = 40_000;

  constructor({ clock, latencyMs = () => 0 }: MemoryNetworkOptions) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  async listen(
    endpoint: ListenEndpoint,
    accepted: (connection: Connection) => void,
    { security = null, kinds = [] }: ListenOptions = {},
  ): Promise<Listener> {
    const port = endpoint.port === 0 ? this.#freePort() : endpoint.port;
    const bound = { address: endpoint.address, port };
    const key = formatEndpoint(bound);
    if (this.#listeners.has(key)) throw new ListenError(`${key} is already in use`, true);
    const { also = [] } = endpoint;
    const keys = [key, ...also.map((address) => formatEndpoint({ address, port }))];
    for (const each of keys) this.#listeners.set(each, { accepted, security, kinds: connectionKinds(null, kinds) });
    return {
      endpoint: bound,
      endpoints: [bound, ...also.map((address) => ({ address, port }))],
      close: async () => {
        for (const each of keys) this.#listeners.delete(each);
      },
    };
  }

  /** `from`: the address that the other side sees; by default that of the endpoint, as on one machine. */
  dial(
    endpoint: Endpoint,
    { timeoutMs, signal, security = null, from = endpoint.address }: DialOptions & { from?: string },
  ): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const key = formatEndpoint(endpoint);
      const giveUp = (reason: string, code: EndCode = 'ours'): void => {
        cancel();
        reject(new DialError(reason, code));
      };
      let cancel: Cancel = () => {};
      if (signal?.aborted) return giveUp('the dial was called off');
      signal?.addEventListener('abort', () => giveUp('the dial was called off'), { once: true });
      if (this.#swallowing.has(key)) {
        cancel = this.#clock.after(timeoutMs, () =>
          giveUp(`no answer from ${key} within ${timeoutMs / 1000} s`, 'no_answer'),
        );
        return;
      }
      cancel = this.#clock.after(this.#latencyMs(), () => {
        const listener = this.#listeners.get(key);
        if (!listener) return giveUp(`nobody listens on ${key}`, 'refused');
        const local = { address: from, port: this.#freePort() };
        const [ours, theirs] = this.pair(local, endpoint);
        const refused = security ? handshake(ours, theirs, security, listener.security) : null;
        if (refused) return reject(new DialError(`${key}: ${refused.reason}`, 'handshake_failed', refused.isWrongKey));
        if (this.#accepted.length >= MAX_ACCEPTED) this.#accepted = this.#accepted.filter(({ isOpen }) => isOpen);
        theirs.kinds = listener.kinds;
        this.#accepted.push(theirs);
        listener.accepted(theirs);
        resolve(ours);
      });
    });
  }

  /** Two ends of one connection. */
  pair(a: Endpoint, b: Endpoint): [MemoryConnection, MemoryConnection] {
    const one = new MemoryConnection(this.#clock, this.#latencyMs, a, b);
    const other = new MemoryConnection(this.#clock, this.#latencyMs, b, a);
    one.join(other);
    other.join(one);
    return [one, other];
  }

  /** From now on dials of this endpoint get no answer. */
  swallow(endpoint: Endpoint): void {
    this.#swallowing.add(formatEndpoint(endpoint));
  }

  answerAgain(endpoint: Endpoint): void {
    this.#swallowing.delete(formatEndpoint(endpoint));
  }

  /** How many of the connections accepted at `port` are open on both sides. */
  openConnections(port: number): number {
    return this.#accepted.filter((connection) => connection.local.port === port && connection.isOpen).length;
  }

  #freePort(): number {
    this.#nextPort += 1;
    return this.#nextPort;
  }
}

interface Accepting {
  readonly accepted: (connection: Connection) => void;
  readonly security: AcceptSecurity | null;
  readonly kinds: readonly ConnectionKind[];
}

/** What TLS proves, without TLS: who is at the other end, and a secret that only the two ends know. Or why it fails. */
function handshake(
  ours: MemoryConnection,
  theirs: MemoryConnection,
  dialled: DialSecurity,
  accepting: AcceptSecurity | null,
): { reason: string; isWrongKey: boolean } | null {
  if (!accepting) return { reason: 'the connection ended during the handshake', isWrongKey: false };
  if (accepting.protocol !== dialled.protocol) return { reason: 'it is a program of another kind', isWrongKey: false };
  const refused = dialled.judge(accepting.identity.fingerprint);
  if (refused !== null) return { reason: refused, isWrongKey: true };
  const secret = randomBytes(32);
  const exportKey = (label: string, context: string): Buffer =>
    createHmac('sha256', secret).update(`${label}\0${context}`).digest();
  const shared = { exportKey, channelBinding: exportKey('EXPORTER-Channel-Binding', '') };
  ours.secured = { fingerprint: accepting.identity.fingerprint, ...shared };
  theirs.secured = { fingerprint: dialled.identity.fingerprint, ...shared };
  return null;
}

/** One machine on the network, which can die. */
export class MemoryHost implements Network {
  readonly #network: Network;
  /** The address that others see of it. */
  readonly #address: string | undefined;
  readonly #connections = new Set<Connection>();
  readonly #listeners: Listener[] = [];
  #isDead = false;
  #unreachablePort: number | null = null;

  constructor(network: Network, address?: string) {
    this.#network = network;
    this.#address = address;
  }

  async listen(
    endpoint: ListenEndpoint,
    accepted: (connection: Connection) => void,
    options: ListenOptions = {},
  ): Promise<Listener> {
    const remembered = (connection: Connection): void => {
      this.#connections.add(connection);
      accepted(connection);
    };
    const listener = await this.#network.listen(endpoint, remembered, options);
    this.#listeners.push(listener);
    return listener;
  }

  async dial(endpoint: Endpoint, options: DialOptions): Promise<Connection> {
    if (endpoint.port === this.#unreachablePort)
      throw new DialError('there is no way there from this network', 'no_way');
    const from = this.#address === undefined ? {} : { from: this.#address };
    const connection = await this.#network.dial(endpoint, { ...options, ...from });
    if (this.#isDead) {
      connection.destroy('the machine is dead');
      throw new DialError('the machine is dead', 'no_way');
    }
    this.#connections.add(connection);
    return connection;
  }

  /** All that the machine had open breaks, and nobody answers there any more. */
  async die(): Promise<void> {
    this.#isDead = true;
    for (const listener of this.#listeners) await listener.close();
    for (const connection of this.#connections) connection.destroy('the machine is dead');
  }

  /** From now on nothing at that port can be dialled from here; null: everything can again. */
  isolateFrom(port: number | null): void {
    this.#unreachablePort = port;
  }

  /** Reads nothing until `wakeUp`, as a laptop that is closed: no connection ends by that. */
  fallAsleep(): void {
    for (const connection of this.#connections) connection.pause();
  }

  wakeUp(): void {
    for (const connection of this.#connections) connection.resume();
  }

  /** Breaks all connections that are open now; the machine lives on. */
  cutAll(): void {
    for (const connection of this.#connections) connection.destroy('cut');
    this.#connections.clear();
  }
}

export class MemoryConnection implements Connection {
  readonly remote: Endpoint;
  readonly local: Endpoint;
  secured: Secured | null = null;
  transferredBytes = 0;
  /** What its first byte may begin; null: anything, or it has come already. */
  kinds: readonly ConnectionKind[] | null = null;
  readonly #clock: Clock;
  readonly #latencyMs: () => number;
  #other: MemoryConnection | null = null;
  #handlers: ConnectionHandlers | null = null;
  #inbox: Buffer[] = [];
  #arrivesAt = 0;
  /** In the order in which it was sent: rounding of times must not change it. */
  readonly #underWay: (() => void)[] = [];
  #isPaused = false;
  #isClosing = false;
  #isEnded = false;
  #endReason: string | null = null;
  #endCode: EndCode = 'ours';
  #unread = 0;

  constructor(clock: Clock, latencyMs: () => number, local: Endpoint, remote: Endpoint) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
    this.local = local;
    this.remote = remote;
  }

  join(other: MemoryConnection): void {
    this.#other = other;
  }

  get isOpen(): boolean {
    return !this.#isEnded;
  }

  get bufferedBytes(): number {
    return this.#other ? this.#other.unread : 0;
  }

  /** Bytes that were sent to this end and not taken yet. */
  get unread(): number {
    return this.#unread;
  }

  start(handlers: ConnectionHandlers): void {
    this.#handlers = handlers;
    this.#deliver();
  }

  write(data: string | Uint8Array): void {
    if (this.#isClosing || this.#isEnded) return;
    const bytes = Buffer.from(data as Uint8Array); // Text, too.
    if (bytes.length === 0) return;
    this.transferredBytes += bytes.length;
    if (this.#other) this.#other.transferredBytes += bytes.length;
    this.#arriving(bytes);
  }

  /** What is written leaves at once. */
  awaitAnswers(): void {}
  flush(): void {}

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#deliver();
  }

  close(): void {
    if (this.#isClosing || this.#isEnded) return;
    this.#isClosing = true;
    const other = this.#other;
    this.#later(() => other?.endedByOther('the other side closed the connection', 'closed'));
  }

  destroy(reason: string, code: EndCode = 'ours'): void {
    if (this.#isEnded) return;
    const other = this.#other;
    this.#later(() => other?.end('the other side broke the connection off', 'broken'));
    this.#inbox = [];
    this.end(reason, code);
  }

  /** An orderly end: what we wrote before still arrives, then both sides are done. */
  endedByOther(reason: string, code: EndCode): void {
    if (this.#isEnded) return;
    const other = this.#other;
    this.#later(() => other?.end('we closed the connection', 'ours'));
    this.#isClosing = true;
    this.end(reason, code);
  }

  end(reason: string, code: EndCode): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#endReason = reason;
    this.#endCode = code;
    this.#deliver();
  }

  #arriving(bytes: Buffer): void {
    const other = this.#other as MemoryConnection;
    other.#unread += bytes.length;
    this.#later(() => {
      if (other.#isEnded) return;
      other.#inbox.push(bytes);
      other.#deliver();
    });
  }

  #later(work: () => void): void {
    this.#arrivesAt = Math.max(this.#arrivesAt, this.#clock.elapsed() + this.#latencyMs());
    this.#underWay.push(work);
    this.#clock.after(this.#arrivesAt - this.#clock.elapsed(), () => this.#underWay.shift()?.());
  }

  #deliver(): void {
    while (this.#handlers && !this.#isPaused && this.#inbox.length > 0) {
      const bytes = this.#inbox.shift() as Buffer;
      this.#unread -= bytes.length;
      const kinds = this.kinds;
      this.kinds = null;
      if (kinds && !kindOf(bytes[0], kinds)) return this.destroy(UNKNOWN_KIND, 'other_protocol');
      this.#handlers.received(bytes);
    }
    if (this.#handlers && this.#endReason !== null && this.#inbox.length === 0) {
      const handlers = this.#handlers;
      this.#handlers = null;
      handlers.closed(this.#endReason, this.#endCode);
    }
  }
}
