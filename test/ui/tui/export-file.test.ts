import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeForUser } from '../../../peer/ui/tui/open.ts';
import { temporaryFolder } from '../../helpers/programs.ts';

describe('a file that is written for the user', () => {
  it('is theirs alone, and where they say: ~ is their home', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'logs'));
    const file = join(home, 'logs', 'dev.txt');
    expect(await writeForUser('~/logs/dev.txt', 'hello\n', home)).toBe(file);
    expect(readFileSync(file, 'utf8')).toBe('hello\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const other = join(home, 'other.txt');
    expect(await writeForUser(other, 'x')).toBe(other);
  });

  it('never takes the place of another one', async () => {
    const file = join(temporaryFolder(), 'once.txt');
    await writeForUser(file, 'first');
    await expect(writeForUser(file, 'second')).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(file, 'utf8')).toBe('first');
  });
});
