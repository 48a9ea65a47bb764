// What is always so of a peer, whatever the members, strangers and people that it has dialled say on their connections.

import fc, { type Arbitrary } from 'fast-check';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { meet, type TestPeer } from '../helpers/peer-world.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { listenInMemory, MemoryStranger, malInMemory } from '../hostile-peer/memory-stranger.ts';
import { stillServes } from '../hostile-peer/still-serves.ts';
import { keptValues } from './corpus.ts';
import { fuzzLater } from './fuzz.ts';
import { nearly } from './json-text.ts';
import { checkPeer } from './link-invariants.ts';
import { oneOf, peerMessages } from './messages.ts';

/** Whose connection it is: see `Cast`. */
const SPEAKERS = ['mal', 'rui', 'dan', 'stranger', 'another'] as const;
type Speaker = (typeof SPEAKERS)[number];

/** Somebody says something (JSON text) or begins anew; ana writes a line; or time passes (ms). */
type Step = ['says', Speaker, string] | ['begins', Speaker] | ['types', string] | ['waits', number];

const CORPUS = 'links.jsonl';
const TRAP = 45_001;

/** The most steps of one run; each counts as a case. */
const STEPS = 80;

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
    cases += run.length;
    await play(run);
  });
  return cases;
}

async function play(run: readonly Step[]): Promise<void> {
  const cast = await Cast.meet();
  for (const each of run) await cast.plays(each);
  // Whoever leaves everything that is shared with somebody forgets which messages of theirs have come.
  await cast.isOver(run.some(([what, whom]) => what === 'types' && whom === '/leave'));
}

/**
 * ana, who is attacked, and bob, in #dev. mal is its third member, rui is online and speaks as a reference peer, dan is
 * who ana has dialled; and two strangers.
 */
class Cast {
  readonly #world: TrackerWorld;
  readonly #ana: TestPeer;
  readonly #bob: TestPeer;
  readonly #connections = new Map<Speaker, MemoryStranger>();
  /** Where ana's dials to dan arrive. */
  readonly #dialled: MemoryStranger[];

  private constructor(world: TrackerWorld, ana: TestPeer, bob: TestPeer, dialled: MemoryStranger[]) {
    this.#world = world;
    this.#ana = ana;
    this.#bob = bob;
    this.#dialled = dialled;
  }

  static async meet(): Promise<Cast> {
    const world = await TrackerWorld.start();
    const [ana, bob] = (await meet(world, 'ana', 'bob')) as [TestPeer, TestPeer];
    const cast = new Cast(world, ana, bob, await listenInMemory(world, TRAP));
    await world.member('rui');
    await world.member('dan', TRAP);
    const { link } = await malInMemory(world, ana);
    cast.#connections.set('mal', link);
    for (const who of ['rui', 'stranger', 'another'] as const) await cast.#begins(who);
    await ana.types('/msg dan are you there?');
    await cast.#dialled[0]?.says({ cmd: 'HELLO', username: 'dan', version: 1 });
    return cast;
  }

  async plays([what, whom, text]: Step): Promise<void> {
    if (what === 'waits') await this.#world.clock.advance(whom);
    else if (what === 'types') this.#ana.service.enter(whom);
    else if (what === 'begins') await this.#begins(whom);
    else this.#connection(whom)?.connection.write(`${text}\n`);
  }

  async isOver(mayForget: boolean): Promise<void> {
    await this.#world.clock.advance(100);
    checkPeer(this.#ana.reports, mayForget);
    for (const { objects } of [...this.#connections.values(), ...this.#dialled]) checkWords(objects);
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
    const connection = await MemoryStranger.dial(this.#world, this.#ana.listenPort);
    this.#connections.set(who, connection);
    if (who === 'mal') await connection.says({ cmd: 'HELLO', username: 'mal', version: 1, features: ['ack-many'] });
    if (who === 'rui') await connection.says({ cmd: 'HELLO', username: 'rui' });
  }
}

/** The peer says nothing but what the protocol has words for. */
function checkWords(objects: readonly JsonObject[]): void {
  for (const { cmd } of objects) {
    if (!['HELLO', 'MESSAGE', 'ACK', 'LEAVE', 'PING', 'PONG'].includes(String(cmd))) throw new Error(`ana said ${cmd}`);
  }
}
