// What a newcomer goes through with friends, each at a terminal of their own, in the order of U1 to U10; and with `npm
// start`, U3 and U8.

import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Person, type PersonOptions } from '../helpers/person-at-terminal.ts';
import { TrackerProgram } from '../helpers/programs.ts';
import { builtCheckout, freePort } from '../helpers/run-program.ts';
import { hasTmux } from '../helpers/terminal.ts';

type Tracker = Pick<TrackerProgram, 'endpoint'>;

/** Somebody who was here before signs in again: one Enter, since the name is offered and the key is enough. */
async function signsInAgain(who: Person, tracker: Tracker, options: PersonOptions = {}): Promise<Person> {
  const again = new Person(who.name, tracker, { ...options, home: who.home });
  await again.sees(new RegExp(`Your name +${who.name}`));
  again.presses('Enter');
  await again.isReady();
  return again;
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

function endIfRunning(pid: number): void {
  if (isRunning(pid)) process.kill(pid, 'SIGTERM');
}

/** A question takes no letter that may have been meant for the line: it waits until nobody types. */
async function decides(who: Person, question: string | RegExp, letter: string): Promise<void> {
  await who.sees(question);
  for (let pause = 0; pause < 3; pause += 1) await who.terminal.settles();
  who.presses(letter);
}

async function leaves(who: Person): Promise<void> {
  who.presses('F10');
  expect((await who.ended()).code).toBe(0);
}

/** As a mouse selects whole rows: with the frame around the invitation, and with line breaks in it. */
function rowsWithInvitation(frame: string): string {
  const rows = frame.split('\n');
  const first = rows.findIndex((row) => row.includes('p2pchat://'));
  const isOfIt = (row: string): boolean => /(?<![^\s│|])[\w.~#/:-]{20,}/u.test(row);
  const length = rows.slice(first).findIndex((row) => !isOfIt(row));
  return rows.slice(first, first + length).join('\n');
}

describe.runIf(hasTmux())('a newcomer who runs npm start', () => {
  const [first, second] = [builtCheckout(), builtCheckout()];
  const startOf = (checkout: string): PersonOptions => ({ program: join(checkout, 'dist', 'scripts', 'start.js') });

  /** Of the tracker that was started beside the program, as its screen says (U8). */
  async function trackerOf(who: Person): Promise<number> {
    await who.sees(/process \d+/);
    const pid = Number(/process (\d+)/.exec(who.frame)?.[1]);
    onTestFinished(() => endIfRunning(pid));
    return pid;
  }

  async function ends(pid: number): Promise<void> {
    process.kill(pid, 'SIGTERM');
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  }

  it('finds the tracker that it started, and goes on in a second clone of it', async () => {
    const port = await freePort();
    const tracker = { endpoint: `127.0.0.1:${port}` };
    const ana = await new Person('ana', tracker, startOf(first)).registers();
    const pid = await trackerOf(ana);
    ana.enters('/create pub');
    await ana.sees('#pub>');
    ana.enters('/status');
    await ana.sees(`process ${pid}`);
    await leaves(ana);
    await ends(pid);

    // U3: another key, of a tracker that npm start itself has just started: nothing is asked.
    const again = new Person('ana', tracker, { ...startOf(second), home: ana.home });
    await again.sees(/Your name +ana/);
    again.presses('Enter');
    await again.sees('does not know your key');
    again.presses('F4');
    await again.sees('Repeat password');
    for (const _ of ['first', 'again']) again.enters(again.password);
    await again.isReady();
    const next = await trackerOf(again);
    again.presses('M-1');
    await again.sees('#pub no longer exists');
    expect(again.terminal.everShowed('a different key')).toBe(false);
    await leaves(again);
    await ends(next);

    // A tracker that somebody else has put there is asked about, with both keys, and Enter is no answer.
    const stranger = await TrackerProgram.start(['--port', String(port)]);
    const wary = new Person('ana', tracker, { home: ana.home });
    await wary.sees(/Your name +ana/);
    wary.presses('Enter');
    await decides(wary, /different\s+key/, 'Enter');
    await decides(wary, 't: trust the new key', 'Escape');
    await wary.seesNoMore('t: trust the new key');
    wary.presses('C-c', 'C-c');
    expect(stranger.lines.filter(({ message }) => /logged in|registered/.test(String(message)))).toEqual([]);
  });
});

describe.runIf(hasTmux())('three newcomers', () => {
  it('meet, leave, and are back where they were with one Enter, and get what was written meanwhile', async () => {
    const tracker = await TrackerProgram.start();
    const [ana, bob, eva] = await Promise.all([
      new Person('ana', tracker).registers(),
      new Person('bob', tracker).registers(),
      new Person('eva', tracker, { columns: 40, rows: 12 }).registers(),
    ]);

    // ana makes a room for all, and one by invitation.
    ana.presses('F2');
    await ana.sees('There are no rooms yet');
    ana.enters('pub');
    await ana.sees('#pub>');
    ana.enters('/create club --invite-only');
    await ana.sees('#club>');

    // U2: an invitation is copied from 80 columns with the frame around it, pasted, and asked about.
    ana.enters('/invite');
    await ana.sees('p2pchat://');
    const copied = rowsWithInvitation(ana.frame);
    expect(copied.split('\n').length).toBeGreaterThan(1);
    ana.presses('Escape');
    bob.terminal.pastes(copied);
    await bob.terminal.settles();
    bob.presses('Enter');
    await decides(bob, /invitation to\s+#club/, 'j');
    await bob.sees('#club>');
    await bob.sees('connected 1/1');

    // bob and eva enter the room for all.
    bob.presses('F2');
    await bob.sees('#pub');
    bob.terminal.presses('-l', 'pub');
    bob.presses('Enter');
    await bob.sees('#pub>');
    eva.enters('/join pub');
    await eva.sees('#pub>');
    ana.enters('/join pub');
    await ana.sees('connected 2/2');
    ana.enters('hello, everybody');
    await bob.sees('ana hello, everybody');
    await eva.sees('hello, everybody');

    // U5: what is new elsewhere is seen in 40 columns and 12 rows.
    ana.enters('/msg eva between us');
    await eva.sees(/2:@1/);

    // U9: bob leaves. U7: what is written to him meanwhile is kept, from a room, and is shown there.
    await leaves(bob);
    await ana.sees('bob left #pub');
    ana.enters('/msg bob while you were out');
    await ana.sees('while you were out');

    const back = await signsInAgain(bob, tracker);
    const since = Date.now();
    await back.sees(/@1/, 10_000);
    expect(Date.now() - since).toBeLessThan(2_000);
    for (const label of ['#pub', '#club']) await back.sees(label);
    await back.sees('#pub>');
    back.enters('I am back');
    await ana.sees('bob I am back');
    back.presses('M-a');
    await back.sees('while you were out');

    // U1: ana, the owner, leaves and is back in both rooms; nobody is accused of anything.
    await leaves(ana);
    const owner = await signsInAgain(ana, tracker);
    await owner.sees('#pub>');
    for (const label of ['#club', '@bob', '@eva']) await owner.sees(label);
    back.enters('/join club');
    await back.sees('#club>');
    await back.sees('connected 1/1');
    back.enters('only for the club');
    await owner.sees(/#club +1/);
    owner.presses('M-a');
    await owner.sees('only for the club');
    for (const each of [owner, back]) expect(each.terminal.everShowed('prove an invitation')).toBe(false);

    // U6: Enter, however often, deletes nothing; what is typed ahead answers no question.
    owner.enters('/delete-room club');
    await owner.sees('Delete #club for everyone?');
    owner.presses('Enter', 'Enter');
    await decides(owner, 'Delete #club for everyone?', 'Escape');
    await owner.seesNoMore('Delete #club');
    expect(owner.terminal.everShowed('was deleted')).toBe(false);

    // U4: the wire is watched while one talks.
    owner.presses('F6');
    await owner.sees('On the wire');
    owner.enters('seen on the wire');
    await back.sees('ana seen on the wire');
    await owner.sees(/MESSAGE/);
    owner.presses('F6');
    await owner.seesNoMore('On the wire');

    for (const each of [owner, back, eva]) await leaves(each);
  });

  it('whose name is taken are told that, and the tracker’s absence is said where lists are shown', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await new Person('ana', tracker).registers();
    const other = new Person('ana', tracker);
    await other.sees('Repeat password');
    for (const line of ['ana', 'another-one', 'another-one']) other.enters(line);
    await other.sees(/taken/);
    expect(other.frame).toContain('Repeat password');
    other.presses('C-c');

    ana.enters('/create pub');
    await ana.sees('#pub>');
    // U12: what a command answers is shown, and is no part of what was said.
    ana.enters('/users');
    await ana.sees('ana (you)');
    // U11: without the tracker nothing is pretended.
    tracker.child.kill('SIGTERM');
    await ana.sees('NO TRACKER');
    ana.enters('/create more');
    await ana.sees('#more was not created');
    ana.presses('F2');
    await ana.sees('Rooms');
    ana.presses('Escape');
    await ana.seesNoMore('Rooms');
    await leaves(ana);
  });

  it('are not taken back into a room that is somebody else’s by then', async () => {
    const tracker = await TrackerProgram.start();
    const [ana, bob] = await Promise.all([
      new Person('ana', tracker).registers(),
      new Person('bob', tracker).registers(),
    ]);
    ana.enters('/create pub');
    await ana.sees('#pub>');
    bob.enters('/join pub');
    await bob.sees('connected 1/1');
    await leaves(bob);
    ana.enters('/delete-room pub');
    await decides(ana, 'Delete #pub for everyone?', 'y');
    await ana.sees('was deleted');
    const mallory = await new Person('mallory', tracker).registers();
    mallory.enters('/create pub');
    await mallory.sees('#pub>');

    const back = await signsInAgain(bob, tracker);
    // S15: neither Enter nor what is typed for the line enters it.
    await decides(back, '#pub belongs to mallory now', 'Enter');
    await decides(back, 'f: forget it', 'Escape');
    await back.seesNoMore('f: forget it');
    back.presses('M-1');
    await back.sees('/join #pub');
    back.enters('a secret');
    await back.terminal.settles();
    expect(mallory.frame).not.toContain('bob');
    back.presses('C-u');
    back.enters('/join pub');
    await back.sees('connected 1/1');
    back.enters('hello, mallory');
    await mallory.sees('bob hello, mallory');
    for (const each of [ana, back, mallory]) await leaves(each);
  });
});
