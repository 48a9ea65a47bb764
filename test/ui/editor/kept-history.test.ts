import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isKeptCommand } from '../../../peer/commands/kept-commands.ts';
import {
  INPUT_HISTORY,
  inputHistoryList,
  keepInputHistory,
  readInputHistory,
} from '../../../peer/profile/input-history.ts';
import { openProfile } from '../../../peer/profile/profile.ts';
import { Vault } from '../../../peer/profile/vault.ts';
import { InputHistory, MAX_HISTORY_ENTRY_UNITS } from '../../../peer/ui/tui/editor/input-history.ts';
import { temporaryFolder } from '../../helpers/programs.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };

const nobody = (message: string): void => {
  throw new Error(`nobody should have been warned: ${message}`);
};

const INVITATION = `p2pchat://127.0.0.1:6060/dev#ana.${'f'.repeat(43)}.${'k'.repeat(21)}A`;

const TEXT = [
  'hello',
  ' /users',
  '//users',
  '/me waves',
  '/say hello',
  '/ME waves',
  '/msg bob hello',
  '/msg bob  hello',
  '/msg bob\nhello',
  '/msg\tbob hello',
  '/MSG bob hello',
  '/mgs bob hello',
  '/quit bye all',
  '/leave I am tired',
  '/search hello',
  '/users hello',
  '/set theme dark hello',
  '/export a file of mine',
  `/join ${'x'.repeat(49)}`,
];

const SECRETS = [
  '/join dev --password hunter2',
  '/join dev --password  hunter2',
  '/join dev --pasword hunter2',
  '/join --password=hunter2',
  '/create dev hunter2 --invite-only',
  '/criar dev --password hunter2 --open',
  `/join ${INVITATION}`,
  `/entrar ${INVITATION.toUpperCase()}`,
  `/help ${'f'.repeat(43)}.${'k'.repeat(21)}A`,
  `/join ${'k'.repeat(4)} p2pchat:`,
];

const COMMANDS_KEPT = [
  ...[
    '/users',
    '/join dev',
    '/join #日本',
    '/create dev --password',
    '/create dev --invite-only',
    '/msg bob',
    '/block eva',
  ],
  ...['/set history off', '/tema dark', '/export notes.txt', '/wire', '/quit', '/Join dev', '/entrar sala'],
];

describe('a typed line (S5)', () => {
  it.each([...TEXT, ...SECRETS])('is not kept where it may hold text or a secret: %j', (line) => {
    expect(isKeptCommand(line)).toBe(false);
  });

  it.each(COMMANDS_KEPT)('is kept where it is a command alone: %s', (line) => {
    expect(isKeptCommand(line)).toBe(true);
  });

  it('of an earlier version is removed from the files, at whichever tracker it was typed', async () => {
    const base = temporaryFolder();
    const [folder, filesFolder] = [join(base, 'ana'), join(base, 'ana', 'here')];
    const place = { folder, filesFolder, trackersFolder: join(base, 'known'), tracker: TRACKER, passphrase: null };
    await openProfile(place, nobody);
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o700 });
    const content = JSON.stringify({ version: 1, content: ['/users', ...TEXT, ...SECRETS] });
    for (const each of [folder, filesFolder, elsewhere]) {
      writeFileSync(join(each, INPUT_HISTORY), content, { mode: 0o600 });
      writeFileSync(join(each, `${INPUT_HISTORY}.damaged`), content, { mode: 0o600 });
    }
    expect((await openProfile(place, nobody)).inputHistory).toEqual(['/users']);
    for (const each of [folder, filesFolder, elsewhere]) {
      expect(readdirSync(each)).not.toContain(`${INPUT_HISTORY}.damaged`);
      const { content: left } = JSON.parse(readFileSync(join(each, INPUT_HISTORY), 'utf8')) as { content: string[] };
      expect(left).toEqual(['/users']);
    }
  });
});

describe('the history that is kept', () => {
  it('is there after a restart, the newest of what was written at once', async () => {
    const folder = temporaryFolder();
    const vault = new Vault(folder, null, false);
    expect(await readInputHistory(vault, nobody)).toEqual([]);
    await Promise.all(
      [['/users'], ['/users', '/join a'], ['/users', '/join a', '/msg 日本']].map((entries) =>
        keepInputHistory(vault, entries),
      ),
    );
    expect(await readInputHistory(new Vault(folder, null, false), nobody)).toEqual(['/users', '/join a', '/msg 日本']);
  });

  it('cannot be read in the file where the profile is sealed', async () => {
    const folder = temporaryFolder();
    const vault = new Vault(folder, randomBytes(32), false);
    await keepInputHistory(vault, ['/msg thought']);
    expect(readFileSync(join(folder, INPUT_HISTORY), 'utf8')).not.toContain('thought');
    expect(await readInputHistory(vault, nobody)).toEqual(['/msg thought']);
  });

  it('is removed where it is damaged, and that is said: text of earlier versions may be in it', async () => {
    const folder = temporaryFolder();
    const said: string[] = [];
    for (const content of ['{', '{"version":1,"content":[7]}', '{"version":1,"content":{"0":"x"}}']) {
      writeFileSync(join(folder, INPUT_HISTORY), content, { mode: 0o600 });
      expect(await readInputHistory(new Vault(folder, null, false), (message) => said.push(message))).toEqual([]);
      expect(readdirSync(folder)).toEqual([]);
    }
    expect(said).toHaveLength(3);
    expect(said[0]).toContain('history.json is damaged');
  });

  it('takes all that a history can hold', () => {
    const history = new InputHistory();
    for (let index = 0; index < 600; index += 1) history.add(`${index}`);
    history.add('x'.repeat(MAX_HISTORY_ENTRY_UNITS));
    expect(inputHistoryList.parse([...history.entries])).toHaveLength(500);
  });
});
