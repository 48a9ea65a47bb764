// The story that the pictures and the tour show: ana comes, makes a room, meets bob and eva there. What she does is typed;
// what the others and the tracker do is reported as the client would report it.

import { joined, link, ready } from '../ui/phrases/sample-reports.ts';
import { type Cast, KEYS } from './cast.ts';
import type { Stage } from './stage.ts';

const HOUR_MS = 3_600_000;
const TRACKER = { address: '127.0.0.1', port: 6060 };

/** One step; afterwards there is something to see. */
export interface Scene {
  readonly name: string;
  /** What happens, for the reader of the tour. */
  readonly told: string;
  /** More rows than the others need. */
  readonly rows?: number;
  play(stage: Stage, cast: Cast): Promise<void>;
}

export const SCENES: readonly Scene[] = [
  {
    name: 'sign-in',
    told: 'The first time, a name and a password are all that is asked. The password is never shown, and is needed once: after that, a key logs ana in.',
    async play(stage) {
      const draft = { username: null, digest: null, register: false, tracker: TRACKER };
      stage.screen.begin(draft, []);
      void stage.screen.dialogue.signIn(draft, null, async () => true);
      await stage.type(`ana${KEYS.tab}correct horse${KEYS.tab}correct horse`);
    },
  },
  {
    name: 'home',
    told: 'She is in. The screen says what can be done now, and its last row which keys help.',
    async play(stage) {
      await stage.type(KEYS.enter);
      stage.screen.waitForTracker(TRACKER, () => {});
      stage.show({ event: 'tracker', state: 'connected' }, ready());
    },
  },
  {
    name: 'rooms',
    told: '`F2` lists the rooms there are: who owns each, how many of its three seats are taken, and what one needs to enter.',
    async play(stage) {
      await stage.type(KEYS.f2);
    },
  },
  {
    name: 'new-room',
    told: 'A name that no room has is one to make: she types `dev` and presses Enter. The room is hers.',
    async play(stage) {
      await stage.type('dev');
      await stage.type(KEYS.enter);
    },
  },
  {
    name: 'talk',
    told: "bob enters from his terminal. The two programs connect to each other directly, and what is said goes no other way. The check beside a line of ana's says that it is on bob's screen; the `?` beside his name, that nobody has compared keys yet.",
    async play(stage, cast) {
      const { words } = cast;
      await stage.minutes(1);
      await cast.comes('bob');
      await cast.says('bob', words.greeting);
      await cast.writes(words.answer);
      await cast.says('bob', words.question);
      await cast.writes(words.explanation);
    },
  },
  {
    name: 'verify',
    told: 'Who wants to be sure that nobody sits in between compares a number: `F3`, bob, *Verify*. He sees the same sixty digits, or something is wrong. `y` marks him as verified.',
    async play(stage) {
      await stage.type(KEYS.f3);
      await stage.type(KEYS.enter);
      await stage.type(KEYS.down);
      await stage.type(KEYS.enter);
    },
  },
  {
    name: 'chat',
    told: 'The next morning eva takes the third seat. `✓2`: both have it. Elsewhere something is new: the numbers beside the rooms, and in the status row, say where.',
    async play(stage, cast) {
      const { words } = cast;
      await stage.type('y');
      await cast.says('bob', words.goodNight);
      stage.clock.setBack(-11.5 * HOUR_MS);
      stage.show(joined({ room: words.familyRoom, owner: 'eva', members: ['eva', 'rui', 'ana'] }));
      await cast.comes('eva');
      await cast.says('eva', words.goodMorning);
      await cast.writes(words.where);
      await cast.says('rui', words.family[0] ?? '', words.familyRoom);
      await cast.says('bob', words.watched);
      await cast.says('eva', words.columns);
      await cast.says('eva', words.action);
      await cast.says('eva', words.asked);
      await cast.writes(...words.plan);
      await cast.says('rui', words.family[1] ?? '', words.familyRoom);
      await cast.says('bob', words.countedIn);
      await stage.type(words.half);
    },
  },
  {
    name: 'kept',
    told: "bob's laptop falls asleep. His seat waits for him, and so does what ana writes: `✓1/2` says that eva has it, and that it is kept for bob.",
    async play(stage, cast) {
      await stage.type('\x15');
      cast.reached = ['eva'];
      const reason = 'the connection broke';
      stage.show(link('bob', { state: 'closed', reason, verified: true }), {
        event: 'member_away',
        room: 'dev',
        username: 'bob',
      });
      await cast.writes(cast.words.whileAway);
    },
  },
  {
    name: 'marks',
    told: '`F8` says what every mark on the screen means at that moment, in a sentence each.',
    rows: 30,
    async play(stage) {
      await stage.type(KEYS.f8);
    },
  },
  {
    name: 'private',
    told: 'He is back, and the line arrives. eva has written to ana alone: `Alt+A` goes to what is unread, what is for her first, and a line separates what is new.',
    async play(stage, cast) {
      await stage.type(KEYS.escape);
      stage.show(link('bob', { verified: true }), { event: 'member_back', room: 'dev', username: 'bob' });
      cast.arrives('bob');
      await cast.says('eva', cast.words.privately, null);
      await stage.type(KEYS.altA);
    },
  },
  {
    name: 'tracker-away',
    told: 'The tracker stops. The status row says so, and the conversation goes on: it never went through the tracker.',
    async play(stage, cast) {
      await stage.type(KEYS.alt1);
      stage.show({ event: 'tracker', state: 'lost', reason: 'the connection was closed' });
      await cast.says('bob', cast.words.withoutTracker);
      await cast.writes(cast.words.itWillBeBack);
    },
  },
  {
    name: 'help',
    told: '`F1` has all keys and commands. `F10` leaves, and the others are told.',
    async play(stage) {
      await stage.type(KEYS.f1);
    },
  },
];
