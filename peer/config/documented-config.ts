import { SETTINGS } from './settings.ts';

const WIDTH = 100;

const HEADER = `# Settings of P2P Chat. Each line is "name = value"; what follows a # is a comment. The lines that are commented
# out show what holds anyway. Options on the command line override what is said here; /set changes it.
`;

const OWN_THEMES = `# A theme of your own: the name of a theme that it is based on, and how each style looks that is to look otherwise.
# theme = mine
# theme.mine.base = dark
# theme.mine.own = bold white on blue
`;

/** A config file that sets nothing and explains everything. */
export function documentedConfig(language: 'en' | 'pt' = 'en'): string {
  const settings = SETTINGS.map(({ name, values, default: initial, help }) => {
    const comment = wrapped(help[language]).map((line) => `# ${line}\n`);
    return `${comment.join('')}#   ${values.form}\n# ${name} = ${initial}`.trimEnd();
  });
  return `${HEADER}\n${settings.join('\n\n')}\n\n${OWN_THEMES}`;
}

/** Broken between words. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
