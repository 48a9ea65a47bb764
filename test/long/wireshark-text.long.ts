// U14: `npm run wireshark -- open FILE --text`, with the real tshark.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Machine } from '../../scripts/wireshark/machine.ts';
import { open } from '../../scripts/wireshark/open.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { DISSECTOR, hasTshark } from '../helpers/tshark.ts';

const CAPTURES = join(import.meta.dirname, '..', 'wireshark', 'captures');

it.runIf(hasTshark()).each(['plain.pcapng', 'tls.pcapng'])('%s as text says who said what to whom', async (name) => {
  const said: string[] = [];
  const home = temporaryFolder();
  const environment = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
  const machine: Machine = {
    ...{ platform: process.platform, home, environment },
    say: (line) => void said.push(line),
    ask: () => ({ output: '', exitCode: 0 }),
    start: (program, args) => spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] }),
  };
  await open(machine, join(DISSECTOR, '..'), { file: join(CAPTURES, name), isText: true });
  const [installed, ...rows] = said;
  expect(installed).toMatch(/^Installed/);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter((row) => !/^\S+ {2}(ana|bob|eva|tracker) +-> (ana|bob|eva|tracker) /.test(row))).toEqual([]);
});
