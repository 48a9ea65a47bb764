import type { Language } from '../../../commons/command-line/language.ts';
import { english } from './en.ts';
import type { Phrases } from './phrases.ts';
import { portuguese } from './pt.ts';

const PHRASES: { readonly [L in Language]: Phrases } = { en: english, pt: portuguese };

export function phrasesFor(language: Language): Phrases {
  return PHRASES[language];
}
