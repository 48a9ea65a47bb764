import type { Language } from '../../../commons/command-line/language.ts';
import { OWN_ERRORS_PT, type Translation, WIRE_ERRORS_PT } from './errors-pt.ts';

const PORTUGUESE: ReadonlyMap<string, Translation> = new Map(
  Object.entries({ ...OWN_ERRORS_PT, ...WIRE_ERRORS_PT } satisfies Record<string, Translation>),
);

/**
 * What an `error` report says in this language; its own English where there is nothing better. It may repeat parts of
 * `message`, which others may have written: make it harmless afterwards.
 */
export function errorText(language: Language, code: string, message: string): string {
  if (language === 'en') return message;
  const translation = PORTUGUESE.get(code) ?? message;
  return typeof translation === 'string' ? translation : translation(message);
}
