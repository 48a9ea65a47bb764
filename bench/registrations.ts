// Registrations a second in the storage layer, acknowledged when they are on disk: beside lowdb as it is, and with very
// many users beside few.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Child } from './child.ts';
import type { Measured } from './figures.ts';
import { inCopyOf, inFolder } from './folders.ts';
import { say } from './progress.ts';
import type { Registering, RegistrarQuestions } from './registrar.ts';
import { median } from './statistics.ts';
import { makeFolder, storedUser } from './stored.ts';
import { WholeFile } from './whole-file.ts';

export interface RegistrationCounts {
  readonly rounds: number;
  readonly users: number;
  readonly fewUsers: number;
  /** How long the tracker's and the baseline's registrations are compared: its snapshots are part of it. */
  readonly ms: number;
  /** Registrations that are compared between many users and few. */
  readonly most: number;
}

const AT_ONCE = 200;

/** In one round: the short ones several times, since a disk that is busy with something else spoils one easily. */
const ORDER = ['ours', 'whole', 'many', 'few', 'many', 'few', 'many', 'few'] as const;

export async function measureRegistrations(counts: RegistrationCounts): Promise<Measured> {
  return inFolder((folder) => measureIn(folder, counts));
}

async function measureIn(folder: string, { rounds, users, fewUsers, ms, most }: RegistrationCounts): Promise<Measured> {
  say(`registrations: preparing ${users.toLocaleString('en')} users`);
  const [manyFolder, fewFolder, wholeFolder] = [join(folder, 'many'), join(folder, 'few'), join(folder, 'whole')];
  const everyone = Array.from({ length: users }, (_, number) => storedUser(`user-${number}`));
  await makeFolder(manyFolder, everyone);
  await makeFolder(fewFolder, everyone.slice(0, fewUsers));
  await mkdir(wholeFolder);
  await WholeFile.make(wholeFolder, everyone);
  const unlimited = Number.MAX_SAFE_INTEGER;
  const kinds = {
    ours: { folder: manyFolder, isBaseline: false, ms, most: unlimited },
    whole: { folder: wholeFolder, isBaseline: true, ms, most: unlimited },
    many: { folder: manyFolder, isBaseline: false, ms: unlimited, most },
    few: { folder: fewFolder, isBaseline: false, ms: unlimited, most },
  } as const;
  const rates = { ours: [] as number[], whole: [] as number[], many: [] as number[], few: [] as number[] };
  // No round only warms up: each run is in a process of its own, which does that by itself.
  for (let round = 1; round <= rounds; round += 1) {
    say(`registrations: round ${round} of ${rounds}`);
    for (const name of ORDER) rates[name].push(await registerOnce({ ...kinds[name], atOnce: AT_ONCE }));
  }
  return {
    figures: [
      {
        what: `registrations with ${users.toLocaleString('en')} users, ${AT_ONCE} at once, durable, beside lowdb`,
        unit: '/s',
        ours: median(rates.ours),
        baseline: median(rates.whole),
        goal: { atLeast: 30 },
      },
      {
        what: `  beside ours with ${fewUsers.toLocaleString('en')} users`,
        unit: '/s',
        ours: median(rates.many),
        baseline: median(rates.few),
        goal: { atLeast: 0.8 },
      },
    ],
    remarks: [],
  };
}

function registerOnce(registering: Registering): Promise<number> {
  return inCopyOf(registering.folder, async (folder) => {
    const registrar = await Child.start<RegistrarQuestions>('./registrar.js');
    const perSecond = await registrar.ask('register', { ...registering, folder });
    await registrar.end();
    return perSecond;
  });
}
