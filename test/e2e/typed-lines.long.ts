// S5: what people type to each other is on no disk, whatever the full screen keeps to be called back.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Person } from '../helpers/person-at-terminal.ts';
import { PeerProgram, TrackerProgram } from '../helpers/programs.ts';
import { hasTmux } from '../helpers/terminal.ts';

/** All files below the folder, as one text. */
function contentOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('\n');
}

/** Each line, and what the screen shows when it has taken it. */
const TYPED: readonly (readonly [string, string])[] = [
  ['canary-text in the room', 'you canary-text'],
  ['/me canary-deed', '* you canary-deed'],
  ['/say canary-say', 'you canary-say'],
  ['//canary-slash', ' /canary-slash'],
  ['/mgs bob canary-typo', 'There is no command /mgs'],
  ['/create other --password canary-password', '#other>'],
  ['/leave canary with words', 'There is no room #canary'],
  ['/msg bob canary-private', 'to bob: canary-private'],
  ['/search canary-search', 'canary-search'],
];

describe.runIf(hasTmux())('a conversation on the full screen', () => {
  it('leaves commands on the disk, and nothing that was typed or received', async () => {
    const tracker = await TrackerProgram.start();
    const bob = await PeerProgram.start('bob', tracker.endpoint);
    bob.type('/create dev');
    await bob.event('room_joined');
    const ana = await new Person('ana', tracker).registers();
    ana.enters('/join dev');
    await ana.sees('#dev>');
    await bob.event('link', { peer: 'ana', state: 'open' });
    bob.type('canary-received');
    await ana.sees('canary-received');
    for (const [line, taken] of TYPED) {
      ana.enters(line);
      await ana.sees(taken);
    }
    await bob.event('message', { content: 'canary-private' });
    ana.presses('Escape');
    await ana.seesNoMore('canary-search');
    ana.presses('F10');
    expect((await ana.ended()).code).toBe(0);
    const kept = contentOf(ana.home);
    expect(kept).toContain('/join dev');
    expect(kept).not.toContain('canary');
    expect(kept).not.toContain(ana.password);
  });
});
