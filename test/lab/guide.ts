// The guides of docs/lab, as far as a test can judge them: what stands between marks that nobody sees.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const LANGUAGES = ['en', 'pt'] as const;
export type GuideLanguage = (typeof LANGUAGES)[number];

export interface Guide {
  /** What is answered, by question. */
  readonly answers: { readonly [question: string]: string };
  /** Within which bounds it is what is different each time. */
  readonly bounds: { readonly [question: string]: readonly [least: number, most: number] };
  /** How many packets each display filter leaves. */
  readonly shown: { readonly [filter: string]: number };
}

const ANSWER = /<!--answer ([\w-]+)-->([^<]*)<!--\/-->/g;
const BOUNDS = /<!--within ([\w-]+) (\d+) (\d+)-->[^<]+<!--\/-->/g;
const SHOWN = /^\| `([^`]+)` \| <!--shown-->(\d+)<!--\/--> \|/gm;
const ANY_MARK = /<!--(?!\/-->)/g;

export function guideText(language: GuideLanguage, exercise: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'lab', language, `${exercise}.md`), 'utf8');
}

/** Throws if there is a mark in it that is none. */
export function readGuide(language: GuideLanguage, exercise: string): Guide {
  const text = guideText(language, exercise);
  const answers = [...text.matchAll(ANSWER)].map(([, question = '', answer = '']) => [question, answer] as const);
  const bounds = [...text.matchAll(BOUNDS)].map(
    ([, question = '', least, most]) => [question, [Number(least), Number(most)]] as const,
  );
  const shown = [...text.matchAll(SHOWN)].map(([, filter = '', count]) => [filter, Number(count)] as const);
  const marks = [...text.matchAll(ANY_MARK)].length;
  if (marks !== answers.length + bounds.length + shown.length)
    throw new Error(`a mark in ${language}/${exercise} cannot be read`);
  return { answers: Object.fromEntries(answers), bounds: Object.fromEntries(bounds), shown: Object.fromEntries(shown) };
}
