// N5: file systems without hard links, and without a way to sync folders: exFAT, Android, some network folders. Here the
// calls are refused as there.
import { describe, expect, it } from 'vitest';
import { PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';
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
