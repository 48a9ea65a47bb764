// A tracker was restarted, and all of its peers come back at once: how long until the last of them is logged in, by the
// token of the session before or by nothing but the key, and how much of that is TLS.

import { join } from 'node:path';
import { type Identity, newIdentity } from '../commons/identity/identity.ts';
import { Child } from './child.ts';
import type { Measured } from './figures.ts';
import { inCopyOf, inFolder } from './folders.ts';
import type { Arrivals, LoaderQuestions } from './loader.ts';
import { say } from './progress.ts';
import type { ServerKind, ServerQuestions } from './server.ts';
import { median } from './statistics.ts';
import { makeFolder, storedPeer, storedUser } from './stored.ts';

export interface ReconnectCounts {
  readonly rounds: number;
  readonly peers: number;
}

/** Connections that are under way at once: peers wait a random while before they come back. */
const AT_ONCE = 256;

/** Files that a server needs for itself. */
const OWN_FILES = 200;

const PREFIX = 'user';

interface Way {
  readonly kind: ServerKind;
  /** null: in plaintext. */
  readonly identity: Identity | null;
  readonly by: Arrivals['by'];
}

interface Came {
  readonly seconds: number;
  readonly cpuUsEach: number;
}

export async function measureReconnects(counts: ReconnectCounts): Promise<Measured> {
  return inFolder((folder) => measureIn(folder, counts));
}

async function measureIn(folder: string, { rounds, peers }: ReconnectCounts): Promise<Measured> {
  const identity = newIdentity();
  const ways = {
    token: { kind: 'tracker', identity, by: 'token' },
    key: { kind: 'tracker', identity, by: 'key' },
    bare: { kind: 'secureEcho', identity, by: 'key' },
    plain: { kind: 'tracker', identity: null, by: 'token' },
  } as const satisfies { [name: string]: Way };
  const came = { token: [] as Came[], key: [] as Came[], bare: [] as Came[], plain: [] as Came[] };
  const folders = { secure: join(folder, 'secure'), plain: join(folder, 'plain') };
  await makeFolderOf(folders.secure, peers, identity);
  await makeFolderOf(folders.plain, peers, null);
  for (let round = 1; round <= rounds; round += 1) {
    say(`reconnects: round ${round} of ${rounds}`);
    for (const [name, way] of Object.entries(ways) as [keyof typeof ways, Way][]) {
      const before = way.identity ? folders.secure : folders.plain;
      came[name].push(await inCopyOf(before, (copy) => comeBack(copy, way, peers)));
    }
  }
  const of = (name: keyof typeof ways, value: (once: Came) => number): number => median(came[name].map(value));
  const seconds = (name: keyof typeof ways): number => of(name, (once) => once.seconds);
  const cpu = (name: keyof typeof ways): number => of(name, (once) => once.cpuUsEach);
  const share = Math.round((1 - cpu('plain') / cpu('token')) * 100);
  const many = peers.toLocaleString('en');
  return {
    figures: [
      {
        what: `${many} reconnects by token after a restart, beside handshakes of bare node:tls`,
        unit: 's',
        ours: seconds('token'),
        baseline: seconds('bare'),
        goal: null,
      },
      { what: '  by key', unit: 's', ours: seconds('key'), baseline: seconds('bare'), goal: null },
      {
        what: '  CPU a reconnect by token, beside the same in plaintext',
        unit: 'us',
        ours: cpu('token'),
        baseline: cpu('plain'),
        goal: null,
      },
    ],
    remarks: [
      `Reconnects: ${AT_ONCE} at once; TLS takes ${share} % of the tracker's CPU time for one; no password was hashed.`,
    ],
  };
}

function makeFolderOf(folder: string, peers: number, identity: Identity | null): Promise<void> {
  const names = Array.from({ length: peers }, (_, number) => `${PREFIX}-${number}`);
  const key = identity ? { fingerprint: identity.fingerprint } : {};
  return makeFolder(
    folder,
    names.map((name) => ({ ...storedUser(name), ...key })),
    [],
    names.map((name) => storedPeer(name, identity?.fingerprint ?? null)),
  );
}

/** The server is one that has just been started. */
async function comeBack(folder: string, { kind, identity, by }: Way, peers: number): Promise<Came> {
  const server = await Child.start<ServerQuestions>('./server.js', { args: [kind, folder], files: peers + OWN_FILES });
  const loader = await Child.start<LoaderQuestions>('./loader.js');
  const port = await server.ask('port');
  const cpuMs = await server.ask('cpuMs');
  const startedAt = performance.now();
  await loader.ask('idle', { port, count: peers, prefix: PREFIX, identity, by, atOnce: AT_ONCE });
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuUsEach = (((await server.ask('cpuMs')) - cpuMs) * 1000) / peers;
  const hashed = await server.ask('hashed');
  await server.end();
  await loader.end();
  if (hashed > 0) throw new Error(`${hashed} passwords were hashed; nobody has said one`);
  return { seconds, cpuUsEach };
}
