// Actions on the wire. The content `/me waves` is an action of its sender. Text that only looks like an action gets one
// more slash on the wire, so that the typed line `//me waves` is shown as `/me waves`. Peers of earlier versions show
// both slashes.

/** An action has text behind `/me`. */
const ACTION = /^\/me [^\S\n]*(?=\S)/;
const LIKE_AN_ACTION = /^\/+me\s/;
const ESCAPED = /^\/\/+me\s/;

/** The content to send so that others see this text. */
export function escapeAction(text: string): string {
  return LIKE_AN_ACTION.test(text) ? `/${text}` : text;
}

/** The reverse. `literal`: the text looks like an action, and is none. */
export function unescapeAction(content: string): { readonly content: string; readonly literal?: true } {
  if (!content.startsWith('/') || !ESCAPED.test(content)) return { content };
  const text = content.slice(1);
  return ACTION.test(text) ? { content: text, literal: true } : { content: text };
}

/**
 * The text to show. This comes before the text is made harmless: a tab that is shown as spaces would make an action of
 * it.
 */
export function spoken(content: string, isLiteral = false): { readonly text: string; readonly isAction: boolean } {
  if (isLiteral || !content.startsWith('/')) return { text: content, isAction: false };
  const text = content.replace(ACTION, '');
  return { text, isAction: text !== content };
}
