// The load generator, in a process of its own.

import type { Identity } from '../commons/identity/identity.ts';
import { answerQuestions } from './child.ts';
import { Crew, type CrewOptions } from './crew.ts';
import { inBatches } from './in-batches.ts';
import { LoadConnection } from './load-connection.ts';
import { closedLoop, openLoop } from './loops.ts';
import { LOGINS_AT_ONCE, login, registration } from './requests.ts';
import { clientTls } from './secure.ts';
import { quantile } from './statistics.ts';
import { tokenOf } from './stored.ts';

/** Below those that systems give out by themselves. */
const FIRST_LOCAL_PORT = 10_000;

/** How somebody says who it is. */
const SAYS = {
  registration: (username: string, peerPort?: number) => registration(username, peerPort),
  token: (username: string) => login(username, { token: tokenOf(username) }),
  key: (username: string) => login(username, {}),
};

export interface Arrivals {
  readonly port: number;
  readonly count: number;
  readonly prefix: string;
  /** Where they come from, if that matters. */
  readonly address?: string;
  /** Theirs, all the same; null: in plaintext. */
  readonly identity: Identity | null;
  readonly by: keyof typeof SAYS;
  readonly atOnce?: number;
  /** Where they can be pinged, if they are to be; for a `registration`. */
  readonly peerPort?: number;
}

let crew: Crew | null = null;
let depth = 1;
const idle: LoadConnection[] = [];

/** Whatever goes wrong on any connection spoils what is measured: the next answer says it. */
let broken: (error: Error) => void = () => {};
const spoiled = new Promise<never>((_, reject) => {
  broken = reject;
});
spoiled.catch(() => {});
const failed = (error: Error): void => broken(error);
const unlessSpoiled = <T>(work: Promise<T>): Promise<T> => Promise.race([work, spoiled]);

const questions = {
  async gather(options: CrewOptions): Promise<void> {
    crew = await unlessSpoiled(Crew.gather(options, failed));
    depth = options.depth;
  },

  /**
   * A closed loop for `ms`. `isTold`: whether the others in a room are told of who comes and goes, which is checked.
   */
  async run({ ms, isTold }: { ms: number; isTold: boolean }) {
    if (!crew) throw new Error('nobody is there');
    const cpu = process.cpuUsage();
    const pushesBefore = crew.pushes;
    const { requests, elapsedMs } = await unlessSpoiled(closedLoop(crew.cyclers, { depth, ms }));
    const { user, system } = process.cpuUsage(cpu);
    if (isTold) await unlessSpoiled(crew.allTold());
    else if (crew.pushes > 0) throw new Error('notices came from a server that has none');
    return { requests, elapsedMs, pushes: crew.pushes - pushesBefore, cpuShare: (user + system) / 1000 / elapsedMs };
  },

  /** An open loop for `ms`. */
  async pace({ ms, perSecond }: { ms: number; perSecond: number }) {
    if (!crew) throw new Error('nobody is there');
    const latenciesUs = await unlessSpoiled(openLoop(crew.cyclers, { ms, perSecond }));
    return { p50Us: quantile(latenciesUs, 0.5), p99Us: quantile(latenciesUs, 0.99) };
  },

  /** Users who log in and then say nothing. Resolves when all of them have. */
  async idle({ port, count, prefix, address, identity, by, atOnce = LOGINS_AT_ONCE, peerPort }: Arrivals) {
    const tls = identity && clientTls(identity);
    const logIn = async (number: number): Promise<void> => {
      const from = address === undefined ? undefined : { localAddress: address, localPort: FIRST_LOCAL_PORT + number };
      const connection = await LoadConnection.open({ port, from, tls }, failed);
      await connection.ask(SAYS[by](`${prefix}-${number}`, peerPort));
      idle.push(connection);
    };
    await unlessSpoiled(inBatches(count, atOnce, logIn));
    return { count: idle.length };
  },
};

export type LoaderQuestions = typeof questions;
answerQuestions(questions);
