// Twenty words and secrets that nobody else is to read, in a whole session over real sockets, with somebody on the way
// of every connection: they are neither on the wire nor in a log, and all of them are there once the keys are given.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../commons/clock.ts';
import { newIdentity } from '../../commons/identity/identity.ts';
import { secretOfPassword } from '../../commons/identity/room-password.ts';
import { trackerSecretOf } from '../../commons/identity/room-proof.ts';
import { type Logger, silentLogger } from '../../commons/process/logger.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { openKeyLog } from '../../peer/program/key-log.ts';
import { PeerService } from '../../peer/program/peer-service.ts';
import type { EncryptionPolicy, Report, ReportOf } from '../../peer/reports.ts';
import { digestOf } from '../../peer/sign-in/given-secrets.ts';
import { Authenticator } from '../../tracker/auth/authenticator.ts';
import { memoryStores, openRepositories } from '../../tracker/repositories/repositories.ts';
import { TrackerService } from '../../tracker/service/tracker-service.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { readWithKeys } from '../helpers/read-with-keys.ts';
import { RecordedNetwork } from '../helpers/recorded-network.ts';
import { cheapHasher, cheapSalt } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { Watched } from '../reference/watched.ts';

const NAMES = ['canaryana', 'canarybob'] as const;
const ROOMS = ['canary-open', 'canary-locked', 'canary-invited'] as const;
const TEXTS = [1, 2, 3, 4, 5, 6, 7].map((number) => `the canary sings number ${number}`);
const ROOM_PASSWORD = 'canary-room-password';
const PASSWORDS = NAMES.map((name) => `canary-password-of-${name}`);

class Session extends Watched {
  readonly network = new RecordedNetwork();
  readonly log: string[] = [];
  readonly reports: Record<string, Report[]> = {};
  readonly keyLogFile = join(temporaryFolder(), 'keys.log');
  readonly #peers = new Map<string, PeerService>();
  readonly #encryption: EncryptionPolicy;
  #port = 0;

  constructor(encryption: EncryptionPolicy) {
    super();
    this.#encryption = encryption;
  }

