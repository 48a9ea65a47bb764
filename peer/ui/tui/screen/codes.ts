// What is written to a terminal besides the picture. The picture itself is the engine's.
import { visible } from '../../../../commons/text/text.ts';
import { ASCII } from './characters.ts';

/**
 * Saves the title, takes the second screen, and switches on pasting in brackets and reports of focus; no automatic
 * wrap.
 */
export const ENTER = '\x1b[22;0t\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?7l\x1b[?25l';

export const CLEAR = '\x1b[m\x1b[H\x1b[2J';

/**
 * Presses, drags and the wheel, reported in numbers without a limit (SGR). Never all motion: that is an event a step.
 */
export const MOUSE_ON = '\x1b[?1000h\x1b[?1002h\x1b[?1006h';

export const MOUSE_OFF = '\x1b[?1006l\x1b[?1002l\x1b[?1000l';

/**
 * The cursor keys and the keypad in their application mode, in which st sends what terminfo has for Delete, Insert and
 * End.
 */
export const APPLICATION_KEYS_ON = '\x1b[?1h\x1b=';

/**
 * Undoes all of it and more: whatever was on, this is safe to write. A console without a second screen gets a new line.
 */
export const RESTORE = `\x1b[?2026l${MOUSE_OFF}\x1b[?1l\x1b>\x1b[?1004l\x1b[?2004l\x1b[r\x1b[m\x1b[999;1H\r\n\x1b[?7h\x1b[?25h\x1b[?1049l\x1b[23;0t`;

/** Terminals that know these show what is between them at once, and others ignore them. */
export const FRAME_BEGINS = '\x1b[?2026h';
export const FRAME_ENDS = '\x1b[?2026l';

export const HIDE_CURSOR = '\x1b[?25l';

export const BELL = '\x07';

/** The terminal wraps by itself, and remembers where: what is selected there has no line breaks that nobody wrote. */
export const WRAP_ON = '\x1b[?7h';
export const WRAP_OFF = '\x1b[?7l';

/** Longer texts are not copied: some terminals drop them, or the rest of what is written. In UTF-16 units. */
const MAX_COPIED = 4_096;

/** OSC 52: the text goes to the terminal's clipboard, if the terminal allows that. */
export function copied(text: string): string {
  return `\x1b]52;c;${Buffer.from(text.slice(0, MAX_COPIED), 'utf8').toString('base64')}\x07`;
}

export function moveTo(x: number, y: number): string {
  return `\x1b[${y + 1};${x + 1}H`;
}

export function showCursor(x: number, y: number): string {
  return `${moveTo(x, y)}\x1b[?25h`;
}

export function windowTitle(title: string, isAscii: boolean): string {
  return `\x1b]2;${harmless(title, isAscii)}\x07`;
}

/** Semicolons separate commands in some terminals' reading of OSC 9. */
export function notification(title: string, text: string, isAscii: boolean): string {
  return `\x1b]9;${harmless(`${title}: ${text}`, isAscii).replaceAll(';', ',')}\x07`;
}

/** More than any title bar or desktop shows, in code points. */
const MAX_SHOWN = 200;

function harmless(text: string, isAscii: boolean): string {
  const shown = [...visible(text.slice(0, 4 * MAX_SHOWN))];
  const cut = shown.length > MAX_SHOWN ? [...shown.slice(0, MAX_SHOWN), ASCII.ellipsis] : shown;
  return isAscii ? cut.join('').replace(/[^\x20-\x7e]/gu, '?') : cut.join('');
}
