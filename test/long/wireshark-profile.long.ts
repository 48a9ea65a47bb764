import { chmodSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../helpers/programs.ts';
import { DISSECTOR, hasTshark, tshark } from '../helpers/tshark.ts';

const PROFILE = join(DISSECTOR, '..', 'profile');
const capture = readFileSync(join(import.meta.dirname, '..', 'wireshark', 'captures', 'plain.pcapng'));
const lines = (file: string): string[] =>
  readFileSync(join(PROFILE, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Rules of colours, as `@name@filter@[background][foreground]`. */
const colours = lines('colorfilters').map((line) => line.split('@'));
/** Buttons, as `"TRUE","name","filter",""`. */
const buttons = lines('dfilter_buttons').map((line) => /^"TRUE","([^"]+)","(.*)",""$/.exec(line) ?? []);

describe.runIf(hasTshark())('the profile', () => {
  const withProfile = async (...args: string[]): Promise<string> => {
    const folder = temporaryFolder();
    const profiles = join(folder, 'wireshark', 'profiles');
    mkdirSync(profiles, { recursive: true });
    cpSync(PROFILE, join(profiles, 'P2P Chat'), { recursive: true });
    chmodSync(folder, 0o755);
    const env = { XDG_CONFIG_HOME: folder, COLORTERM: 'truecolor' }; // Without the latter there are no colours.
    return tshark(capture, ['-C', 'P2P Chat', ...args], { env });
  };

  it('shows names, commands and times', async () => {
    const shown = (await withProfile('-Y', 'p2pchat')).replace(/ +/g, ' ');
    expect(shown).toContain(' ana → tracker P2PCHAT REGISTER REGISTER ana, listens on port 41001\n');
    expect(shown).toContain(' tracker → ana P2PCHAT OK 0.002000000 OK to REGISTER ana');
  });

  it('has filters that tshark understands, in each rule of colours and on each button', async () => {
    const filters = [...colours.map((rule) => rule[2]), ...buttons.map((button) => button[2]?.replaceAll('\\"', '"'))];
    expect(filters.length).toBeGreaterThan(12);
    const filter = filters.map((one) => `(${one})`).join(' || ');
    const rules = await withProfile('--color', '-Y', filter, '-T', 'fields', '-e', 'frame.coloring_rule.name');
    const used = new Set(rules.trim().split('\n'));
    expect([...used].sort()).toEqual([
      'Liveness',
      'Peer to peer',
      'Refused',
      'Room changed',
      'Secret in clear text',
      'Tracker',
    ]);
  });
});
