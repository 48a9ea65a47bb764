// Addresses of pages in what is said: marked in the log, opened only when the user asks for it and sees where it leads.

import type { Span } from '../text/row.ts';
import type { Style } from '../theme/style.ts';

/** Up to the first space, quote or bracket; without the full stop or comma that ends the sentence around it. */
const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^]{1,2000}/gi;
const TRAILING = new Set('.,;:!?)]');

export function addressesIn(text: string): string[] {
  if (!text.includes('://')) return [];
  return [...text.matchAll(ADDRESS)].flatMap(([found]) => {
    let end = found.length;
    while (TRAILING.has(found.charAt(end - 1))) end -= 1;
    const address = found.slice(0, end);
    return URL.canParse(address) ? [address] : [];
  });
}

/** The text with its addresses in a style of their own. */
export function withAddresses(text: string, style: Style): Span[] {
  const spans: Span[] = [];
  let rest = text;
  for (const address of addressesIn(text)) {
    const at = rest.indexOf(address);
    if (at > 0) spans.push({ text: rest.slice(0, at), style });
    spans.push({ text: address, style: 'link' });
    rest = rest.slice(at + address.length);
  }
  return rest === '' ? spans : [...spans, { text: rest, style }];
}

/** As it will be asked for: a name in other letters than Latin ones shows itself as such. */
export function plainAddress(address: string): string {
  return new URL(address).href;
}
