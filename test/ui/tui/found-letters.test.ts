import { describe, expect, it } from 'vitest';
import { foundLetters } from '../../../peer/ui/tui/views/found-letters.ts';

/** What stands out in [brackets]. */
const shown = (query: string, text: string): string =>
  foundLetters(query, text, 'item')
    .map((span) => (span.style === 'match' ? `[${span.text}]` : span.text))
    .join('');

describe('the letters by which something was found', () => {
  it.each([
    ['dv', '#dev', '#[d]e[v]'],
    ['dev', '#dev', '#[dev]'],
    ['acao', '#Ação', '#[Ação]'],
    ['e', 'cafe\u0301', 'caf[e\u0301]'],
    ['ass', 'Straße', 'Str[aß]e'],
    ['한', '👩‍👩‍👧 한글', '👩‍👩‍👧 [한]글'],
  ])('%s stand out in %s, whole characters each', (query, text, expected) => {
    expect(shown(query, text)).toBe(expected);
  });

  it('are none if nothing was typed, or if they are beyond what is shown', () => {
    expect(foundLetters('', '#dev', 'item')).toEqual([{ text: '#dev', style: 'item' }]);
    expect(foundLetters('dev', '#d…', 'dim')).toEqual([{ text: '#d…', style: 'dim' }]);
  });
});
