// How what is written travels. `/me waves` is told of the speaker; text that only looks like it has one slash more on the
// wire, so that `//me waves`, typed, is shown as `/me waves` and not as an action. Peers of earlier versions show the slash.

/** One line at least has to follow. */
const ACTION = /^\/me [^\S\n]*(?=\S)/;
const LIKE_AN_ACTION = /^\/+me\s/;
const ESCAPED = /^\/\/+me\s/;

/** What is sent so that it is shown as this text. */
export function escapeAction(text: string): string {
  return LIKE_AN_ACTION.test(text) ? `/${text}` : text;
}

/** The text that was sent so. `literal`: it looks like an action, and is none. */
export function unescapeAction(content: string): { readonly content: string; readonly literal?: true } {
  if (!content.startsWith('/') || !ESCAPED.test(content)) return { content };
  const text = content.slice(1);
  return ACTION.test(text) ? { content: text, literal: true } : { content: text };
}

/** What a message says. Judged before it is made harmless: a tab that is shown as spaces makes no action of text. */
export function spoken(content: string, isLiteral = false): { readonly text: string; readonly isAction: boolean } {
  if (isLiteral || !content.startsWith('/')) return { text: content, isAction: false };
  const text = content.replace(ACTION, '');
  return { text, isAction: text !== content };
}
