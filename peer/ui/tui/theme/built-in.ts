// The themes that come with the program. Text keeps the terminal's own colours, which its user has chosen to be
// legible.
import type { Colour } from './colours.ts';
import type { Look } from './look.ts';
import { NAME_STYLES } from './style.ts';
import type { Theme } from './theme.ts';

type NameLooks = { readonly [S in (typeof NAME_STYLES)[number]]: Look };

function names(colours: readonly Colour[]): NameLooks {
  const looks: Record<string, Look> = {};
  for (const [index, style] of NAME_STYLES.entries()) {
    const foreground = colours[index % colours.length];
    looks[style] = foreground === undefined ? { bold: true } : { foreground, bold: true };
  }
  return looks as NameLooks;
}

export const dark: Theme = {
  text: {},
  dim: { foreground: 244 },
  strong: { bold: true },
  own: { foreground: 'bright-green', bold: true },
  good: { foreground: 'green' },
  warning: { foreground: 'yellow' },
  danger: { foreground: 'bright-red', bold: true },
  link: { foreground: 75, underline: true },
  match: { foreground: 'black', background: 'yellow' },
  rule: { foreground: 240 },
  unreadRule: { foreground: 'bright-red' },
  heading: { foreground: 250, bold: true },
  bar: { foreground: 252, background: 24 },
  barStrong: { foreground: 'bright-white', background: 24, bold: true },
  barDanger: { foreground: 'bright-white', background: 124, bold: true },
  hint: { foreground: 244 },
  hintKey: { foreground: 252, bold: true },
  item: { foreground: 250 },
  itemUnread: { foreground: 'bright-white', bold: true },
  itemHighlight: { foreground: 'bright-magenta', bold: true },
  itemSelected: { foreground: 'bright-white', background: 24, bold: true },
  prompt: { foreground: 'bright-green', bold: true },
  box: { foreground: 75 },
  boxTitle: { foreground: 'bright-white', bold: true },
  field: { foreground: 252, background: 236 },
  fieldFocused: { foreground: 'bright-white', background: 24 },
  code: { foreground: 152 },
  qr: { foreground: 'black', background: 'bright-white' },
  ...names([39, 208, 141, 77, 204, 44, 220, 111, 173, 212, 156, 180]),
};

export const light: Theme = {
  ...dark,
  dim: { foreground: 242 },
  own: { foreground: 28, bold: true },
  good: { foreground: 28 },
  warning: { foreground: 130 },
  danger: { foreground: 160, bold: true },
  link: { foreground: 26, underline: true },
  rule: { foreground: 248 },
  unreadRule: { foreground: 160 },
  heading: { foreground: 238, bold: true },
  bar: { foreground: 235, background: 153 },
  barStrong: { foreground: 'black', background: 153, bold: true },
  barDanger: { foreground: 'bright-white', background: 160, bold: true },
  hint: { foreground: 242 },
  hintKey: { foreground: 235, bold: true },
  item: { foreground: 238 },
  itemUnread: { foreground: 'black', bold: true },
  itemHighlight: { foreground: 127, bold: true },
  itemSelected: { foreground: 'black', background: 153, bold: true },
  prompt: { foreground: 28, bold: true },
  box: { foreground: 26 },
  boxTitle: { bold: true },
  field: { foreground: 235, background: 254 },
  fieldFocused: { foreground: 'black', background: 153 },
  ...names([25, 130, 91, 28, 161, 30, 94, 61, 124, 127, 64, 23]),
};

/** Only the terminal's own colours and its plainest ones; nothing dimmed. */
export const highContrast: Theme = {
  ...dark,
  dim: {},
  own: { bold: true, underline: true },
  good: { bold: true },
  warning: { foreground: 'black', background: 'bright-yellow' },
  danger: { foreground: 'bright-white', background: 'red', bold: true },
  link: { underline: true },
  match: { foreground: 'black', background: 'bright-yellow', bold: true },
  rule: {},
  unreadRule: { bold: true },
  heading: { bold: true, underline: true },
  bar: { inverse: true },
  barStrong: { inverse: true, bold: true },
  barDanger: { foreground: 'bright-white', background: 'red', bold: true },
  hint: {},
  hintKey: { bold: true },
  item: {},
  itemUnread: { bold: true },
  itemHighlight: { bold: true, underline: true },
  itemSelected: { inverse: true, bold: true },
  prompt: { bold: true },
  box: { bold: true },
  boxTitle: { bold: true },
  field: { underline: true },
  fieldFocused: { inverse: true },
  code: { foreground: 24 },
  qr: { foreground: 'black', background: 'bright-white' },
  ...names([]),
};

export const BUILT_IN_THEMES = { dark, light, 'high-contrast': highContrast } as const;

export type ThemeName = keyof typeof BUILT_IN_THEMES;
