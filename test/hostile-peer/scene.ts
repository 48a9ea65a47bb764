/*
 * Two of our peers over TCP in this process, ana and bob, linked in #dev: ana is who is attacked, bob is honest. And
 * an attacker: a member, as far as the tracker knows, with hand-written objects.
 */

import { expect, onTestFinished } from 'vitest';
import { startTracker } from '../../bench/tracker.ts';
import { systemClock } from '../../commons/clock.ts';
import type { Identity } from '../../commons/identity/identity.ts';
import { PEER_PROTOCOL, TRACKER_PROTOCOL } from '../../commons/net/security.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import { silentLogger } from '../../commons/process/logger.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { PEER_FEATURES } from '../../commons/protocol/peer-messages.ts';
import { MemoryProfile } from '../../peer/profile/memory-profile.ts';
import { PeerService } from '../../peer/program/peer-service.ts';
import type { EncryptionPolicy, Report, ReportOf } from '../../peer/reports.ts';
import { someIdentity } from '../helpers/identities.ts';
import { MemoryHost } from '../helpers/memory-network.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { cheapSalt, cheapSecret, DIGEST } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { Watched } from '../reference/watched.ts';
import { stillServes } from './still-serves.ts';
import { LOOPBACK, Stranger } from './stranger.ts';

export class LivePeer extends Watched {
  readonly username: string;
  readonly reports: Report[] = [];
  readonly service: PeerService;

  constructor(username: string, trackerPort: number, encryption: EncryptionPolicy) {
    super();
    this.username = username;
    const host = new MemoryHost(tcpNetwork());
    let ids = 0;
    this.service = new PeerService(
      {
        network: host,
        clock: systemClock,
        logger: silentLogger,
        random: Math.random,
        newId: () => {
          ids += 1;
          return `${username}-${ids}`;
        },
        saltPassword: cheapSalt,
        secretOfPassword: async (password, room) => cheapSecret(password, room),
        report: (report) => {
          this.reports.push(report);
          this.changed();
        },
        refused: () => {},
        ended: () => {},
      },
      {
        tracker: { address: LOOPBACK, port: trackerPort },
        listen: { address: LOOPBACK, port: 0 },
        credentials: { username, digest: DIGEST, register: true },
        encryption,
        profile: new MemoryProfile(someIdentity()),
        requestPolicy: 'ask',
        keyLog: null,
        authorities: null,
      },
    );
    onTestFinished(async () => {
      this.service.quit(0);
      await host.die();
    });
  }

  static async start(username: string, trackerPort: number, encryption: EncryptionPolicy): Promise<LivePeer> {
    const peer = new LivePeer(username, trackerPort, encryption);
    await peer.service.start();
    await peer.reported('ready');
    return peer;
  }

  all<E extends Report['event']>(event: E): ReportOf<E>[] {
    return this.reports.filter((report): report is ReportOf<E> => report.event === event);
  }

  /** What was heard from `username`, in order. */
  heardFrom(username: string): string[] {
    return this.all('message').flatMap(({ from, content }) => (from === username ? [content] : []));
  }

  reported<E extends Report['event']>(
    event: E,
    matches: (report: ReportOf<E>) => boolean = () => true,
  ): Promise<ReportOf<E>> {
    return this.waitFor(() => this.all(event).find(matches), `${this.username} to report ${event}`, PATIENCE_MS);
  }

  /** Types a line that is answered by a report of that kind, the first one from now on. */
  async types<E extends Report['event']>(text: string, event: E): Promise<ReportOf<E>> {
    const before = this.all(event).length;
    this.service.intend(asTyped(text));
    return this.waitFor(() => this.all(event)[before], `${this.username} to report ${event} to ${text}`, PATIENCE_MS);
  }

  async until(isSo: () => boolean, what: string): Promise<void> {
    await this.waitFor(isSo, what, PATIENCE_MS);
  }

  isLinkedTo(username: string): boolean {
    return this.all('link').findLast((link) => link.peer === username)?.state === 'open';
  }

