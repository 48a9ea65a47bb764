// Every way in which the full screen can come to its end: the terminal is given back, and the others are told.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectGivenBack, expectPlainPaste, expectRepainted } from '../helpers/expect-terminal.ts';
import { Person, type PersonOptions } from '../helpers/person-at-terminal.ts';
import { type PeerProgram, inRoom as peersInRoom, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

const SIGNALS: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
];

/** T14: nobody sends them to ask for an end, but they end a program. */
const OTHER_SIGNALS: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGABRT', 134],
  ['SIGUSR2', 140],
  ['SIGALRM', 142],
  ['SIGXCPU', 152],
  ['SIGSTKFLT', 144],
  ['SIGIO', 157],
  ['SIGPWR', 158],
];

type Way = readonly [string, number, (person: Person) => unknown];

const waysBy = (signals: readonly (readonly [NodeJS.Signals, number])[]): readonly Way[] =>
  signals.map(([signal, code]) => [signal, code, (person) => person.kill(signal)]);

const bySignal = waysBy(SIGNALS);

const BY_HAND: readonly Way[] = [
  ['/quit', 0, (person) => person.enters('/quit')],
  ['F10', 0, (person) => person.presses('F10')],
  ['Ctrl+Q', 0, (person) => person.presses('C-q')],
  ['Ctrl+C twice', 130, (person) => person.presses('C-c', 'C-c')],
];

/** The shell passes on what the kernel has said already. */
const TWICE: Way = [
  'SIGHUP twice',
  129,
  (person) => {
    person.kill('SIGHUP');
    person.kill('SIGHUP');
  },
];

describe.runIf(hasTmux())('the end of the full screen', () => {
  it.each([...BY_HAND, ...bySignal, TWICE])(
    'by %s gives the terminal back, and frees the seat',
    async (_way, code, leave) => {
      const { tracker, bob } = await bobInRoom();
      const ana = await inRoom('ana', tracker);
      await bob.event('link', { peer: 'ana', state: 'open' });
      leave(ana);
      await expectGivenBack(ana, code);
      await bob.event('member_left', { username: 'ana', reason: 'left' });
    },
  );

  it.each([
    ...bySignal,
    ...(process.platform === 'linux' ? waysBy(OTHER_SIGNALS) : []),
    ['F10', 0, (person) => person.presses('F10')] as Way,
    ['Ctrl+C', 130, (person) => person.presses('C-c')] as Way,
  ])('by %s before anybody has signed in gives the terminal back too', async (_way, code, leave) => {
    const tracker = await TrackerProgram.start();
    const ana = new Person('ana', tracker);
    await ana.sees('Repeat password');
    leave(ana);
    await expectGivenBack(ana, code);
  });

  it.each(bySignal)(
    'by %s while the tracker does not answer gives the terminal back too',
    async (_way, code, leave) => {
      const tracker = await TrackerProgram.start();
      tracker.child.kill('SIGSTOP');
      const ana = new Person('ana', tracker);
      await ana.sees('Repeat password');
      for (const line of ['ana', ana.password, ana.password]) ana.enters(line);
      await ana.sees('Contacting the tracker');
      leave(ana);
      await expectGivenBack(ana, code);
      tracker.child.kill('SIGCONT');
    },
  );

  it.each(['throw new Error("out of the blue")', 'Promise.reject(new Error("out of the blue"))'])(
    'by an error that nobody expected (%s) gives the terminal back, says it, and frees the seat',
    async (fault) => {
      const { tracker, bob } = await bobInRoom();
      const folder = temporaryFolder();
      const [script, sign] = [join(folder, 'fault.mjs'), join(folder, 'now')];
      writeFileSync(
        script,
        `import { existsSync } from 'node:fs';
        const timer = setInterval(() => {
          if (!existsSync(${JSON.stringify(sign)})) return;
          clearInterval(timer);
          ${fault};
        }, 20);
        timer.unref();`,
      );
      const ana = await inRoom('ana', tracker, { nodeOptions: ['--import', script] });
      await bob.event('link', { peer: 'ana', state: 'open' });
      writeFileSync(sign, '');
      await expectGivenBack(ana, 1);
      expect(ana.terminal.screen).toMatch(/peer: Error: out of the blue\n\s+at /);
      await bob.event('member_left', { username: 'ana', reason: 'left' });
    },
  );

  it('by closing the window frees the seat', async () => {
    const { tracker, bob } = await bobInRoom();
    const ana = await inRoom('ana', tracker);
    await bob.event('link', { peer: 'ana', state: 'open' });
    ana.terminal.closes();
    expect((await ana.ended()).code).toBe(129);
    await bob.event('member_left', { username: 'ana', reason: 'left' });
  });

  it('by closing the window before anybody has signed in leaves no process behind', async () => {
    const tracker = await TrackerProgram.start();
    const ana = new Person('ana', tracker);
    await ana.sees('Repeat password');
    ana.terminal.closes();
    expect((await ana.ended()).code).toBe(129);
  });

  it('by closing the window is no crash for plain lines either', async () => {
    const { tracker, bob } = await bobInRoom();
    const ana = new Person('ana', tracker, {
      args: ['--plain', '--user', 'ana', '--register'],
      environment: { P2PCHAT_PASSWORD: 'hunter2-ana' },
    });
    await ana.terminal.shows('you are ana');
    ana.enters('/join dev');
    await bob.event('link', { peer: 'ana', state: 'open' });
    ana.terminal.closes();
    expect((await ana.ended()).code).toBe(129);
    await bob.event('member_left', { username: 'ana', reason: 'left' });
  });

  it('by SIGKILL shows as being away, and a restart finds the seat again', async () => {
    const { tracker, bob } = await bobInRoom();
    const ana = await inRoom('ana', tracker);
    ana.kill('SIGKILL');
    expect((await ana.ended()).code).toBe(137);
    await bob.event('member_away', { username: 'ana' });
    bob.type('are you there?');
    const again = new Person('ana', tracker, { home: ana.home });
    await again.sees('Your name');
    again.presses('Enter', 'Enter');
    await again.sees('are you there?');
    await bob.event('member_back', { username: 'ana' });
  });

  it('with unsent lines is asked about first', async () => {
    const { tracker, bob } = await bobInRoom();
    const ana = await inRoom('ana', tracker);
    bob.child.kill('SIGKILL');
    await ana.sees('bob lost connection');
    ana.enters('did you get this?');
    await ana.sees('you did you get this?');
    ana.presses('F10');
    await ana.sees("1 of your messages hasn't been delivered yet");
    ana.presses('Escape');
    await ana.seesNoMore("hasn't been delivered yet");
    ana.presses('F10');
    await ana.sees("hasn't been delivered yet");
    ana.presses('y');
    await expectGivenBack(ana, 0);
  });
});

