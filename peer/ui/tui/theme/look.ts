import { basicColour, COLOUR_NAMES, type Colour, type Colours, colourNumber } from './colours.ts';

/** What a style looks like. A colour that is not given is the terminal's own. */
export interface Look {
  readonly foreground?: Colour;
  readonly background?: Colour;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

const BOLD = 1;
const UNDERLINE = 2;
const INVERSE = 8;

/** The terminal's own colour. */
const DEFAULT = 0x1ff;

const WHITE = 7;

/**
 * The look as blessed packs it: flags, foreground and background, 9 bits each. Reduced to what a terminal of so many
 * colours can show: without any, a background of its own becomes inverse.
 */
export function attributeOf(look: Look, colours: Colours): number {
  const isInverse = look.inverse || (colours === 0 && look.background !== undefined);
  const flags = (look.bold ? BOLD : 0) | (look.underline ? UNDERLINE : 0) | (isInverse ? INVERSE : 0);
  const background = reduced(look.background, colours, false);
  let foreground = reduced(look.foreground, colours, true);
  if (foreground === background && foreground !== DEFAULT) foreground = foreground === WHITE ? 0 : WHITE;
  return (flags << 18) | (foreground << 9) | background;
}

function reduced(colour: Colour | undefined, colours: Colours, isForeground: boolean): number {
  if (colour === undefined || colours === 0) return DEFAULT;
  const number = colourNumber(colour);
  if (colours === 256) return number;
  const basic = basicColour(number);
  if (colours === 16 || basic < 8) return basic;
  // A console of 8 colours shows bright black as black: text in it could not be seen.
  return basic === 8 && isForeground ? WHITE : basic - 8;
}

/** Longer than any look. */
const MAX_LOOK_LENGTH = 80;

const FLAGS = ['bold', 'underline', 'inverse'] as const;

/**
 * A look in words: `bold white on blue`, `inverse`, `underline color123 on default`. Colours are the 16 names
 * (`bright-red`), `color0` to `color255`, and `default`.
 */
export function parseLook(text: string): { readonly look: Look } | { readonly problem: string } {
  if (text.length > MAX_LOOK_LENGTH) return { problem: `a look has at most ${MAX_LOOK_LENGTH} characters` };
  const look: { -readonly [Part in keyof Look]: Look[Part] } = {};
  let ground: 'foreground' | 'background' | null = 'foreground';
  let hasOn = false;
  for (const word of text.trim().toLowerCase().split(/\s+/)) {
    const flag = FLAGS.find((name) => name === word);
    if (flag) look[flag] = true;
    else if (word === 'on' && !hasOn) {
      hasOn = true;
      ground = 'background';
    } else {
      const colour = parseColour(word);
      if (colour === null) return { problem: `"${shown(word)}" is neither a colour nor bold, underline or inverse` };
      if (ground === null) return { problem: 'a look has one colour, and one more after "on"' };
      if (colour !== 'default') look[ground] = colour;
      ground = null;
    }
  }
  return ground === 'background' ? { problem: 'after "on" there must be a colour' } : { look };
}

/** Null: there is none of that name. */
function parseColour(word: string): Colour | 'default' | null {
  if (word === 'default') return word;
  const numbered = /^colou?r(\d{1,3})$/.exec(word);
  if (numbered) return Number(numbered[1]) <= 255 ? Number(numbered[1]) : null;
  return COLOUR_NAMES.find((name) => name === word) ?? null;
}

function shown(word: string): string {
  return word.replace(/[^\x20-\x7e]/g, '?');
}
