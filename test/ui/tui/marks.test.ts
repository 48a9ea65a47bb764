import { describe, expect, it } from 'vitest';
import { englishMarks } from '../../../peer/ui/tui/phrases/marks-en.ts';
import { portugueseMarks } from '../../../peer/ui/tui/phrases/marks-pt.ts';
import { because } from '../../helpers/because.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { KEY, link, queued } from '../phrases/sample-reports.ts';
import { inRoom, inThree, said } from './scenes.ts';

const { person: say, line } = englishMarks;
const WIDE = { columns: 140, rows: 60 };

/** What F8 says: the mark that stands before a sentence, undefined if it is not said; and the first row of each. */
async function explained(screen: FullScreenInTest) {
  await screen.press('f8');
  const rows = screen.emulator.lines.flatMap((row) => {
    const [, mark = '', sentence = ''] = /│ (\S*) {1,6}(\S.*?) *│/u.exec(row) ?? [];
    return sentence === '' ? [] : [[sentence, mark] as const];
  });
  await screen.press('escape');
  const markOf = (said: string): string | undefined => rows.find(([row]) => said.startsWith(row))?.[1];
  return { markOf, sentences: rows.map(([row]) => row) };
}

describe('every mark, in a sentence', () => {
  it('has the sentence of its own: one for each sign of a key, and the lock for the encryption', async () => {
    const screen = await inRoom(WIDE);
    screen.tell(link('eva', { records_keys: true }));
    let { markOf } = await explained(screen);
    expect(markOf(say.encrypted('bob'))).toBe('🔒');
    expect(markOf(say.verified('bob'))).toBe('✓');
    expect(markOf(say.records('eva'))).toBe('K');
    expect(markOf(say.unverified('eva'))).toBe('?');
    screen.tell(link('bob', { security: 'plaintext', encryption_off: true, confirms: false }), {
      event: 'trust',
      peer: 'eva',
      state: 'changed',
      fingerprint: KEY,
    });
    ({ markOf } = await explained(screen));
    expect(markOf(say.plaintext('bob'))).toBe('P');
    expect(markOf(say.encryptionOff('bob'))).toBe('');
    expect(markOf(say.confirmsNothing('bob'))).toBe('');
    expect(markOf(say.changed('eva'))).toBe('!');
    expect(markOf(say.records('eva'))).toBe('K');
  });

  it('is there for somebody who is blocked, or not reached, as it is beside them', async () => {
    const screen = await inRoom(WIDE);
    screen.tell(
      { event: 'blocked', peer: 'bob', blocked: true },
      link('eva', { state: 'closed', reason: because('no') }),
    );
    const { markOf } = await explained(screen);
    expect(markOf(say.blocked('bob'))).toBe('✗');
    expect(markOf(say.verified('bob'))).toBe('✓');
    expect(markOf(say.unverified('eva'))).toBe('?');
  });

  it('is of the own lines in view, not of the newest ones', async () => {
    const screen = await inRoom({ columns: 120, rows: 40 });
    const own = (id: string) => queued(['bob'], { id, content: id });
    const between = Array.from({ length: 60 }, () => said('bob', 'and so on'));
    await screen.report(own('old'), ...between, own('new'));
    expect((await explained(screen)).sentences).toContain(line.waiting('new', 'bob'));
    await screen.press('ctrl+home');
    const { sentences } = await explained(screen);
    expect(sentences).toContain(line.waiting('old', 'bob'));
    expect(sentences).not.toContain(line.waiting('new', 'bob'));
  });

  it('is also of conversations in the list: those that have ended, and those that are muted', async () => {
    const screen = await inThree(WIDE);
    await screen.report({ event: 'room_deleted', room: 'ops', by: 'eva' });
    await screen.type('/mute bob\r');
    const { markOf } = await explained(screen);
    expect(markOf(englishMarks.ended('#ops'))).toBe('✗');
    expect(markOf(englishMarks.muted('@bob'))).toBe('-');
  });

  it('of more below is the word that the status row shows, in each language', async () => {
    for (const [language, mark] of [
      ['en', 'MORE'],
      ['pt', 'MAIS'],
    ] as const) {
      const screen = await inRoom({ ...WIDE, rows: 30, surroundings: { language } });
      await screen.report(...Array.from({ length: 60 }, () => said('bob', 'and so on')));
      await screen.press('ctrl+home');
      expect(screen.text).toContain(`[${mark} `);
      const { markOf } = await explained(screen);
      expect(markOf((language === 'en' ? englishMarks : portugueseMarks).more(0))).toBe(mark);
    }
  });
});