  get port(): number {
    return this.all('ready')[0]?.listen.port ?? 0;
  }

  protected override describe(): string {
    return `\n${JSON.stringify(this.reports.slice(-8), null, 1).slice(0, 4_000)}`;
  }
}

export interface Scene {
  readonly trackerPort: number;
  readonly ana: LivePeer;
  readonly bob: LivePeer;
  stopTracker(): Promise<void>;
}

/** By default those who speak by hand may do it in plaintext, under names that have no key. */
export async function scene(encryption: EncryptionPolicy = 'off'): Promise<Scene> {
  const tracker = await startTracker();
  onTestFinished(() => tracker.stop());
  const ana = await LivePeer.start('ana', tracker.port, encryption);
  await ana.types('/create dev', 'room_joined');
  const bob = await LivePeer.start('bob', tracker.port, encryption);
  await bob.types('/join dev', 'room_joined');
  await ana.until(() => ana.isLinkedTo('bob'), 'a link to bob');
  await bob.until(() => bob.isLinkedTo('ana'), 'a link to ana');
  return { trackerPort: tracker.port, ana, bob, stopTracker: () => tracker.stop() };
}

/** A user who is logged in by hand: with a key, and encrypted all the way, if there is one. */
export class Member {
  readonly username: string;
  readonly control: Stranger;
  readonly identity: Identity | undefined;
  #requests = 0;

  private constructor(username: string, control: Stranger, identity: Identity | undefined) {
    this.username = username;
    this.identity = identity;
    this.control = control;
  }

  /** `port` is where the tracker says that the member listens; nobody listens at 1. */
  static async logIn(trackerPort: number, username: string, port = 1, identity?: Identity): Promise<Member> {
    const control = identity
      ? await Stranger.dialEncrypted(trackerPort, identity, TRACKER_PROTOCOL)
      : await Stranger.dial(trackerPort);
    const member = new Member(username, control, identity);
    await member.asks({ cmd: 'REGISTER', username, password: DIGEST, port, features: [] });
    return member;
  }

  async asks(request: object): Promise<JsonObject> {
    this.#requests += 1;
    this.control.says({ ...request, request_id: this.#requests });
    const reply = await this.control.hears({ request_id: this.#requests }, `the reply to ${JSON.stringify(request)}`);
    if (reply['status'] !== 'OK') throw new Error(`${this.username}: ${reply['msg']}`);
    return reply;
  }

  /**
   * A link with the peer at `port`, whose HELLO has come. `version` undefined: as a reference peer, which gets none.
   */
  async linkTo(port: number, version: number | undefined = 1): Promise<Stranger> {
    const { username, identity } = this;
    const link = identity ? await Stranger.dialEncrypted(port, identity, PEER_PROTOCOL) : await Stranger.dial(port);
    link.says({ cmd: 'HELLO', username, version, features: version === undefined ? undefined : [...PEER_FEATURES] });
    if (version === undefined) await link.isKept();
    else await link.hears({ cmd: 'HELLO' });
    return link;
  }
}

/** mal, the third member of #dev, who has an open link with ana that is spoken by hand. */
export async function withMal(on: Scene, identity?: Identity): Promise<{ mal: Member; link: Stranger }> {
  const mal = await Member.logIn(on.trackerPort, 'mal', 1, identity);
  await mal.asks({ cmd: 'JOIN_ROOM', room: 'dev' });
  const link = await mal.linkTo(on.ana.port);
  await on.ana.until(() => on.ana.isLinkedTo('mal'), 'the link of ana and mal');
  return { mal, link };
}

/** Unreadable bytes end the connection of their sender without an answer, and no other one. */
export async function endsWithoutAWord(on: Scene, hostile: Stranger, bytes: string | Buffer): Promise<void> {
  const before = hostile.received;
  hostile.write(bytes);
  await hostile.isLeft();
  expect(hostile.received).toBe(before);
  await stillServes(on.ana, on.bob);
}
