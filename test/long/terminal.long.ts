// The plain front end as a person meets it.
import { describe, expect, it } from 'vitest';
import { plainTerminal } from '../helpers/plain-terminal.ts';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

describe.runIf(hasTmux())('at a terminal', () => {
  it('asks for the password of a room without showing it, and goes on', async () => {
    const tracker = await TrackerProgram.start();
    const terminal = plainTerminal(tracker, '--user ana --register');
    await terminal.shows('Password for ana:');
    terminal.types('hunter22');
    await terminal.lastLine(/^>$/);
    terminal.types('/create club --password');
    await terminal.shows('A password for #club:');
    terminal.types('open sesame');
    await terminal.shows('Repeat the password for #club:');
    terminal.types('open barley');
    await terminal.shows("Passwords don't match.");
    for (const question of [/^A password for #club:$/, /^Repeat the password for #club:$/]) {
      await terminal.lastLine(question);
      terminal.types('open sesame');
    }
    await terminal.shows('you created #club');
    await terminal.lastLine(/^#club>$/);
    terminal.types('/rooms');
    await terminal.shows('room #club, with a password, owned by ana');
    expect(terminal.screen).toContain('#club> /rooms');
    expect(terminal.screen).not.toContain('sesame');
  });

  it('asks for the password so far and twice for a new one, without showing them, and changes it', async () => {
    const tracker = await TrackerProgram.start();
    const terminal = plainTerminal(tracker, '--user ana --register');
    await terminal.shows('Password for ana:');
    terminal.types('hunter22');
    await terminal.lastLine(/^>$/);
    terminal.types('/password');
    for (const [question, answer] of [
      [/^Your current password:$/, 'hunter22'],
      [/^Your new password:$/, 'hunter33'],
      [/^Repeat it:$/, 'hunter44'],
      [/^Your new password:$/, 'hunter33'],
      [/^Repeat it:$/, 'hunter33'],
    ] as const) {
      await terminal.lastLine(question);
      terminal.types(answer);
    }
    await terminal.shows('your password was changed');
    await terminal.lastLine(/^>$/);
    expect(terminal.screen).not.toMatch(/hunter/);
    for (const [password, event] of [
      ['hunter22', 'error'],
      ['hunter33', 'ready'],
    ] as const) {
      const args = ['--data', temporaryFolder()];
      const elsewhere = new PeerProgram('ana', tracker.endpoint, args, { P2PCHAT_PASSWORD: password });
      await elsewhere.event(event);
    }
  });

  it('the prompt says where the next line goes, at once', async () => {
    const tracker = await TrackerProgram.start();
    const bob = await PeerProgram.start('bob', tracker.endpoint);
    const terminal = plainTerminal(tracker, '--user ana --register');
    await terminal.shows('Password for ana:');
    terminal.types('hunter22');
    const prompts: [string, RegExp][] = [
      ['/create dev', /^#dev>$/],
      ['/create ops', /^#ops>$/],
      ['/join dev', /^#dev>$/],
      ['/msg bob', /^@bob>$/],
      ['/leave', /^#dev>$/],
      ['/leave', /^#ops>$/],
      ['/leave', /^>$/],
    ];
    await terminal.lastLine(/^>$/);
    for (const [line, prompt] of prompts) {
      terminal.types(line);
      await terminal.lastLine(prompt);
    }
    expect(bob.all('error')).toEqual([]);
  });

  it('what comes while a long line is being typed is shown above it', async () => {
    const tracker = await TrackerProgram.start();
    const terminal = plainTerminal(tracker, '--user ana --register');
    await terminal.shows('Password for ana:');
    terminal.types('hunter22');
    await terminal.shows('you are ana');
    terminal.types('/create dev');
    await terminal.shows('you created #dev');
    const bob = await PeerProgram.start('bob', tracker.endpoint);
    bob.type('/join dev');
    await terminal.shows('connected to bob');
    const long = 'abcdefgh '.repeat(25);
    terminal.presses('-l', long);
    await terminal.shows('abcdefgh abcdefgh');
    bob.type('first interruption', 'second interruption');
    await terminal.shows('second interruption');
    expect(terminal.screen).toContain('#dev bob: first interruption');
    terminal.presses('Enter');
    await bob.event('message', { content: long });
  });

  it('the terminal is given back as it was: after /quit, Ctrl+C, and in the middle of a password', async () => {
    const tracker = await TrackerProgram.start();
    for (const leave of ['quit', 'interrupt', 'password'] as const) {
      const terminal = plainTerminal(tracker, '--user ana');
      await terminal.shows('Password for ana:');
      if (leave === 'password') {
        terminal.presses('C-c');
      } else {
        terminal.types('hunter22');
        await terminal.shows(/Repeat the password|you are ana/);
        if (terminal.screen.includes('Repeat the password')) terminal.types('hunter22');
        await terminal.shows('you are ana');
        if (leave === 'quit') terminal.types('/quit');
        else terminal.presses('C-c');
      }
      await terminal.shows(leave === 'quit' ? /^ended with 0/m : /^ended with 130/m);
      terminal.types('stty -a');
      await terminal.shows(/ icanon/);
      expect(terminal.screen).toMatch(/ echo /);
    }
  });

  it('a tracker that is not there is said, with the way out, and found when it comes', async () => {
    const tracker = await TrackerProgram.start();
    tracker.child.kill('SIGTERM');
    await tracker.exited;
    const terminal = plainTerminal(tracker, '--user ana --register');
    await terminal.shows('Password for ana:');
    terminal.types('hunter22');
    await terminal.shows('the tracker does not answer (nobody listens on');
    const again = await TrackerProgram.start(['--port', String(tracker.port)]);
    expect(again.errors).toBe('');
    await terminal.shows('you are ana');
  });
});
