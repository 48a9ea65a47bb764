// What is always so of the tracker, whatever several sessions ask of it, in whatever order.

import fc, { type Arbitrary } from 'fast-check';
import { anyText } from '../helpers/any-text.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { keptValues } from './corpus.ts';
import { fuzzLater } from './fuzz.ts';
import { nearly } from './json-text.ts';
import { oneOf, requests } from './messages.ts';
import { Asking, Watcher } from './tracker-invariants.ts';

/** A session sends JSON texts in one piece, is dropped, or reconnects; or time passes (ms). */
export type Step = ['says', number, ...string[]] | ['drops', number] | ['connects', number] | ['waits', number];

interface Run {
  /** Whom the limits are for. */
  readonly limits: 'remote' | 'all';
  readonly steps: readonly Step[];
}

const CORPUS = 'sessions.jsonl';

/** ana, extended; bob, a reference peer; eva, extended; two who have not logged in; and rui, extended. */
const MEMBERS = ['ana', 'bob', 'eva', null, null, 'rui'];
const SESSIONS = MEMBERS.length;

const users = fc.constantFrom(
  'ana',
  'ana',
  'bob',
  'eva',
  'rui',
  'ANA',
  'José',
  'Jose\u0301',
  '__proto__',
  'x y',
  '\ud800',
);
const rooms = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('dev', 'dev', 'DEV', 'ops', '7', '__proto__', 'Ünï', '\u202edev', 'a\nb', ''),
  },
  { weight: 1, arbitrary: anyText(60) },
);
const valid = oneOf(requests(users, rooms)).map((request) => JSON.stringify(request));
const inRooms = oneOf(roomRequests()).map((request) => JSON.stringify(request));
const text = fc.oneof(
  { weight: 4, arbitrary: inRooms },
  { weight: 3, arbitrary: valid },
  { weight: 3, arbitrary: nearly(oneOf(requests(users, rooms))) },
);
const who = fc.nat(SESSIONS - 1);
const says: Arbitrary<Step> = fc
  .tuple(who, fc.array(text, { minLength: 1, maxLength: 3 }))
  .map(([session, texts]) => ['says', session, ...texts]);
const anyStep: Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: says },
  { weight: 2, arbitrary: fc.tuple(fc.constant('connects' as const), who) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('drops' as const), who) },
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constant('waits' as const), fc.constantFrom(0, 0, 0, 0, 30, 1_000, 11_000, 61_000)),
  },
);

/** The most steps of one run; each counts as a case. */
const STEPS = 60;
const run: Arbitrary<Run> = fc.record({
  limits: fc.constantFrom('remote' as const, 'all' as const),
  steps: fc.array(anyStep, { maxLength: STEPS, size: 'max' }),
});

/** Requests without a name in them: those that most often succeed. */
function roomRequests() {
  const { CREATE_ROOM, JOIN_ROOM, LEAVE_ROOM, DELETE_ROOM, LIST_PEERS, LIST_ROOMS, WATCH_PEERS } = requests(
    users,
    rooms,
  );
  const nameless = (request: Arbitrary<object>) => request.map((each) => ({ ...each, username: undefined }));
  return {
    CREATE_ROOM: nameless(CREATE_ROOM),
    JOIN_ROOM: nameless(JOIN_ROOM),
    LEAVE_ROOM: nameless(LEAVE_ROOM),
    DELETE_ROOM: nameless(DELETE_ROOM),
    LIST_PEERS: nameless(LIST_PEERS),
    LIST_ROOMS: nameless(LIST_ROOMS),
    WATCH_PEERS: nameless(WATCH_PEERS),
  };
}

/**
 * How many steps were tried. The tracker never throws, answers each request in order and in words, and never breaks a
 * rule of rooms and lists.
 */
export async function sessionsAreServed(runs: number): Promise<number> {
  const line = (input: Run): string => JSON.stringify(input);
  const kept = keptValues<Run>(CORPUS);
  let cases = 0;
  await fuzzLater({ runs, inputs: run, kept, corpus: CORPUS, line }, async (input) => {
    cases += input.steps.length;
    await play(input);
  });
  return cases;
}

async function play({ limits, steps }: Run): Promise<void> {
  const world = await TrackerWorld.start({ limits });
  const watcher = new Watcher(await world.member('zoe'));
  const sessions: Asking[] = [];
  for (const username of MEMBERS) {
    const session = await Asking.start(world);
    sessions.push(session);
    if (username === null) continue;
    const features = username === 'bob' ? undefined : [];
    // All of them answer PING where zoe does.
    session.says(JSON.stringify({ cmd: 'REGISTER', username, password: 'a'.repeat(64), port: 50_001, features }));
  }
  sessions[0]?.says('{"cmd":"CREATE_ROOM","room":"dev"}');
  await world.clock.advance(50);
  for (const step of [...steps, ['waits', 0] as const]) {
    const session = sessions[step[1] % SESSIONS] as Asking;
    if (step[0] === 'says') session.says(...step.slice(2).map(String));
    else if (step[0] === 'drops') session.drops();
    else if (step[0] === 'connects') sessions[step[1] % SESSIONS] = await session.again();
    else {
      // What a reference session is told leaves 20 ms apart: replies, and a notice of each request of the others.
      const waiting = sessions.reduce((sum, each) => sum + each.waiting, 2);
      await world.clock.advance(step[1] + 25 * waiting);
      await watcher.looks(sessions);
    }
  }
}
