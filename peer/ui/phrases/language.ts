/** What the program speaks. */
export const LANGUAGES = ['en', 'pt'] as const;

export type Language = (typeof LANGUAGES)[number];

/**
 * The language that the environment asks for, as POSIX orders it: the first of LC_ALL, LC_MESSAGES and LANG that is not
 * empty counts. English unless that is Portuguese, of whatever country.
 */
export function languageFrom(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL: all, LC_MESSAGES: messages, LANG: language } = environment;
  const asked = [all, messages, language].find((value) => value !== undefined && value !== '') ?? '';
  return /^pt/i.test(asked) ? 'pt' : 'en';
}
