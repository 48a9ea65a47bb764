// Who signed in on this machine, as the first screen has it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepRecentLogin, namesToOffer, type RecentLogin, readRecentLogins } from '../../peer/profile/recent-logins.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const HERE = { address: '127.0.0.1', port: 6060 };
const ELSEWHERE = { address: 'chat.example.org', port: 7070 };

const login = (username: string, pid = 0, tracker = HERE): RecentLogin => ({ username, tracker, pid });

async function kept(...logins: readonly RecentLogin[]): Promise<string> {
  const folder = temporaryFolder();
  for (const one of logins) await keepRecentLogin(folder, one);
  return folder;
}

describe('recent logins', () => {
  it('are read with the latest first, and one that is repeated moves there', async () => {
    const folder = await kept(login('ana', 1), login('bob', 2), login('ana', 3));
    expect(readRecentLogins(folder)).toEqual([login('ana', 3), login('bob', 2)]);
  });

  it('are other ones at another tracker', async () => {
    const folder = await kept(login('ana'), login('ana', 0, ELSEWHERE));
    expect(readRecentLogins(folder)).toEqual([login('ana', 0, ELSEWHERE), login('ana')]);
  });

  it('are eight at most, also those with the longest names', async () => {
    const names = Array.from({ length: 12 }, (_, number) => '\u{1f600}'.repeat(30) + String(number).padStart(2, '0'));
    const long = { address: [63, 63, 63, 61].map((length) => 'x'.repeat(length)).join('.'), port: 65_535 };
    const folder = await kept(...names.map((name) => login(name, 4_194_304, long)));
    expect(readRecentLogins(folder)).toHaveLength(8);
    expect(readRecentLogins(folder)[0]?.username).toBe(names.at(-1));
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"logins":['],
    ['something else', '[1, 2]'],
    ['null', 'null'],
    ['more than there can be', JSON.stringify({ logins: [], more: 'x'.repeat(5_000) })],
    [
      'what nobody is called',
      JSON.stringify({ logins: [null, 7, { username: '\u001b[2J', tracker: '127.0.0.1:6060' }] }),
    ],
    ['no address', JSON.stringify({ logins: [{ username: 'ana', tracker: 'nowhere:at:all', pid: 1 }] })],
  ])('are none in a file that holds %s', async (_what, text) => {
    const folder = await kept(login('ana'));
    writeFileSync(join(folder, 'recent_logins.json'), text);
    expect(readRecentLogins(folder)).toEqual([]);
    await keepRecentLogin(folder, login('bob'));
    expect(readRecentLogins(folder)).toEqual([login('bob')]);
  });

  it('are those that can be read, whatever is beside them', async () => {
    const folder = temporaryFolder();
    const logins = [{ username: { toString: 1 } }, null, { username: 'ana', tracker: '127.0.0.1:6060', pid: 'x' }];
    writeFileSync(join(folder, 'recent_logins.json'), JSON.stringify({ logins }));
    expect(readRecentLogins(folder)).toEqual([login('ana')]);
  });

  it('say nothing of passwords, and are none where nothing was kept', async () => {
    const folder = await kept(login('ana', 42));
    expect(JSON.parse(readFileSync(join(folder, 'recent_logins.json'), 'utf8'))).toEqual({
      logins: [{ username: 'ana', tracker: '127.0.0.1:6060', pid: 42 }],
    });
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect(readRecentLogins(empty)).toEqual([]);
  });
});

describe('the names that are offered', () => {
  const recent = [login('ana', 1), login('bob', 2), login('eva', 3, ELSEWHERE), login('rui', 4)];

  it('are those of that tracker, the latest first', () => {
    expect(namesToOffer(recent, HERE, () => false)).toEqual(['ana', 'bob', 'rui']);
    expect(namesToOffer(recent, ELSEWHERE, () => false)).toEqual(['eva']);
  });

  it('are not those of a user who is signed in in another terminal', () => {
    expect(namesToOffer(recent, HERE, (pid) => pid === 1)).toEqual(['bob', 'rui']);
    expect(namesToOffer(recent, HERE, () => true)).toEqual([]);
  });
});