  async start(): Promise<void> {
    const { network } = this;
    const repositories = await openRepositories(memoryStores(), systemClock.now());
    const options = { concurrency: 1, secret: 'of the tracker' };
    const authenticator = new Authenticator({ hasher: cheapHasher, clock: systemClock }, options);
    const shared = { network, clock: systemClock, random: Math.random, logger: this.#logger() };
    const tracker = new TrackerService(
      { ...shared, repositories, authenticator, identity: newIdentity() },
      {
        listen: { address: '127.0.0.1', port: 0 },
        pingIntervalMs: 100,
        pingTimeoutMs: 3_000,
        seatGraceMs: 60_000,
        plaintext: 'always',
        limits: 'none',
        lingerMs: null,
      },
    );
    this.#port = (await tracker.start()).port;
    onTestFinished(async () => {
      for (const peer of this.#peers.values()) peer.quit(0);
      await tracker.stop();
      network.close();
    });
    for (const [index, name] of NAMES.entries()) await this.#startPeer(name, PASSWORDS[index] as string);
  }

  async #startPeer(username: string, password: string): Promise<void> {
    const reports: Report[] = [];
    this.reports[username] = reports;
    let ids = 0;
    const isOff = this.#encryption === 'off';
    const peer = new PeerService(
      {
        network: this.network,
        clock: systemClock,
        random: Math.random,
        logger: this.#logger(),
        newId: () => {
          ids += 1;
          return `${username.at(-1)}-${ids}`;
        },
        saltPassword: cheapSalt,
        secretOfPassword,
        report: (report) => {
          reports.push(report);
          this.changed();
        },
        refused: (code) => this.log.push(`refused: ${code}`),
        ended: () => {},
      },
      {
        tracker: { address: '127.0.0.1', port: this.#port },
        listen: { address: '127.0.0.1', port: 0 },
        credentials: { username, digest: digestOf(password), register: true },
        encryption: this.#encryption,
        profile: new MemoryProfile(),
        requestPolicy: 'ask',
        keyLog: isOff ? null : openKeyLog(this.keyLogFile, (error) => this.log.push(error.message)),
        authorities: null,
      },
    );
    this.#peers.set(username, peer);
    await peer.start();
    await this.hears(username, 'ready');
  }

  type(username: string, line: string): void {
    this.#peers.get(username)?.intend(asTyped(line));
  }

  async hears(username: string, event: Report['event'], about = ''): Promise<Report> {
    const find = (): Report | undefined =>
      this.reports[username]?.find((report) => report.event === event && JSON.stringify(report).includes(about));
    return this.waitFor(find, `${username} to report ${event} ${about}`);
  }

  #logger(): Logger {
    const write =
      (level: string) =>
      (message: string, fields?: object): void => {
        this.log.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
      };
    return { ...silentLogger, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  }

  protected override describe(): string {
    return this.log.slice(-20).join('\n');
  }
}

/** They meet in three kinds of room and in private, and say six things. Returns what is not to be read. */
async function wholeSession(session: Session): Promise<string[]> {
  const [ana, bob] = NAMES;
  const [open, locked, invited] = ROOMS;
  session.type(ana, `/create ${open}`);
  await session.hears(ana, 'room_joined', open);
  session.type(bob, `/join ${open}`);
  await session.hears(bob, 'link', '"open"');
  session.type(ana, TEXTS[0] as string);
  session.type(bob, TEXTS[1] as string);
  session.type(ana, `/msg ${bob} ${TEXTS[2]}`);
  session.type(bob, `/msg ${ana} ${TEXTS[6]}`);
  session.type(ana, `/create ${locked} --password ${ROOM_PASSWORD}`);
  await session.hears(ana, 'room_joined', locked);
  session.type(bob, `/join ${locked} --password ${ROOM_PASSWORD}`);
  await session.hears(bob, 'room_joined', locked);
  session.type(bob, TEXTS[3] as string);
  await session.hears(ana, 'message', TEXTS[3]);
  session.type(ana, `/create ${invited} --invite-only`);
  await session.hears(ana, 'room_joined', invited);
  session.type(ana, '/invite');
  const { invite } = (await session.hears(ana, 'invite')) as ReportOf<'invite'>;
  session.type(ana, `/add ${bob}`);
  await session.hears(bob, 'invitation', invited);
  session.type(bob, '/accept');
  await session.hears(bob, 'room_joined', invited);
  await session.hears(ana, 'member_joined', invited);
  session.type(bob, TEXTS[4] as string);
  session.type(ana, TEXTS[5] as string);
  await session.hears(ana, 'message', TEXTS[4]);
  await session.hears(bob, 'message', TEXTS[5]);
  const roomKey = invite.slice(-22);
  const secrets = [await secretOfPassword(ROOM_PASSWORD, locked), roomKey, trackerSecretOf(roomKey)];
  return [...TEXTS, ...NAMES, ...ROOMS, ...PASSWORDS, ...PASSWORDS.map(digestOf), ROOM_PASSWORD, ...secrets];
}

const heard = (canaries: readonly string[], where: string): string[] => canaries.filter((word) => where.includes(word));

describe('in a whole session', () => {
  it('nothing of what is said, called or kept secret can be read on the way, until somebody has the keys', async () => {
    const session = new Session('require');
    await session.start();
    const canaries = await wholeSession(session);
    expect(canaries).toHaveLength(20);
    const wire = session.network.bytes.toString('latin1');
    expect(wire).toContain('{"cmd":"PING"}'); // The tracker's, and all that is said in the clear.
    expect(heard(canaries, wire)).toEqual([]);
    const read = readWithKeys(session.network.recorded, readFileSync(session.keyLogFile, 'utf8'));
    // What was typed as a password is nowhere at all, nor is what would do in its place.
    const nowhere = [ROOM_PASSWORD, ...PASSWORDS, ...PASSWORDS.map(digestOf)];
    const onTheWire = canaries.filter((word) => !nowhere.includes(word));
    expect(heard(onTheWire, read)).toEqual(onTheWire);
    expect(heard(nowhere, read)).toEqual([]);
  });

  it('nothing secret is in a log', async () => {
    const session = new Session('require');
    await session.start();
    const canaries = await wholeSession(session);
    const secrets = canaries.filter(
      (word) => !NAMES.some((name) => name === word) && !ROOMS.some((room) => room === word),
    );
    expect(session.log.length).toBeGreaterThan(5);
    expect(heard(secrets, session.log.join('\n'))).toEqual([]);
  });

  it('all that is said can be read where encryption is off: the test would notice', async () => {
    const session = new Session('off');
    await session.start();
    session.type(NAMES[0], `/create ${ROOMS[0]}`);
    await session.hears(NAMES[0], 'room_joined');
    session.type(NAMES[1], `/join ${ROOMS[0]}`);
    await session.hears(NAMES[1], 'link', '"open"');
    session.type(NAMES[1], TEXTS[0] as string);
    await session.hears(NAMES[0], 'message');
    const wire = session.network.bytes.toString('latin1');
    const said = [TEXTS[0] as string, NAMES[0], ROOMS[0], ...PASSWORDS.map(digestOf)];
    expect(heard(said, wire)).toEqual(said);
  });
});
