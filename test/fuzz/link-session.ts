// What is always so of a peer, whatever the members, strangers and people that it has dialled say on their connections.

import fc, { type Arbitrary } from 'fast-check';
import type { Identity } from '../../commons/identity/identity.ts';
import { PEER_PROTOCOL } from '../../commons/net/security.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { parsePeerMessage } from '../../commons/protocol/peer-messages.ts';
import { someIdentity } from '../helpers/identities.ts';
import type { MemoryConnection } from '../helpers/memory-network.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { listenInMemory, MemoryStranger } from '../hostile-peer/memory-stranger.ts';
import { stillServes } from '../hostile-peer/still-serves.ts';
import { keptValues } from './corpus.ts';
import { fuzzLater } from './fuzz.ts';
import { nearly } from './json-text.ts';
import { checkPeer } from './link-invariants.ts';
import { oneOf, peerMessages } from './messages.ts';

/** Whose connection it is: see `Cast`. */
const SPEAKERS = ['mal', 'rui', 'dan', 'stranger', 'another'] as const;
type Speaker = (typeof SPEAKERS)[number];

/** A peer sends an object (JSON text) or reconnects; ana writes a line; or time passes (ms). */
type Step = ['says', Speaker, string] | ['begins', Speaker] | ['types', string] | ['waits', number];

const CORPUS = 'links.jsonl';
const TRAP = 45_001;

/** The most steps of one run; each counts as a case. */
const STEPS = 80;

const MALS_KEY = someIdentity();
const STRANGERS_KEY = someIdentity();

/** Whether those who have a key show it: else all but ana and bob speak plaintext. */
type Manner = 'encrypted' | 'plaintext';

const people = fc.constantFrom('mal', 'rui', 'dan', 'bob', 'ana', 'nobody', 'MAL', '__proto__', '\ud800');
const rooms = fc.constantFrom('dev', 'dev', 'DEV', 'trap', 'nowhere', '__proto__', 'a\nb');
/** A few, so that they come again; and those that ana gives her own lines. */
const ids = fc.oneof(
  fc.constantFrom('1', '2', '3', '__proto__', 'bob-1', 'x'.repeat(64)),
  fc.nat(12).map((number) => `ana-${number}`),
);
const messages = peerMessages(people, rooms, ids);
const text = fc.oneof(
  { weight: 3, arbitrary: oneOf(messages).map((message) => JSON.stringify(message)) },
  { weight: 3, arbitrary: messages.MESSAGE.map((message) => JSON.stringify(message)) },
  { weight: 1, arbitrary: messages.ACK.map((message) => JSON.stringify(message)) },
  { weight: 4, arbitrary: nearly(oneOf(messages)) },
);
const typed = fc.constantFrom(
  'hello',
  '/msg rui hello',
  '/msg mal',
  '/leave',
  '/join dev',
  '/status',
  '/users',
  '/msg dan hi',
  '/add rui',
  '/add mal',
  '/accept',
  '/decline mal',
  '/create own --invite-only',
  '/invite',
  '/fingerprint mal',
  '/verify mal',
  '/unverify mal',
  '/trust mal',
  '/block mal',
  '/unblock mal',
);
const speaker = fc.constantFrom(...SPEAKERS);
const step: Arbitrary<Step> = fc.oneof(
  { weight: 40, arbitrary: fc.tuple(fc.constant('says' as const), speaker, text) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('begins' as const), speaker) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('types' as const), typed) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('waits' as const), fc.constantFrom(0, 0, 5, 30, 1_000, 2_100, 16_000)) },
);
const steps = fc.array(step, { maxLength: STEPS, size: 'max' });

/**
 * How many steps were tried. The peer never throws, reports only what there is to report, and serves its honest friend
 * after it all.
 */
export async function linksAreServed(runs: number): Promise<number> {
  const kept = keptValues<Step[]>(CORPUS);
  let cases = 0;
  await fuzzLater({ runs, inputs: steps, kept, corpus: CORPUS, line: JSON.stringify }, async (run) => {
    for (const manner of ['plaintext', 'encrypted'] as const) {
      cases += run.length;
      await play(run, manner);
    }
  });
  return cases;
}

async function play(run: readonly Step[], manner: Manner): Promise<void> {
  const cast = await Cast.meet(manner);
  for (const each of run) await cast.plays(each);
  // A peer that shares nothing more with a person forgets the ids of their messages.
  await cast.isOver(run.some(([what, whom]) => what === 'types' && whom === '/leave'));
}

/**
 * ana, who is attacked, and bob, in #dev; what they say to each other is encrypted. mal is its third member, rui is
 * online and speaks as a reference peer, dan is who ana has dialled; and two strangers. mal and one of the strangers
 * have keys, unless all speak plaintext, as ana allows.
 */
