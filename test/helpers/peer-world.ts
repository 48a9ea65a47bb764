import type { ListenEndpoint } from '../../commons/net/connection.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { silentLogger } from '../../commons/process/logger.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import type { KeyLog } from '../../peer/program/key-log.ts';
import { PeerService } from '../../peer/program/peer-service.ts';
import type { StartedTracker } from '../../peer/program/started-tracker.ts';
import type { EncryptionPolicy, MessageReport, Report, RequestPolicy } from '../../peer/reports.ts';
import type { LoginRefusal } from '../../peer/tracker/login.ts';
import { type JsonEvent, type JsonEventOf, jsonEventOf } from '../../peer/ui/json-event.ts';
import { someIdentity } from './identities.ts';
import { MemoryHost } from './memory-network.ts';
import { cheapSalt, cheapSecret, DIGEST, TRACKER, TrackerWorld } from './tracker-world.ts';
import { asTyped } from './typed.ts';

export interface PeerOptions {
  readonly listen?: ListenEndpoint;
  readonly register?: boolean;
  readonly tracker?: Endpoint;
  /** The address that others see of its machine. */
  readonly from?: string;
  readonly random?: () => number;
  readonly encryption?: EncryptionPolicy;
  /** As programs have it with `--json`, unless something else is said: most tests are about how lines arrive. */
  readonly requestPolicy?: RequestPolicy;
  readonly profile?: MemoryProfile;
  readonly keyLog?: KeyLog;
  readonly asksPasswords?: boolean;
  readonly trackerProcess?: StartedTracker;
  readonly allowsSending?: boolean;
  readonly digest?: string;
  /** Gets each report as a front end does. */
  show?(report: Report): void;
}

const profiles = new WeakMap<TrackerWorld, Map<string, MemoryProfile>>();

/** A user who returns to the same world has the same key. */
function profileOf(world: TrackerWorld, username: string): MemoryProfile {
  const ofWorld = profiles.get(world) ?? new Map<string, MemoryProfile>();
  profiles.set(world, ofWorld);
  const known = ofWorld.get(username);
  const profile = known ?? new MemoryProfile(someIdentity());
  profile.isNew = known === undefined;
  ofWorld.set(username, profile);
  return profile;
}

/** One of our peers in memory, in the world of a tracker. */
export class TestPeer {
  readonly username: string;
  /** As `--json` writes them. */
  readonly reports: JsonEvent[] = [];
  readonly service: PeerService;
  readonly host: MemoryHost;
  readonly profile: MemoryProfile;
  readonly #world: TrackerWorld;
  endedWith: number | null = null;
  refusedBecause: string | null = null;
  /** As `--json` writes it, with what the user is asked. */
  refusal: (JsonEventOf<'error'> & LoginRefusal) | null = null;

  constructor(world: TrackerWorld, username: string, options: PeerOptions = {}) {
    this.#world = world;
    this.username = username;
    this.host = new MemoryHost(world.network, options.from);
    let ids = 0;
    const {
      listen = { address: '127.0.0.1', port: 0 },
      register = true,
      tracker = TRACKER,
      random = () => 0.5,
      encryption = 'require',
      profile = profileOf(world, username),
      keyLog = null,
    } = options;
    this.profile = profile;
    this.service = new PeerService(
      {
        network: this.host,
        clock: world.clock,
        logger: silentLogger,
        random,
        newId: () => {
          ids += 1;
          return `${username}-${ids}-${Math.random().toString(36).slice(2, 8)}`;
        },
        saltPassword: cheapSalt,
        secretOfPassword: async (password, room) => cheapSecret(password, room),
        report: (report) => {
          this.reports.push(jsonEventOf(report));
          options.show?.(report);
        },
        refused: (refusal) => {
          const event = jsonEventOf({ event: 'error', problem: refusal.problem }) as JsonEventOf<'error'>;
          this.refusedBecause = event.code;
          this.refusal = { ...event, ...refusal };
        },
        ended: (code) => {
          this.endedWith = code;
        },
      },
      {
        tracker,
        listen,
        credentials: { username, digest: options.digest ?? DIGEST, register },
        encryption,
        requestPolicy: options.requestPolicy ?? 'accept',
        profile,
        keyLog,
        asksPasswords: options.asksPasswords ?? false,
        authorities: null,
        trackerProcess: options.trackerProcess,
        allowsSending: options.allowsSending ?? false,
      },
    );
  }

