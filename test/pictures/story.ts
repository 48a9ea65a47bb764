// The story that the pictures and the tour show: ana comes, makes a room, meets bob and eva there. What she does is
// typed; what the others and the tracker do is reported as the client would report it.

import { because } from '../helpers/because.ts';
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
    told: 'The first time, the program asks for a name and a password. The password is never shown, and is needed only once: after that a key logs ana in.',
    async play(stage) {
      const draft = { username: null, digest: null, register: false, tracker: TRACKER };
      stage.screen.begin(draft, []);
      void stage.screen.dialogue.signIn(draft, null, async () => true);
      await stage.type(`ana${KEYS.tab}correct horse${KEYS.tab}correct horse`);
    },
  },
  {
    name: 'home',
    told: 'ana is signed in. The screen says what she can do now, and its last row shows the most useful keys.',
    async play(stage) {
      await stage.type(KEYS.enter);
      stage.screen.waitForTracker(TRACKER, () => {});
      stage.show({ event: 'tracker', state: 'connected' }, ready());
    },
  },
  {
    name: 'rooms',
    told: '`F2` lists the rooms: who owns each, how many of its three seats are taken, and what is needed to enter.',
    async play(stage) {
      await stage.type(KEYS.f2);
    },
  },
  {
    name: 'new-room',
    told: 'If no room has the typed name, Enter creates it: ana types `dev` and presses Enter. The room is hers.',
    async play(stage) {
      await stage.type('dev');
      await stage.type(KEYS.enter);
    },
  },
  {
    name: 'talk',
    told: "bob enters from his terminal. The two programs connect directly to each other, and messages use only this connection. The check beside ana's line means that it was delivered to bob; the `?` beside his name means that nobody has compared keys yet.",
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
    told: 'To be sure that nobody intercepts the connection, ana compares a number: `F3`, bob, *Verify*. If bob sees other digits, somebody intercepts it. `y` marks him as verified.',
    async play(stage) {
      await stage.type(KEYS.f3);
      await stage.type(KEYS.enter);
      await stage.type(KEYS.down);
      await stage.type(KEYS.enter);
    },
  },
  {
    name: 'chat',
    told: 'The next morning eva takes the third seat. `✓2` means that both have the message. The numbers beside the rooms, and in the status row, show unread messages.',
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
    told: "bob's laptop falls asleep. His seat is held for him, and ana's messages wait: `✓1/2` means that eva has the message, and that it waits for bob.",
    async play(stage, cast) {
      await stage.type('\x15');
      cast.reached = ['eva'];
      const reason = because('the connection broke');
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
    told: '`F8` explains every mark on the screen, in a sentence each.',
    rows: 30,
    async play(stage) {
      await stage.type(KEYS.f8);
    },
  },
  {
    name: 'private',
    told: 'bob is back, and the line arrives. eva has written to ana alone: `Alt+A` goes to the next unread message, private ones first, and a line marks where the unread messages begin.',
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
    told: 'The tracker stops. The status row says so, and the conversation continues: it never used the tracker.',
    async play(stage, cast) {
      await stage.type(KEYS.alt1);
      stage.show({ event: 'tracker', state: 'lost', reason: because('the connection was closed') });
      await cast.says('bob', cast.words.withoutTracker);
      await cast.writes(cast.words.itWillBeBack);
    },
  },
  {
    name: 'help',
    told: '`F1` shows all keys and commands. `F10` quits, and the other people are notified.',
    async play(stage) {
      await stage.type(KEYS.f1);
    },
  },
];
