// The requests of the load, as the bytes that go over the wire.

/** Logins at once: the tracker refuses more than it expects to have hashed within three seconds. */
export const LOGINS_AT_ONCE = 32;

/** An extended session, which is not paced. */
const session = { address: '', features: [], request_id: 'login' };

/** Nothing listens there: most trackers that are measured ping nobody. */
const NO_PORT = 5_000;

/** `port`: where the peer can be pinged. */
export function registration(username: string, port = NO_PORT): string {
  return line({ cmd: 'REGISTER', username, password: 'a'.repeat(64), port, ...session });
}

/** What a login proves who it is with: the digest of a password, a token, or nothing but the key of the connection. */
export type Proof = { readonly password: string } | { readonly token: string } | Record<string, never>;

export function login(username: string, proof: Proof): string {
  return line({ cmd: 'LOGIN', username, ...proof, port: NO_PORT, ...session });
}

export function roomCreation(room: string): string {
  return line({ cmd: 'CREATE_ROOM', room, request_id: 0 });
}

/** Requests that are sent over and over, in turn; any few of them that follow each other are one piece of bytes. */
export interface Cycle {
  readonly length: number;
  readonly bytes: Buffer;
  /** Where each request begins, and after the last one where it ends. */
  readonly starts: readonly number[];
}

export const CYCLE = ['JOIN_ROOM', 'LIST_PEERS', 'LEAVE_ROOM'] as const;

/** How many of the first `sent` requests of the cycle were not LIST_PEERS: the others of the room are told of each. */
export function toldOf(sent: number): number {
  return sent - Math.floor((sent + 1) / CYCLE.length);
}

/** JOIN_ROOM, LIST_PEERS, LEAVE_ROOM, in pieces of up to `depth` requests. */
export function roomCycle(room: string, depth: number): Cycle {
  const lines = Array.from({ length: CYCLE.length + depth }, (_, index) =>
    line({ cmd: CYCLE[index % CYCLE.length], room, request_id: 100 + (index % CYCLE.length) }),
  );
  const starts = [0];
  for (const text of lines) starts.push((starts.at(-1) ?? 0) + text.length);
  return { length: CYCLE.length, bytes: Buffer.from(lines.join('')), starts };
}

function line(request: object): string {
  return `${JSON.stringify(request)}\n`;
}
