/**
 * A text as a URL; null: it is none. `URL.canParse` is not used: node 20 refuses letters such as `é` in it once the
 * caller has been optimized.
 */
export function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
