// N10: the files of a profile belong to one program at a time, so that none overwrites what another one has kept.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';

const IN_USE = /^peer: the profile \S+ is open in another program \(process \d+\); close it first, or .*--data\.\n$/;

/** All files in a folder and in those inside it, as text; sockets hold none. */
function contents(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

async function refused(username: string, tracker: TrackerProgram, args: string[], env = {}): Promise<string> {
  const peer = new PeerProgram(username, tracker.endpoint, args, env);
  expect(await peer.exited).toBe(1);
  return peer.errors;
}

describe('a second program', () => {
  it('is kept out of a folder of --data, by the same name and by another one', async () => {
    const tracker = await TrackerProgram.start();
    const data = temporaryFolder();
    const ana = await PeerProgram.start('ana', tracker.endpoint, ['--register', '--data', data]);
    await PeerProgram.start('bob', tracker.endpoint);
    expect(await refused('ana', tracker, ['--data', data])).toMatch(IN_USE);
    expect(await refused('eva', tracker, ['--register', '--data', data])).toMatch(IN_USE);
    ana.type('/block bob');
    await ana.event('blocked', { peer: 'bob' });
    ana.type('/quit');
    expect(await ana.exited).toBe(0);
    expect(contents(data)).toContain('"blocked": true');
    const eva = await PeerProgram.start('eva', tracker.endpoint, ['--register', '--data', data]);
    eva.type('/quit');
    expect(await eva.exited).toBe(0);
    expect(contents(data)).toContain('"blocked": true');
    expect(readdirSync(data).filter((name) => name.startsWith('lock.'))).toEqual([]);
  });

  it('is kept out of the usual folder of a name, in Portuguese too', async () => {
    const tracker = await TrackerProgram.start();
    await PeerProgram.start('ana', tracker.endpoint);
    const said = await refused('ana', tracker, [], { LC_ALL: 'pt_BR.UTF-8' });
    expect(said).toMatch(
      /^peer: o perfil \S+ está aberto em outro programa \(processo \d+\); feche esse programa primeiro/,
    );
  });

  it('comes in at once when the first was killed', async () => {
    const tracker = await TrackerProgram.start();
    const ana = await PeerProgram.start('ana', tracker.endpoint);
    ana.child.kill('SIGKILL');
    await ana.exited;
    const again = await PeerProgram.start('ana', tracker.endpoint, []);
    expect(again.errors).not.toContain('profile');
  });
});
