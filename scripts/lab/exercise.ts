import type { Laboratory } from './laboratory.ts';
import type { Observation } from './observed.ts';

/** What a guide asks, by the name of the question; the same in every language. */
export interface Answers {
  readonly [question: string]: string | number;
}

/** What is different each time, and about which a guide can only say within which bounds it is. */
export interface Measures {
  readonly [question: string]: number;
}

/** One exercise of docs/lab: what happens, and what is to be found in its capture. */
export interface Exercise {
  /** Also the name of its guide: docs/lab/en/2-failed-login.md. */
  readonly name: string;
  readonly title: string;
  /** Everything in it happens in the laboratory, which ends whatever still runs afterwards. */
  play(lab: Laboratory): Promise<void>;
  answers(seen: Observation): Answers;
  measures?(seen: Observation): Measures;
}

/** The clear text of everything: without it there would be little to see. */
export const IN_THE_CLEAR = { args: ['--encryption', 'off'] };
