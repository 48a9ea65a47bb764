// N15: where few files may be open at a time, there is one sentence with the number that is needed, and no stack trace.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPEN_FILES_NEEDED, tooFewFiles } from '../../commons/process/open-files.ts';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { ROOT } from '../helpers/run-program.ts';
import { Client, TrackerProcess } from '../storage/tracker-process.ts';

function limited(limit: number, script: string, args: readonly string[] = [], language = 'C') {
  const command = ['-c', `ulimit -n ${limit} && exec "$0" "$@"`, process.execPath, join(ROOT, script), ...args];
  const { status, stdout, stderr } = spawnSync('sh', command, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: `${language}.UTF-8`, XDG_DATA_HOME: temporaryFolder() },
  });
  return { status, out: stdout, err: stderr };
}

const said = (limit: number): RegExp =>
  new RegExp(
    `^(tracker: o|peer: o|O)nly ${limit} files may be open at a time here, and ${OPEN_FILES_NEEDED} are needed; [^\\n]*\\.\\n$`,
  );

describe.runIf(platform() === 'linux')('where few files may be open', () => {
  it.each([32, 64, OPEN_FILES_NEEDED - 1])('every program says so (%i)', (limit) => {
    const programs: [string, string[]][] = [
      ['dist/tracker/main.js', []],
      ['dist/peer/main.js', ['--user', 'ana']],
      ...['start', 'tracker', 'demo', 'lab', 'trace'].map((name): [string, string[]] => ['scripts/run.mjs', [name]]),
    ];
    for (const [script, args] of programs) {
      const { status, out, err } = limited(limit, script, args);
      expect({ script, args, status, out }).toEqual({ script, args, status: 1, out: '' });
      expect(err).toMatch(said(limit));
    }
  });

  it('the peer says so in Portuguese', () => {
    const { err } = limited(64, 'dist/peer/main.js', ['--user', 'ana'], 'pt_BR');
    expect(err).toMatch(
      /^peer: aqui só 64 arquivos podem ficar abertos ao mesmo tempo, e são necessários 160; .*\.\n$/,
    );
  });

  it('the number that is said is enough', async () => {
    const through = ['sh', '-c', `ulimit -n ${OPEN_FILES_NEEDED} && exec "$0" "$@"`];
    const tracker = await TrackerProcess.start(temporaryFolder(), { through });
    await Client.member(tracker, 'REGISTER', 'ana');
    const { out } = limited(OPEN_FILES_NEEDED, 'dist/scripts/start.js', ['--help']);
    expect(out).toContain('Usage: npm start');
  });
});

it('nothing is said where the system does not tell the limit, or where there is enough', async () => {
  expect([tooFewFiles(null), tooFewFiles(OPEN_FILES_NEEDED)]).toEqual([null, null]);
  expect(readFileSync(join(ROOT, 'scripts', 'run.mjs'), 'utf8')).toContain(`OPEN_FILES_NEEDED = ${OPEN_FILES_NEEDED};`);
  await PeerProgram.start('ana', (await TrackerProgram.start()).endpoint);
});
