// N1: a folder belongs to one process, whatever numbers processes have, and however the last one ended.
import { readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../commons/clock.ts';
import { listenLocally } from '../../commons/net/local-socket.ts';
import { FolderInUse, lockFolder } from '../../commons/storage/folder-lock.ts';
import { OBSERVE_MS } from '../../commons/storage/other-locks.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { temporaryFolder } from '../helpers/programs.ts';

function taking(folder: string, { clock = new FakeClock(), pid = 1 }: { clock?: Clock; pid?: number } = {}) {
  const said: string[] = [];
  const locked = lockFolder(folder, {
    clock,
    pid,
    program: 'tracker',
    withoutSockets: () => said.push('without sockets'),
    lost: () => said.push('lost'),
  });
  const release = locked.then((unlock) => onTestFinished(unlock));
  release.catch(() => {});
  return { said, locked };
}

/** What a process leaves behind that is killed: the name of a socket on which nobody listens. */
async function deadLock(folder: string, machine: string): Promise<void> {
  const close = await listenLocally(join(folder, `lock.${machine}.0123456789abcdef.x`), () => '');
  renameSync(join(folder, `lock.${machine}.0123456789abcdef.x`), join(folder, `lock.${machine}.0123456789abcdef`));
  close();
}

/** As long as it takes, in steps of the heartbeat. */
async function until<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  let isOver = false;
  const over = promise.finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  while (!isOver) await clock.advance(500);
  return promise;
}

const ownMachine = async (): Promise<string> => {
  const folder = temporaryFolder();
  const unlock = await taking(folder).locked;
  const [name = ''] = readdirSync(folder);
  unlock();
  return name.split('.')[1] ?? '';
};

describe('the lock of a folder', () => {
  it('keeps a second one out by name, and is gone when it is given back', async () => {
    const folder = temporaryFolder();
    const unlock = await taking(folder, { pid: 4_711 }).locked;
    await expect(taking(folder).locked).rejects.toThrow(
      `the folder ${folder} is in use by another tracker (process 4711); choose another --data`,
    );
    unlock();
    expect(readdirSync(folder)).toEqual([]);
    await taking(folder).locked;
  });

  it('does not depend on process numbers: the same one in two containers is two processes', async () => {
    const folder = temporaryFolder();
    await taking(folder, { pid: 1 }).locked;
    await expect(taking(folder, { pid: 1 }).locked).rejects.toBeInstanceOf(FolderInUse);
  });

  // systemd-nspawn gives each container a boot_id of its own, by which a machine is told from another one.
  it('keeps out one that takes the other for a machine of its own, though both are on one kernel', async () => {
    const folder = temporaryFolder();
    await taking(folder, { pid: 7 }).locked;
    const [name = ''] = readdirSync(folder);
    renameSync(join(folder, name), join(folder, name.replace(/^lock\.\w+/, 'lock.fedcba98')));
    await expect(taking(folder).locked).rejects.toThrow('is in use by another tracker (process 7)');
  });

  it('is free at once after a process that was killed, here or on this machine before it was started again', async () => {
    const folder = temporaryFolder();
    await deadLock(folder, await ownMachine());
    await deadLock(folder, 'fedcba98');
    await taking(folder).locked;
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is got by exactly one of eight at once, again and again', async () => {
    for (let round = 0; round < 10; round += 1) {
      const folder = temporaryFolder();
      const all = Array.from({ length: 8 }, () => taking(folder, { clock: systemClock }).locked);
      const ended = await Promise.allSettled(all);
      expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const end of ended) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(FolderInUse);
    }
  });

  it('works in a folder whose path is longer than the address of a socket', async () => {
    const folder = join(temporaryFolder(), 'a'.repeat(120), 'คำ'.repeat(20));
    await mkdir(folder, { recursive: true });
    const { said, locked } = taking(folder);
    await locked;
    await expect(taking(folder).locked).rejects.toBeInstanceOf(FolderInUse);
    expect(said).toEqual([]);
  });

  it('says once that it is lost when its file has gone', async () => {
    const folder = temporaryFolder();
    const clock = new FakeClock();
    const { said, locked } = taking(folder, { clock });
    await locked;
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await clock.advance(10_000);
    expect(said).toEqual(['lost']);
  });
});

describe('the lock of a folder without sockets', () => {
  /** A path that is too long for a socket, and no temporary folder for a link to it. */
  async function folderWithoutSockets(): Promise<string> {
    const folder = join(temporaryFolder(), 'a'.repeat(120));
    await mkdir(folder);
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = join(folder, 'nothing');
    onTestFinished(() => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    });
    return folder;
  }

  it('is a file with a heartbeat, and says so; a second one sees it beat', async () => {
    const folder = await folderWithoutSockets();
    const clock = new FakeClock();
    const first = taking(folder, { clock, pid: 12 });
    await first.locked;
    expect(first.said).toEqual(['without sockets']);
    const second = taking(folder, { clock });
    await expect(until(clock, second.locked)).rejects.toThrow(/in use by another tracker \(process 12\)/);
  });

  it('is taken from a process that has died, after its heart has not beaten for some time', async () => {
    const machine = await ownMachine();
    const folder = await folderWithoutSockets();
    const file = join(folder, `lock.${machine}.0123456789abcdef`);
    writeFileSync(file, 'holding 12 ');
    utimesSync(file, 1, 1);
    const clock = new FakeClock();
    const { locked } = taking(folder, { clock });
    await until(clock, locked);
    expect(clock.elapsed()).toBeGreaterThanOrEqual(OBSERVE_MS);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('is got by one of two at once', async () => {
    const folder = await folderWithoutSockets();
    const clock = new FakeClock();
    const both = [taking(folder, { clock }), taking(folder, { clock })].map(({ locked }) => locked);
    const ended = await until(clock, Promise.allSettled(both));
    expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
