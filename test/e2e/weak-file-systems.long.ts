// N5: file systems without hard links, and without a way to sync folders: exFAT, Android, some network folders. Here
// the calls are refused as there.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
import { ROOT, run } from '../helpers/run-program.ts';
import { Client, TrackerProcess } from '../storage/tracker-process.ts';

/** Options of node for a program in which hard links, or the sync of folders, are refused with that code. */
function without({ links, sync }: { links?: string; sync?: string }): string[] {
  const code = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const refusal = (code) => Object.assign(new Error(code), { code });
    const [links, sync] = ${JSON.stringify([links ?? null, sync ?? null])};
    if (links) fs.promises.link = async () => { throw refusal(links); };
    const open = fs.promises.open;
    if (sync) fs.promises.open = async (...args) => {
      const handle = await open(...args);
      if ((await handle.stat()).isDirectory()) handle.sync = async () => { throw refusal(sync); };
      return handle;
    };
    syncBuiltinESMExports();`;
  return ['--import', `data:text/javascript,${encodeURIComponent(code)}`];
}

const KINDS: [string, Parameters<typeof without>[0]][] = [
  ['without links (EPERM, as exFAT)', { links: 'EPERM' }],
  ['where folders cannot be synced (EINVAL, as CIFS)', { sync: 'EINVAL' }],
  ['without both (EACCES and ENOTSUP, as Android)', { links: 'EACCES', sync: 'ENOTSUP' }],
];

const LINKS = 'has no hard links';
const SYNC = 'cannot sync folders';

const times = (text: string, part: string): number => text.split(part).length - 1;

describe.each(KINDS)('on a file system %s', (_kind, refused) => {
  it('a tracker keeps what it acknowledges, and says once what is missing', async () => {
    const [data, node] = [temporaryFolder(), without(refused)];
    const first = await TrackerProcess.start(data, { node });
    await Client.member(first, 'REGISTER', 'ana');
    expect(await first.stop()).toBe(0);
    const second = await TrackerProcess.start(data, { node });
    await Client.member(second, 'LOGIN', 'ana');
    expect(times(second.warnings.join('\n'), LINKS)).toBe(refused.links ? 1 : 0);
    expect(times(second.warnings.join('\n'), SYNC)).toBe(refused.sync ? 1 : 0);
    await second.kill();
    await Client.member(await TrackerProcess.start(data, { node }), 'LOGIN', 'ana');
  });

  it('a peer keeps its key, its contacts and the key of its tracker, and says once what is missing', async () => {
    const tracker = await TrackerProgram.start();
    await PeerProgram.start('bob', tracker.endpoint);
    const data = temporaryFolder();
    const env = { NODE_OPTIONS: without(refused).join(' ') };
    const ana = new PeerProgram('ana', tracker.endpoint, ['--register', '--data', data], env);
    const { fingerprint } = await ana.event('ready');
    ana.type('/block bob');
    await ana.event('blocked');
    ana.type('/quit');
    expect(await ana.exited).toBe(0);
    expect(times(ana.errors, LINKS)).toBe(refused.links ? 1 : 0);
    expect(times(ana.errors, SYNC)).toBe(refused.sync ? 1 : 0);
    const again = new PeerProgram('ana', tracker.endpoint, ['--data', data], { ...env, LC_ALL: 'pt_BR.UTF-8' });
    expect((await again.event('ready'))['fingerprint']).toBe(fingerprint);
    again.type('/unblock bob');
    await again.event('blocked', { blocked: false });
    expect(times(again.errors, 'o sistema de arquivos de')).toBe(1);
    expect(again.errors).not.toContain('met the tracker for the first time');
  });
});

/** A file system below that folder on which everything is 0755, whatever chmod says. */
function withoutModes(folder: string): { NODE_OPTIONS: string } {
  const code = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const isThere = (path) => String(path).startsWith(${JSON.stringify(folder)});
    const open = (stats) => Object.assign(stats, { mode: stats.mode | 0o055 });
    const { stat, open: openFile } = fs.promises;
    const { statSync, openSync, fstatSync } = fs;
    const there = new Set();
    fs.promises.stat = async (path, ...rest) => isThere(path) ? open(await stat(path, ...rest)) : stat(path, ...rest);
    fs.promises.open = async (path, ...rest) => {
      const handle = await openFile(path, ...rest);
      const own = handle.stat.bind(handle);
      if (isThere(path)) handle.stat = async () => open(await own());
      return handle;
    };
    fs.statSync = (path, ...rest) => { const stats = statSync(path, ...rest); return stats && isThere(path) ? open(stats) : stats; };
    fs.openSync = (path, ...rest) => { const one = openSync(path, ...rest); if (isThere(path)) there.add(one); return one; };
    fs.fstatSync = (one, ...rest) => there.has(one) ? open(fstatSync(one, ...rest)) : fstatSync(one, ...rest);
    syncBuiltinESMExports();`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

describe('on a file system that keeps no permissions (FAT, exFAT)', () => {
  const PEER = ['--plain', '--user', 'ana', '--register', '--tracker', '127.0.0.1:1'];

  it.each<[string, (folder: string) => string[], string]>([
    [
      'the folder of a profile',
      (folder) => ['--data', join(folder, 'ana')],
      'choose a folder on another one with --data',
    ],
    ['a file of a password', (folder) => ['--password-file', join(folder, 'file')], 'or use P2PCHAT_PASSWORD'],
    ['a file of a passphrase', (folder) => ['--passphrase-file', join(folder, 'file')], 'or use P2PCHAT_PASSPHRASE'],
    ['a file for keys', (folder) => ['--keylog', join(folder, 'keys')], 'name a file on another one'],
  ])('%s is not to be closed with chmod, which changes nothing there', async (_what, args, advice) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'hunter2-hunter2\n', { mode: 0o600 });
    const given = args(folder);
    const profile = given[0] === '--data' ? [] : ['--data', join(temporaryFolder(), 'ana')];
    const environment = { ...withoutModes(folder), P2PCHAT_PASSWORD: 'hunter2-ana' };
    const { code, err } = await run(ROOT, 'peer/main.js', [...PEER, ...profile, ...given], environment);
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(/^peer: [^\n]*keeps no permissions[^\n]*\n$/);
    expect(err).toContain(advice);
    expect(err).not.toContain('chmod');
  });

  it('a tracker and a config file are told so, too', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'identity.json'), '{}', { mode: 0o600 });
    const { err } = await run(ROOT, 'tracker/main.js', ['--port', '0', '--data', folder], withoutModes(folder));
    expect(err).toContain('choose a folder on another one with --data');
    const config = join(folder, 'p2p-chat', 'config');
    mkdirSync(join(folder, 'p2p-chat'));
    writeFileSync(config, 'theme = light\n');
    chmodSync(config, 0o666);
    const environment = { ...withoutModes(folder), XDG_CONFIG_HOME: folder, P2PCHAT_PASSWORD: 'hunter2-ana' };
    const peer = await run(ROOT, 'peer/main.js', [...PEER, '--data', join(temporaryFolder(), 'ana')], environment);
    expect(peer.err).toContain('keep it on another one, named in XDG_CONFIG_HOME');
    expect(peer.err).not.toContain('chmod');
    expect(err).not.toContain('chmod');
  });

  it('and where it does change something, chmod is what is said', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'hunter2-hunter2\n');
    chmodSync(join(folder, 'file'), 0o644);
    const args = [...PEER, '--data', join(folder, 'ana'), '--password-file', join(folder, 'file')];
    expect((await run(ROOT, 'peer/main.js', args)).err).toContain(`chmod 600 ${join(folder, 'file')}`);
  });
});
