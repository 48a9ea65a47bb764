// Registers users in a store, in a process of its own: the tracker's, or the baseline's.

import { type User, UserRepository } from '../tracker/repositories/user-repository.ts';
import { answerQuestions } from './child.ts';
import { inBatches } from './in-batches.ts';
import { storedUser, storesIn } from './stored.ts';
import { WholeFile } from './whole-file.ts';

/** Registrations that come first and are not counted, so that all code is warm. */
const WARM_UP = 1_000;

export interface Registering {
  /** A folder with the tracker's files, or with the baseline's. */
  readonly folder: string;
  readonly isBaseline: boolean;
  readonly atOnce: number;
  /** Ends after so many, or as soon as so much time has passed. */
  readonly most: number;
  readonly ms: number;
}

async function open({ folder, isBaseline }: Registering): Promise<{ create(user: User): Promise<boolean> }> {
  if (isBaseline) return WholeFile.open(folder);
  const { stores, startRenewals } = await storesIn(folder);
  startRenewals(); // As in a tracker that listens.
  return UserRepository.open(stores.users);
}

const questions = {
  /** Resolves with how many a second were acknowledged. The stores are left as they are: their process ends. */
  async register(registering: Registering): Promise<number> {
    const { atOnce, most, ms, isBaseline } = registering;
    const users = await open(registering);
    let registered = 0;
    const register = async (name: string): Promise<void> => {
      if (!(await users.create(storedUser(name)))) throw new Error(`${name} is taken`);
      registered += 1;
    };
    const warmUp = isBaseline ? atOnce : WARM_UP;
    await inBatches(warmUp, atOnce, (number) => register(`early-${number}`));
    registered = 0;
    const startedAt = performance.now();
    const isOver = (): boolean => registered >= most || performance.now() - startedAt >= ms;
    const worker = async (worker: number): Promise<void> => {
      for (let count = 0; !isOver(); count += 1) await register(`new-${worker}-${count}`);
    };
    await inBatches(atOnce, atOnce, worker);
    return (registered * 1000) / (performance.now() - startedAt);
  },
};

export type RegistrarQuestions = typeof questions;
answerQuestions(questions);
