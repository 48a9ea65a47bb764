import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  INPUT_HISTORY,
  inputHistoryList,
  keepInputHistory,
  readInputHistory,
} from '../../../peer/profile/input-history.ts';
import { Vault } from '../../../peer/profile/vault.ts';
import { InputHistory, MAX_HISTORY_ENTRY_UNITS } from '../../../peer/ui/tui/editor/input-history.ts';
import { temporaryFolder } from '../../helpers/programs.ts';

const nobody = (message: string): void => {
  throw new Error(`nobody should have been warned: ${message}`);
};

describe('the history that is kept', () => {
  it('is there after a restart, the newest of what was written at once', async () => {
    const folder = temporaryFolder();
    const vault = new Vault(folder, null, false);
    expect(await readInputHistory(vault, nobody)).toEqual([]);
    await Promise.all([['a'], ['a', 'b'], ['a', 'b\nc', '日本']].map((entries) => keepInputHistory(vault, entries)));
    expect(await readInputHistory(new Vault(folder, null, false), nobody)).toEqual(['a', 'b\nc', '日本']);
  });

  it('cannot be read in the file where the profile is sealed', async () => {
    const folder = temporaryFolder();
    const vault = new Vault(folder, randomBytes(32), false);
    await keepInputHistory(vault, ['who would have thought']);
    expect(readFileSync(join(folder, INPUT_HISTORY), 'utf8')).not.toContain('thought');
    expect(await readInputHistory(vault, nobody)).toEqual(['who would have thought']);
  });

  it('is put aside where it is damaged, and that is said', async () => {
    const folder = temporaryFolder();
    const said: string[] = [];
    for (const content of ['{', '{"version":1,"content":[7]}', '{"version":1,"content":{"0":"x"}}']) {
      writeFileSync(join(folder, INPUT_HISTORY), content, { mode: 0o600 });
      expect(await readInputHistory(new Vault(folder, null, false), (message) => said.push(message))).toEqual([]);
      expect(existsSync(join(folder, INPUT_HISTORY))).toBe(false);
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