describe.runIf(hasTmux())('a full screen that is suspended', () => {
  it.each([
    ['a shell that waits for it, as npm does', false],
    ['nothing in between', true],
  ])('gives the prompt back, and goes on where it was, with %s', async (_what, isAlone) => {
    const { tracker, bob } = await bobInRoom();
    const ana = await inRoom('ana', tracker, { isAlone });
    await bob.event('link', { peer: 'ana', state: 'open' });
    ana.terminal.presses('-l', 'half a l');
    await ana.sees('#dev> half a l');
    ana.presses('C-z');
    await ana.terminal.shows('Stopped');
    expect(ana.facts).toMatchObject({ isAlternate: false, hasMouse: false, isCursorShown: true, wraps: true });
    await expectPlainPaste(ana);
    ana.presses('C-c');
    bob.type('while you were away');
    await ana.terminal.resizes(100, 30);
    ana.terminal.types('clear; fg');
    await ana.sees('while you were away');
    await ana.sees('#dev> half a l');
    expect(ana.facts).toMatchObject({ isAlternate: true, hasMouse: true });
    await expectRepainted(ana);
    ana.enters('ine');
    await bob.event('message', { content: 'half a line' });
    ana.presses('C-z');
    await ana.terminal.shows('Stopped');
    ana.terminal.types('fg');
    await ana.sees('#dev>');
    ana.enters('/quit');
    await bob.event('member_left', { username: 'ana', reason: 'left' });
  });

  it('ends in order when it was told to meanwhile', async () => {
    const { tracker, bob } = await bobInRoom();
    const ana = await inRoom('ana', tracker);
    ana.presses('C-z');
    await ana.terminal.shows('Stopped');
    ana.kill('SIGTERM');
    ana.terminal.types('fg');
    await expectGivenBack(ana, 143);
    await bob.event('member_left', { username: 'ana', reason: 'left' });
  });

  it('ends in order when the window is closed meanwhile', async () => {
    const { tracker, bob } = await bobInRoom();
    const ana = await inRoom('ana', tracker);
    ana.presses('C-z');
    await ana.terminal.shows('Stopped');
    ana.terminal.closes();
    // bash sends two signals to what is stopped, and nobody knows which comes first.
    expect([129, 143]).toContain((await ana.ended()).code);
    await bob.event('member_left', { username: 'ana', reason: 'left' });
  });

  it('by a signal from outside does the same', async () => {
    const { tracker, bob } = await bobInRoom();
    const ana = await inRoom('ana', tracker, { isAlone: true });
    await bob.event('link', { peer: 'ana', state: 'open' });
    ana.kill('SIGTSTP');
    await ana.terminal.shows('Stopped');
    expect(ana.facts).toMatchObject({ isAlternate: false, hasMouse: false });
    ana.terminal.types('fg');
    await ana.sees('#dev>');
    ana.enters('here again');
    await bob.event('message', { content: 'here again' });
  });

  it('is repainted when another process stopped it without asking', async () => {
    const { tracker } = await bobInRoom();
    const ana = await inRoom('ana', tracker, { isAlone: true });
    ana.kill('SIGSTOP');
    await ana.terminal.shows('Stopped');
    ana.terminal.types('stty sane; clear; fg');
    await ana.sees('#dev>');
    await ana.sees('tracker ok');
    expect(ana.facts).toMatchObject({ isAlternate: true, hasMouse: true });
  });
});

async function bobInRoom(): Promise<{ tracker: TrackerProgram; bob: PeerProgram }> {
  const tracker = await TrackerProgram.start();
  const [bob] = (await peersInRoom(tracker, 'bob')) as [PeerProgram];
  return { tracker, bob };
}

async function inRoom(name: string, tracker: TrackerProgram, options: PersonOptions = {}): Promise<Person> {
  const person = await new Person(name, tracker, { config: 'time = off', ...options }).registers();
  person.enters('/join dev');
  await person.sees('connected 1/1');
  return person;
}
