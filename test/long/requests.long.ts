// S4: who writes for the first time waits, in the programs as people start them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Person } from '../helpers/person-at-terminal.ts';
import { PeerProgram, Program, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

/** All files below the folder, as one text. */
function contentOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
}

describe('a first message of somebody unknown', () => {
  it.runIf(hasTmux())('waits on the full screen, and is shown from the list of F7', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await new Person('ana', tracker).registers();
    const eva = await PeerProgram.start('eva', tracker.endpoint);
    eva.type('/msg ana canary');
    await eva.event('delivered');
    await ana.sees('eva wants to talk to you');
    await ana.sees('1 request: F7');
    expect(ana.frame).not.toContain('canary');
    expect(ana.frame).not.toContain('@eva');
    ana.presses('F7');
    await ana.sees('Talk to eva');
    ana.presses('Enter');
    await ana.sees('eva canary');
    ana.enters('welcome');
    await eva.event('message', { room: null, from: 'ana', content: 'welcome' });
  });

  it('waits with --plain', async () => {
    const tracker = await TrackerProgram.start();
    const ana = new PlainProgram('ana', tracker.endpoint);
    await ana.prints('you are ana');
    const eva = await PeerProgram.start('eva', tracker.endpoint);
    eva.type('/msg ana canary');
    await ana.prints('eva wants to talk to you: /accept eva, or /block eva');
    expect(ana.output).not.toContain('canary');
    ana.type('/accept eva');
    await ana.prints('private eva: canary');
  });

  it('is said after a restart to have been lost, and was never on the disk', async () => {
    const tracker = await TrackerProgram.start();
    const data = temporaryFolder();
    const ana = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--requests', 'ask', '--data', data]);
    const eva = await PeerProgram.start('eva', tracker.endpoint);
    eva.type('/msg ana canary');
    await ana.event('request', { from: 'eva', lines: 1 });
    ana.child.kill('SIGTERM');
    await ana.exited;
    expect(contentOf(data)).toContain('eva');
    expect(contentOf(data)).not.toContain('canary');
    const back = await PeerProgram.start('ana', tracker.endpoint, ['--requests', 'ask', '--data', data]);
    await back.event('request', { from: 'eva', lines: 0, from_before: true });
    back.type('/accept eva', 'hello');
    await eva.event('message', { from: 'ana', content: 'hello' });
    eva.type('/msg ana again');
    await back.event('message', { from: 'eva', content: 'again' });
  });
});

/** What is printed is text, and no JSON. */
class PlainProgram extends Program {
  constructor(username: string, tracker: string) {
    const args = ['--plain', '--user', username, '--register', '--tracker', tracker, '--data', temporaryFolder()];
    super(username, 'peer/main.js', args, { P2PCHAT_PASSWORD: `secret of ${username}`, LC_ALL: 'C.UTF-8' });
  }

  get output(): string {
    return this.lines.map((line) => String(line['unreadable'])).join('\n');
  }

  prints(text: string): Promise<void> {
    return this.until(() => this.output.includes(text), text);
  }
}
