/** The languages of the programs. */
export const LANGUAGES = ['en', 'pt'] as const;

export type Language = (typeof LANGUAGES)[number];

/** One text in each language. */
export type Localized = Readonly<Record<Language, string>>;

/**
 * The language that the environment requests. By the order of POSIX, the first of LC_ALL, LC_MESSAGES and LANG that is
 * not empty counts. Portuguese of any country selects Portuguese, anything else English.
 */
export function languageFrom(environment: Readonly<Record<string, string | undefined>>): Language {
  const { LC_ALL: all, LC_MESSAGES: messages, LANG: language } = environment;
  const asked = [all, messages, language].find((value) => value !== undefined && value !== '') ?? '';
  return /^pt/i.test(asked) ? 'pt' : 'en';
}

/**
 * The language of help and errors for a command line that has not been parsed yet: that of `--lang`, else `configured`,
 * else that of the environment. With --json it is English, for programs.
 */
export function languageOfCommandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  configured: Language | 'auto' = 'auto',
): Language {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--json')) return 'en';
  const named = own.map((arg, index) => (arg === '--lang' ? own[index + 1] : /^--lang=(.*)$/.exec(arg)?.[1]));
  const wanted = named.filter((value) => value !== undefined).at(-1) ?? configured;
  return LANGUAGES.find((language) => language === wanted) ?? languageFrom(environment);
}