  static async start(world: TrackerWorld, username: string, options?: PeerOptions): Promise<TestPeer> {
    const peer = new TestPeer(world, username, options);
    await peer.service.start();
    await peer.until(() => peer.all('ready').length > 0, 'ready');
    return peer;
  }

  all<E extends JsonEvent['event']>(event: E): JsonEventOf<E>[] {
    return this.reports.filter((report): report is JsonEventOf<E> => report.event === event);
  }

  last<E extends JsonEvent['event']>(event: E): JsonEventOf<E> | undefined {
    return this.all(event).at(-1);
  }

  /** The texts that were heard from others, in order. */
  get heard(): string[] {
    return this.all('message').map((message: MessageReport) => message.content);
  }

  get listenPort(): number {
    return this.all('ready')[0]?.listen.port ?? 0;
  }

  /** Types a line and lets it take effect. */
  async types(text: string): Promise<void> {
    this.service.intend(asTyped(text));
    await this.#world.clock.advance(5);
  }

  /** Lets time pass until `isSo`; fails after `limitMs` of the fake clock. */
  async until(isSo: () => boolean, what: string, limitMs = 90_000): Promise<void> {
    for (let passed = 0; !isSo(); passed += 10) {
      if (passed > limitMs)
        throw new Error(
          `${this.username} waited in vain for: ${what}\n${JSON.stringify(this.reports.slice(-12), null, 1)}`,
        );
      await this.#world.clock.advance(10);
    }
  }

  /** Waits for a report of that kind that satisfies `matches`, among those to come and those that came. */
  async hears<E extends JsonEvent['event']>(
    event: E,
    matches: (report: JsonEventOf<E>) => boolean = () => true,
  ): Promise<JsonEventOf<E>> {
    await this.until(() => this.all(event).some(matches), event);
    return this.all(event).find(matches) as JsonEventOf<E>;
  }

  isLinkedTo(username: string): boolean {
    return this.all('link').findLast((link) => link.peer === username)?.state === 'open';
  }

  /** As `kill -9`: all its connections break, its listener is gone. */
  async kill(): Promise<void> {
    await this.host.die();
    await this.#world.clock.advance(0);
  }
}

/** A tracker and peers, all linked to each other in `#dev`, which the first of them owns. */
export async function roomOf(...usernames: string[]): Promise<{ world: TrackerWorld; peers: TestPeer[] }> {
  const world = await TrackerWorld.start();
  return { world, peers: await meet(world, ...usernames) };
}

/** The same, where those who have no key may come in too: to be spoken by hand. */
export async function openRoomOf(...usernames: string[]): Promise<{ world: TrackerWorld; peers: TestPeer[] }> {
  const world = await TrackerWorld.start();
  return { world, peers: await meetAs({ encryption: 'prefer' }, world, ...usernames) };
}

export function meet(world: TrackerWorld, ...usernames: string[]): Promise<TestPeer[]> {
  return meetAs({}, world, ...usernames);
}

export async function meetAs(options: PeerOptions, world: TrackerWorld, ...usernames: string[]): Promise<TestPeer[]> {
  const peers: TestPeer[] = [];
  for (const username of usernames) {
    const peer = await TestPeer.start(world, username, options);
    await peer.types(peers.length === 0 ? '/create dev' : '/join #dev');
    await peer.hears('room_joined');
    peers.push(peer);
  }
  for (const peer of peers) {
    for (const other of peers) {
      if (other !== peer) await peer.until(() => peer.isLinkedTo(other.username), `a link to ${other.username}`);
    }
  }
  return peers;
}
