import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HistorySearch } from '../../../peer/ui/tui/editor/history-search.ts';
import {
  InputHistory,
  MAX_HISTORY_ENTRIES,
  MAX_HISTORY_ENTRY_UNITS,
} from '../../../peer/ui/tui/editor/input-history.ts';

describe('the history of what was written', () => {
  it('is walked through and comes back to what was being written', () => {
    const history = new InputHistory(['one', 'two\nlines']);
    expect(history.next('draft')).toBeNull();
    expect(history.previous('draft')).toBe('two\nlines');
    expect(history.previous('two\nlines')).toBe('one');
    expect(history.previous('one')).toBeNull();
    expect(history.next('one')).toBe('two\nlines');
    expect(history.next('two\nlines')).toBe('draft');
    expect(history.next('draft')).toBeNull();
  });

  it('keeps what was changed on the way, until something is sent', () => {
    const history = new InputHistory(['one', 'two']);
    history.previous('');
    history.previous('two, changed');
    expect(history.next('one')).toBe('two, changed');
    history.add('three');
    expect(history.previous('')).toBe('three');
    expect(history.previous('three')).toBe('two');
  });

  it('starts again when something else has come into the editor', () => {
    const history = new InputHistory(['one', 'two']);
    history.previous('draft');
    history.previous('two');
    history.leave();
    expect(history.previous('another')).toBe('two');
    expect(history.next('two')).toBe('another');
  });

  it('keeps no line twice in a row, none that is blank, begins with a space, or is huge', () => {
    const history = new InputHistory(['one']);
    const offered = ['one', '', '\n', ' secret', 'x'.repeat(MAX_HISTORY_ENTRY_UNITS + 1), 'two', 'one'];
    expect(offered.map((entry) => history.add(entry))).toEqual([false, false, false, false, false, true, true]);
    expect(history.entries).toEqual(['one', 'two', 'one']);
  });

  it('forgets the oldest: by their number, and by their size', () => {
    const history = new InputHistory();
    for (let index = 0; index < MAX_HISTORY_ENTRIES + 5; index += 1) history.add(`line ${index}`);
    expect(history.entries).toHaveLength(MAX_HISTORY_ENTRIES);
    expect(history.entries[0]).toBe('line 5');
    for (let index = 0; index < 40; index += 1) history.add(`${index} ${'x'.repeat(MAX_HISTORY_ENTRY_UNITS - 3)}`);
    expect(history.entries).toHaveLength(32);
    expect(history.entries.at(-1)).toMatch(/^39 /);
  });

  it('gives back each draft, however one walks', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (ups) => {
        const history = new InputHistory(['a', 'b', 'c']);
        const drafts = ['a', 'b', 'c', 'd'];
        let at = 3;
        for (const [step, isUp] of ups.entries()) {
          const written = `${drafts[at]}${step}`;
          const to = at + (isUp ? -1 : 1);
          const expected = drafts[to] === undefined ? null : drafts[to] === 'd' ? '' : drafts[to];
          expect(isUp ? history.previous(written) : history.next(written)).toBe(expected);
          if (expected === null) continue;
          drafts[at] = written;
          at = to;
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('searching in it', () => {
  const entries = ['/join #dev', 'olá Ação', 'bom dia', '/join #ops', 'bom dia', 'Bom DIA a todos'];

  it('finds the newest first, whatever the case and accents, and says where', () => {
    const search = new HistorySearch(entries);
    search.search('acao');
    expect(search.match).toEqual({ text: 'olá Ação', start: 4, end: 8 });
    search.search('dia');
    expect(search.match).toEqual({ text: 'Bom DIA a todos', start: 4, end: 7 });
  });

  it('steps to older ones, past the same once more, and back', () => {
    const search = new HistorySearch(entries);
    search.search('bom');
    const seen = [search.match?.text];
    search.older();
    seen.push(search.match?.text);
    search.older();
    expect(search.isFailing).toBe(true);
    seen.push(search.match?.text);
    search.newer();
    expect(search.isFailing).toBe(false);
    seen.push(search.match?.text);
    expect(seen).toEqual(['Bom DIA a todos', 'bom dia', 'bom dia', 'Bom DIA a todos']);
  });

  it('goes on from where it is while the query grows, and starts again when letters are taken back', () => {
    const search = new HistorySearch(entries);
    search.search('/join');
    search.older();
    expect(search.match?.text).toBe('/join #dev');
    search.search('/join #');
    expect(search.match?.text).toBe('/join #dev');
    search.search('/join');
    expect(search.match?.text).toBe('/join #ops');
  });

  it('keeps the last match when nothing holds the query, and has none without a query', () => {
    const search = new HistorySearch(entries);
    search.search('to');
    search.search('tox');
    expect(search.isFailing).toBe(true);
    expect(search.match).toEqual({ text: 'Bom DIA a todos', start: 0, end: 0 });
    search.search('');
    expect([search.match, search.isFailing]).toEqual([null, false]);
    search.older();
    expect(search.match).toBeNull();
  });
});