class Cast {
  readonly #world: TrackerWorld;
  readonly #manner: Manner;
  readonly #ana: TestPeer;
  readonly #bob: TestPeer;
  readonly #connections = new Map<Speaker, MemoryStranger>();
  /** Where ana's dials to dan arrive. */
  readonly #dialled: MemoryStranger[];

  private constructor(
    world: TrackerWorld,
    manner: Manner,
    { ana, bob }: { ana: TestPeer; bob: TestPeer },
    dialled: MemoryStranger[],
  ) {
    this.#world = world;
    this.#manner = manner;
    this.#ana = ana;
    this.#bob = bob;
    this.#dialled = dialled;
  }

  static async meet(manner: Manner): Promise<Cast> {
    const world = await TrackerWorld.start();
    const ana = await TestPeer.start(world, 'ana', { encryption: 'prefer' });
    await ana.types('/create dev');
    const bob = await TestPeer.start(world, 'bob');
    await bob.types('/join dev');
    await ana.until(() => ana.isLinkedTo('bob') && bob.isLinkedTo('ana'), 'the link of ana and bob');
    const cast = new Cast(world, manner, { ana, bob }, await listenInMemory(world, TRAP));
    await world.member('rui');
    await world.member('dan', TRAP);
    const mal = await world.member('mal', undefined, manner === 'encrypted' ? MALS_KEY : undefined);
    await mal.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    for (const who of ['mal', 'rui', 'stranger', 'another'] as const) await cast.#begins(who);
    await ana.until(() => ana.isLinkedTo('mal'), 'the link with mal');
    await ana.types('/msg dan are you there?');
    await cast.#dialled[0]?.says({ cmd: 'HELLO', username: 'dan', version: 1 });
    return cast;
  }

  async plays([what, whom, text]: Step): Promise<void> {
    if (what === 'waits') await this.#world.clock.advance(whom);
    else if (what === 'types') this.#ana.service.intend(asTyped(whom));
    else if (what === 'begins') await this.#begins(whom);
    else this.#connection(whom)?.connection.write(`${text}\n`);
  }

  async isOver(mayForget: boolean): Promise<void> {
    await this.#world.clock.advance(100);
    checkPeer(this.#ana.reports, mayForget, this.#manner === 'encrypted' ? ['bob', 'mal'] : ['bob']);
    for (const { connection, objects } of [...this.#connections.values(), ...this.#dialled]) {
      checkWords(objects, connection.secured !== null);
    }
    await this.#ana.types('/join dev');
    await this.#bob.until(() => this.#bob.isLinkedTo('ana'), 'the link of ana and bob');
    await stillServes(this.#ana, this.#bob);
  }

  #connection(who: Speaker): MemoryStranger | undefined {
    return who === 'dan' ? this.#dialled.at(-1) : this.#connections.get(who);
  }

  /** A new connection beside the old one; members greet, strangers do not. */
  async #begins(who: Speaker): Promise<void> {
    if (who === 'dan') return;
    const connection = await this.#dial(who === 'mal' ? MALS_KEY : who === 'another' ? STRANGERS_KEY : null);
    this.#connections.set(who, connection);
    if (who === 'mal') await connection.says({ cmd: 'HELLO', username: 'mal', version: 1, features: ['ack-many'] });
    if (who === 'rui') await connection.says({ cmd: 'HELLO', username: 'rui' });
  }

  async #dial(identity: Identity | null): Promise<MemoryStranger> {
    const { listenPort } = this.#ana;
    if (identity === null || this.#manner === 'plaintext') return MemoryStranger.dial(this.#world, listenPort);
    const security = { identity, protocol: PEER_PROTOCOL, judge: () => null };
    const dialled = this.#world.network.dial(
      { address: '127.0.0.1', port: listenPort },
      { timeoutMs: 1_000, security },
    );
    await this.#world.clock.advance(0);
    return new MemoryStranger(this.#world, (await dialled) as MemoryConnection);
  }
}

/** What is for encrypted links alone: who has which key, and what opens a room. */
const SECRET_WORDS = ['ROSTER', 'PROVE'];

/** The peer says nothing but what the protocol has words for, in their form, and no secret that others can read. */
function checkWords(objects: readonly JsonObject[], isEncrypted: boolean): void {
  for (const object of objects) {
    const what = JSON.stringify(object);
    if (!('message' in parsePeerMessage(object))) throw new Error(`ana said ${what}`);
    const isSecret = SECRET_WORDS.includes(String(object['cmd'])) || 'secret' in object || 'key' in object;
    if (isSecret && !isEncrypted) throw new Error(`ana said in plaintext ${what}`);
  }
}
