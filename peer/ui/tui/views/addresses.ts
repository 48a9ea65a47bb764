// Addresses of web pages in messages: marked in the log, and opened only when the user asks for it and sees the target.

import { findAddresses } from '../text/find-addresses.ts';
import type { Span } from '../text/row.ts';
import type { Style } from '../theme/style.ts';

export function addressesIn(text: string): string[] {
  return findAddresses(text).map(({ start, end }) => text.slice(start, end));
}

/** The text with its addresses in a style of their own; each span of an address holds the whole address. */
export function withAddresses(text: string, style: Style): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const { start, end } of findAddresses(text)) {
    const address = text.slice(start, end);
    if (start > at) spans.push({ text: text.slice(at, start), style });
    spans.push({ text: address, style: 'link', address });
    at = end;
  }
  return at === text.length ? spans : [...spans, { text: text.slice(at), style }];
}

/** The address as it is requested: a name in other than Latin letters is shown in its ASCII form, and so stands out. */
export function plainAddress(address: string): string {
  return new URL(address).href;
}
