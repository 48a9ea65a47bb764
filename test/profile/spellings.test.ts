// N7: another spelling of a host was another identity: a folder, a key and a pin of its own.
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalHost } from '../../commons/net/canonical-host.ts';
import { endpointKey, isLoopback, parseEndpoint } from '../../commons/net/endpoint.ts';
import { knownTracker } from '../../peer/profile/known-tracker.ts';
import { placeOf } from '../../peer/profile/places.ts';
import { namesToOffer } from '../../peer/profile/recent-logins.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const SPELLINGS: readonly (readonly [string, readonly string[]])[] = [
  ['localhost', ['localhost', 'LocalHost', 'LOCALHOST', 'localhost.', 'LocalHost.']],
  ['chat.example.org', ['chat.example.org', 'Chat.Example.ORG', 'chat.example.org.']],
  ['::1', ['::1', '0:0:0:0:0:0:0:1', '0000::0001', '::0:1']],
  ['2001:db8::a', ['2001:db8::a', '2001:DB8::A', '2001:0db8:0:0:0:0:0:a', '2001:db8:0::000a']],
  ['127.0.0.1', ['127.0.0.1', '::ffff:127.0.0.1', '::FFFF:7f00:1', '0:0:0:0:0:ffff:7f00:0001']],
  ['fe80::1%eth0', ['fe80::1%eth0', 'FE80::1%eth0', 'fe80:0:0:0:0:0:0:1%eth0']],
];
const KEY = 'k'.repeat(43);
const OTHER_KEY = 'o'.repeat(43);

/** As it is typed. */
const typed = (host: string, port = 6060) => {
  const text = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return parseEndpoint(text, { address: '', port: 0 }) ?? { address: 'it cannot be read', port: 0 };
};
/** As an earlier version named things of it. */
const oldName = (host: string): string => encodeURIComponent(host.includes(':') ? `[${host}]:6060` : `${host}:6060`);

describe.each(SPELLINGS)('%s', (host, spellings) => {
  it.each(spellings)('is the same spelled %s: in its canonical form, its folder, its pin', async (spelling) => {
    expect(canonicalHost(spelling)).toBe(host);
    expect(endpointKey(typed(spelling))).toBe(endpointKey({ address: host, port: 6060 }));
    const data = temporaryFolder();
    const canonical = { address: host, port: 6060 };
    expect(placeOf(data, 'ana', { address: spelling, port: 6060 })).toMatchObject({
      filesFolder: placeOf(data, 'ana', canonical).filesFolder,
    });
    await (await knownTracker(data, { address: spelling, port: 6060 })).pin(KEY);
    expect((await knownTracker(data, canonical)).fingerprint).toBe(KEY);
    expect((await knownTracker(data, { ...canonical, port: 6061 })).fingerprint).toBeNull();
  });

  it.each(spellings)('finds what an earlier version has kept under %s', async (spelling) => {
    const data = temporaryFolder();
    writeFileSync(join(data, oldName(spelling)), `${KEY}\n`, { mode: 0o600 });
    for (const other of spellings) {
      const known = await knownTracker(data, typed(other));
      expect(known.fingerprint).toBe(KEY);
      expect(placeOf(data, 'ana', typed(other)).filesFolder).toBe(join(data, oldName(spelling)));
    }
  });

  it.runIf(spellings.length > 2)('prefers the canonical one of several, and else the one used last', async () => {
    const data = temporaryFolder();
    const [, ...others] = spellings.filter((spelling) => spelling !== host);
    const [older, newer] = [spellings.find((spelling) => spelling !== host) ?? '', others[0] ?? ''];
    for (const [spelling, key, second] of [
      [older, OTHER_KEY, 1],
      [newer, KEY, 2],
    ] as const) {
      writeFileSync(join(data, oldName(spelling)), `${key}\n`, { mode: 0o600 });
      utimesSync(join(data, oldName(spelling)), second, second);
    }
    expect((await knownTracker(data, typed(host))).fingerprint).toBe(KEY);
    writeFileSync(join(data, oldName(host)), `${OTHER_KEY}\n`, { mode: 0o600 });
    expect((await knownTracker(data, typed(newer))).fingerprint).toBe(OTHER_KEY);
  });
});

it.each(['LocalHost', 'localhost.', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::FFFF:7f00:5'])(
  '%s is loopback',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

it.each(['münchen.example', 'MÜNCHEN.example', 'xn--mnchen-3ya.example', 'XN--MNCHEN-3YA.Example.'])(
  '%s is one name',
  (host) => expect(canonicalHost(host)).toBe('xn--mnchen-3ya.example'),
);

it.each([
  ['localhost', 'localhost.localdomain'],
  ['127.0.0.1', 'localhost'],
  ['fe80::1%eth0', 'fe80::1%eth1'],
  ['::1', '::2'],
])('%s and %s are two', (one, other) => {
  expect(canonicalHost(one)).not.toBe(canonicalHost(other));
});

it('the user of a folder may have the name of an address, and other folders are left alone', () => {
  const data = temporaryFolder();
  for (const name of ['%E0%A4%A', 'known_trackers', 'LocalHost%3A6061', 'eve%40LocalHost%3A6060'])
    mkdirSync(join(data, name));
  expect(placeOf(data, 'ana', typed('localhost')).filesFolder).toBe(join(data, 'localhost%3A6060'));
});

it('a name is offered once, though it signed in under two spellings', () => {
  const login = (host: string) => ({ username: 'ana', tracker: typed(host), pid: 0 });
  expect(namesToOffer([login('LocalHost'), login('localhost')], typed('localhost.'), () => false)).toEqual(['ana']);
});
