// Makes text from strangers safe for a terminal or a log. It is applied once, where text is shown; stored and sent text
// stays unchanged.

/** Whole escape sequences: OSC/DCS/APC/PM/SOS with or without their end, CSI (7 and 8 bit), and two-byte ones. */
const ESCAPE_SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g;

/**
 * Invisible characters; the flags of England, Scotland and Wales (a black flag, five tag letters, a tag end) are
 * captured.
 */
const FLAG_OR_INVISIBLE =
  /(\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f})|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Tabs, and other line and page breaks of word processors. */
const SHOWN_AS_SPACES = /[\t\v\f\x85\u2028\u2029]/g;
const CONTROL_LINE_ENDS = /\r\n?|[\v\f\x85]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const CONTROLS_BUT_NEWLINE = /[\x00-\x09\x0b-\x1f\x7f-\x9f]/g;

/**
 * Marks that take no column can cover the lines above. No language stacks more than eight on one character (Tibetan
 * mantras; Burmese and Hebrew up to five). Marks that take a column do not stack, and are not counted.
 */
const STACKED_MARKS = /([\p{Mn}\p{Me}]{8})[\p{Mn}\p{Me}]+/gu;

/** Accents that combine with any letter: no language needs five on one. */
const STACKED_ACCENTS = /((?:(?=\p{Script=Inherited})\p{M}){4})(?:(?=\p{Script=Inherited})\p{M})+/gu;

/** Marks with joiners between them: otherwise, a row could contain any number of characters that take no column. */
const WITHOUT_COLUMN = /([\p{Mn}\p{Me}\u200c\u200d]{10})[\p{Mn}\p{Me}\u200c\u200d]+/gu;

/** Few texts have so many marks in a row; all others need no search for stacks. */
const MANY_MARKS = /[\p{M}\u200c\u200d]{5}/u;

/** The longest shown text, in UTF-16 units. */
const MAX_SHOWN = 64 * 1024;

/** Printable Latin text and newlines: most messages, in which there is nothing to remove. */
const HARMLESS = /^[\n\x20-\x7e\xa0-\xac\xae-\u02ff]*$/;

/** Typed or pasted text as it is sent: without escape sequences and controls, which people do not type as text. */
export function typedText(text: string): string {
  return text
    .toWellFormed()
    .replace(ESCAPE_SEQUENCES, '')
    .replace(CONTROL_LINE_ENDS, '\n')
    .replace(CONTROLS_BUT_NEWLINE, (control) => (control === '\t' ? control : ''));
}

/**
 * Text of a message: newlines stay, tabs and other line breaks become spaces, and characters that move the cursor or
 * are invisible are removed.
 */
export function visibleText(text: string): string {
  if (text.length <= MAX_SHOWN && HARMLESS.test(text)) return text;
  const shown = text
    .slice(0, MAX_SHOWN)
    .toWellFormed()
    .replace(ESCAPE_SEQUENCES, '')
    .replace(/\r\n?/g, '\n')
    .replace(SHOWN_AS_SPACES, (character) => (character === '\t' ? '    ' : ' '))
    .replace(FLAG_OR_INVISIBLE, '$1')
    .replace(CONTROLS_BUT_NEWLINE, '');
  return withoutStacks(shown).slice(0, MAX_SHOWN).toWellFormed();
}

function withoutStacks(text: string): string {
  if (!MANY_MARKS.test(text)) return text;
  return text.replace(STACKED_ACCENTS, '$1').replace(STACKED_MARKS, '$1').replace(WITHOUT_COLUMN, '$1');
}

/** As {@link visibleText}, on one line: for names, reasons and logs. */
export function visible(text: string): string {
  return visibleText(text).replace(/\n+/g, ' ');
}
