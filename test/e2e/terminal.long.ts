// The plain front end as a person meets it.
import { describe, expect, it } from 'vitest';
import { plainTerminal } from '../helpers/plain-terminal.ts';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

describe.runIf(hasTmux())('at a terminal', () => {
  it('somebody new signs in, makes a room and talks, without a password being shown', async () => {
    const tracker = await TrackerProgram.start();
    const terminal = plainTerminal(tracker);
    await terminal.shows('Your name:');
    terminal.types('not a name');
    await terminal.shows('A user name can have letters');
    terminal.types('ana');
    await terminal.shows('Password for ana:');
    terminal.types('hunter22');
    await terminal.shows('Repeat the password to register ana');
    terminal.types('hunter22');
    await terminal.shows('you are ana');
    terminal.types('/create dev');
    await terminal.shows('you created #dev');
    const bob = await PeerProgram.start('bob', tracker.endpoint);
    bob.type('/join dev');
    await terminal.shows('connected to bob');
    await terminal.shows(/^#dev>/m);
    terminal.types('olá');
    await bob.event('message', { content: 'olá' });
    await terminal.shows('delivered to bob');
    bob.type('good \u001b[2Jevening');
    await terminal.shows('#dev bob: good evening');
    terminal.types('/jion dev');
    await terminal.shows('Did you mean /join?');
    expect(terminal.screen).not.toContain('hunter22');
  });
});
