import type { Colours } from './colours.ts';
import { attributeOf, type Look, parseLook } from './look.ts';
import { STYLES, type Style } from './style.ts';

export type Theme = { readonly [S in Style]: Look };

/** The attribute of each style on the screen, as {@link attributeOf} packs it. */
export type Attributes = { readonly [S in Style]: number };

export function attributesOf(theme: Theme, colours: Colours): Attributes {
  const attributes: Partial<Record<Style, number>> = {};
  for (const style of STYLES) attributes[style] = attributeOf(theme[style], colours);
  return attributes as Attributes;
}

/**
 * Makes a user's own theme: a built-in one with the changes that the user wrote into the config file.
 *
 * @param looks The changes by name of the style, in the syntax of {@link parseLook}.
 */
export function makeTheme(
  base: Theme,
  looks: Readonly<Record<string, unknown>>,
): { readonly theme: Theme } | { readonly problem: string } {
  const theme: Record<Style, Look> = { ...base };
  for (const [name, text] of Object.entries(looks)) {
    const style = STYLES.find((known) => known === name);
    if (!style) return { problem: `there is no style of that name: ${JSON.stringify(name.slice(0, 40))}` };
    if (typeof text !== 'string') return { problem: `the look of ${style} is not text` };
    const parsed = parseLook(text);
    if ('problem' in parsed) return { problem: `the look of ${style}: ${parsed.problem}` };
    theme[style] = parsed.look;
  }
  return { theme };
}
