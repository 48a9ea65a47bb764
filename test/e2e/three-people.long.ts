// The full screen as three people meet it, each at a terminal of another size.

import { describe, expect, it } from 'vitest';
import { expectGivenBack } from '../helpers/expect-terminal.ts';
import { Person } from '../helpers/person-at-terminal.ts';
import { TrackerProgram } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

describe.runIf(hasTmux())('three people at their terminals', () => {
  it('register, meet in a room, talk, verify each other, and leave, each in another way', async () => {
    const tracker = await TrackerProgram.start();
    const [ana, bob, eva] = await Promise.all([
      new Person('ana', tracker).registers(),
      new Person('bob', tracker, { columns: 120, rows: 40 }).registers(),
      new Person('eva', tracker, { columns: 40, rows: 12 }).registers(),
    ]);
    ana.presses('F2');
    await ana.sees('There are no rooms yet');
    ana.enters('dev');
    await ana.sees('alone here');
    bob.presses('F2');
    await bob.sees('#dev');
    bob.presses('Enter');
    eva.enters('/join dev');
    for (const each of [ana, bob]) await each.sees('connected 2/2');
    await eva.sees('connected to bob');

    ana.enters('olá, gente 👋 日本');
    for (const each of [bob, eva]) await each.sees('ana olá, gente 👋 日本');
    await ana.sees(/you olá, gente 👋 日本 +✓2/);

    bob.enters('/msg ana between us');
    await ana.sees('new 2:@1');
    expect(ana.frame).not.toContain('between us');
    ana.presses('M-a');
    await ana.sees('bob between us');
    expect(ana.frame).not.toContain('new 2:');
    ana.enters('ok');
    await ana.sees(/you ok +✓/);
    await bob.sees('new 2:@1');

    ana.enters('/verify bob');
    await ana.sees('Verify bob');
    bob.enters('/safety-number ana');
    await bob.sees('Verify ana');
    expect(numberOn(ana.frame)).toHaveLength(60);
    expect(numberOn(bob.frame)).toBe(numberOn(ana.frame));
    bob.presses('y');
    await bob.sees('Marked as verified');
    ana.presses('y');
    await ana.sees('Marked as verified');
    ana.presses('Escape');
    bob.presses('Escape');
    await ana.sees('verified 1/1');
    await bob.sees('verified 1/2');

    eva.terminal.closes();
    expect((await eva.ended()).code).toBe(129);
    await bob.sees('eva left #dev');
    bob.kill('SIGTERM');
    await expectGivenBack(bob, 143);
    ana.presses('M-1');
    await ana.sees('bob left #dev');
    ana.presses('C-c', 'C-c');
    await expectGivenBack(ana, 130);
  });
});

describe.runIf(hasTmux())('somebody who watches the wire (U4)', () => {
  it('sees what crossed it from the first connection on, with its bytes, and talks beside it', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await new Person('ana', tracker).registers();
    ana.presses('F6');
    await ana.sees('On the wire');
    ana.enters('/create dev');
    await ana.sees('asks to create the room #dev');
    ana.presses('M-w', 'Home');
    await ana.sees('asks the tracker how to prove');
    ana.presses('Down', 'Down', 'Enter');
    await ana.sees('"stored_key": "********"');
    ana.presses('End');
    await ana.sees(/0100 {2}(?:[0-9a-f]{2} ){16}/);
    ana.presses('Escape');
    await ana.sees('Alt+W: to the line');
    ana.presses('C-c', 'C-c');
    await expectGivenBack(ana, 130);
  });
});

/** The number that is shown to be compared, digits alone. */
function numberOn(frame: string): string {
  return (frame.match(/(?<=\s)\d{5}(?=\s)/g) ?? []).join('');
}
