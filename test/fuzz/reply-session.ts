// What is always so of a peer, whatever its tracker says, asked or unasked.

import fc, { type Arbitrary } from 'fast-check';
import { nameKey } from '../../commons/model/names.ts';
import type { FakeClock } from '../helpers/fake-clock.ts';
import type { TestPeer } from '../helpers/peer-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { stillServes } from '../hostile-peer/still-serves.ts';
import { lied, type TrackerInTheMiddle } from '../hostile-peer/tracker-in-the-middle.ts';
import { keptValues } from './corpus.ts';
import { fuzzLater } from './fuzz.ts';
import { nearly } from './json-text.ts';
import { isKnown } from './known-reports.ts';
import { oneOf, trackerMessages } from './messages.ts';

/**
 * The tracker says something (JSON text) unasked, says it instead of its next reply, or hangs up; ana types a line; or
 * time passes (ms). In what it says, the number 4711 stands for that of ana's last request.
 */
type Step = ['tells', string] | ['replies', string] | ['hangs up', number] | ['types', string] | ['waits', number];

const CORPUS = 'replies.jsonl';

/** Longer than it takes to turn a password into what the tracker is told. */
const DERIVING_MS = 300;

/** The most steps of one run; each counts as a case. */
const STEPS = 60;

const users = fc.constantFrom('ana', 'bob', 'mal', 'BOB', '__proto__', 'a\nb\u001b[2J', '\ud800', 'x'.repeat(256));
const rooms = fc.constantFrom('dev', 'dev', 'DEV', 'ops', '__proto__', '\u202eved', 'x'.repeat(256));
const ids = fc.constantFrom<(string | number)[]>(4711, 4711, 4711, 'login', 1, 'logout', 99);
const messages = trackerMessages(users, rooms, ids);
const text = fc.oneof(
  { weight: 3, arbitrary: oneOf(messages).map((message) => JSON.stringify(message)) },
  { weight: 2, arbitrary: messages.ROOM_UPDATE.map((message) => JSON.stringify(message)) },
  { weight: 1, arbitrary: messages.PEER_ONLINE.map((message) => JSON.stringify(message)) },
  { weight: 4, arbitrary: nearly(oneOf(messages)) },
);
const typed = fc.constantFrom(
  'hello',
  '/rooms',
  '/peers',
  '/join ops',
  '/create ops',
  '/msg mal hi',
  '/leave',
  '/users',
  '/status',
  '/create own --invite-only',
  '/invite',
  '/add mal',
  '/accept',
  '/fingerprint bob',
  '/verify bob',
  '/trust bob',
);
const step: Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(fc.constant('tells' as const), text) },
  { weight: 8, arbitrary: fc.tuple(fc.constant('replies' as const), text) },
  { weight: 8, arbitrary: fc.tuple(fc.constant('types' as const), typed) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('hangs up' as const), fc.constant(0)) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('waits' as const), fc.constantFrom(0, 0, 5, 30, 1_000, 11_000)) },
);
const steps = fc.array(step, { maxLength: STEPS, size: 'max' });

/**
 * How many steps were tried. The peer never throws, reports only what there is, and serves its friend, unless it was
 * told to end.
 */
export async function trackersAreSurvived(runs: number): Promise<number> {
  const kept = keptValues<Step[]>(CORPUS);
  let cases = 0;
  await fuzzLater({ runs, inputs: steps, kept, corpus: CORPUS, line: JSON.stringify }, async (run) => {
    cases += run.length;
    await play(run);
  });
  return cases;
}

async function play(run: readonly Step[]): Promise<void> {
  const { world, ana, bob, middle } = await lied();
  const honest = middle.instead;
  for (const [what, whom] of run) {
    if (what === 'waits') await world.clock.advance(whom);
    else if (what === 'types') ana.service.intend(asTyped(whom));
    else if (what === 'hangs up') middle.hangUp();
    else if (what === 'tells') middle.tell(numbered(whom, middle));
    else {
      middle.instead = (_object, to) => {
        middle.instead = honest;
        return numbered(whom, middle, to?.['request_id']);
      };
      continue;
    }
    await world.clock.advance(1);
  }
  middle.instead = honest;
  await world.clock.advance(10);
  for (const report of ana.reports) if (!isKnown(report)) throw new Error(`nobody knows ${JSON.stringify(report)}`);
  if (await wasSentAway(run, ana, world.clock)) return;
  await comesBack(ana, bob, world.clock);
  await stillServes(ana, bob);
}

/** What ana has last heard of that person's key is that it is another one. */
function hasOtherKey(ana: TestPeer, username: string): boolean {
  const ofThem = ana.all('trust').filter(({ peer }) => nameKey(peer) === username);
  return ofThem.at(-1)?.state === 'changed';
}

function numbered(text: string, middle: TrackerInTheMiddle, id = middle.requests.at(-1)?.['request_id']): string {
  return text.replaceAll('4711', JSON.stringify(id ?? null));
}

/** A tracker may end a session in words, and say when to come back: then ana does as she is told. */
async function wasSentAway(run: readonly Step[], ana: TestPeer, clock: FakeClock): Promise<boolean> {
  if (!run.some(([, whom]) => String(whom).includes('ERROR'))) return false;
  await clock.advance(3_000);
  return ana.endedWith !== null || (ana.all('tracker').at(-1)?.retry_in_ms ?? 0) > 30_000;
}

/** A line may have been taken for a room's password, which is worked on in real time; or the next one would be. */
async function getsOverPassword(ana: TestPeer): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, DERIVING_MS));
  await ana.types('');
}

/**
 * When the tracker is honest again, ana finds it, and can be where bob is: at once, or when what she waits for is over.
 * A key that it has made up for bob has to be put right by her: nothing else may do it.
 */
async function comesBack(ana: TestPeer, bob: TestPeer, clock: FakeClock): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) {
    await ana.until(() => ana.all('tracker').at(-1)?.state === 'connected', 'the way back to the tracker', 60_000);
    if (ana.all('password_wanted').length > 0) await getsOverPassword(ana);
    if (hasOtherKey(ana, 'bob')) await ana.types('/trust bob');
    await ana.types('/leave dev');
    const before = ana.all('room_joined').length;
    await ana.types('/join dev');
    await clock.advance(100);
    const isIn = ana
      .all('room_joined')
      .slice(before)
      .some(({ room }) => room === 'dev');
    if (isIn && bob.isLinkedTo('ana') && ana.isLinkedTo('bob')) return;
    await clock.advance(12_000);
  }
  throw new Error(`ana never came back: ${JSON.stringify(ana.reports.slice(-6))}`);
}
