// U3: the question whether a tracker is to be trusted that has another key than before.
import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { FullScreenInTest, type FullScreenOptions } from '../../helpers/full-screen.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };
const KEYS = { known: `${'k'.repeat(42)}A`, shown: `${'s'.repeat(42)}E` };

async function asked(options: FullScreenOptions = {}) {
  const screen = new FullScreenInTest(options);
  screen.begin();
  const answers: boolean[] = [];
  void screen.fullScreen.dialogue.trustTracker(TRACKER, KEYS).then((answer) => answers.push(answer));
  await screen.pass();
  return { screen, answers };
}

/** What is in the boxes, with nothing between what was wrapped. */
const textOf = (screen: FullScreenInTest): string => screen.text.replace(/[│|\s]+/g, '');

describe('a tracker with another key', () => {
  it.each([
    [80, 24, 'en'],
    [40, 12, 'en'],
    [40, 12, 'pt'],
  ] as const)('is asked about with both keys, at %i x %i in %s', async (columns, rows, language) => {
    const { screen } = await asked({ columns, rows, surroundings: { language } });
    const { trackerKey } = language === 'en' ? english : portuguese;
    const { known, shown } = KEYS;
    const parts = [trackerKey.changed('127.0.0.1:6060'), trackerKey.known(known), trackerKey.shown(shown)];
    for (const part of [...parts, trackerKey.advice]) expect(textOf(screen)).toContain(part.replace(/\s+/g, ''));
    screen.shows(`${trackerKey.trust.letter}: ${trackerKey.trust.label}`);
  });

  it('is trusted by its letter alone', async () => {
    const { screen, answers } = await asked();
    await screen.press('enter', 'y', 'space', 'f4');
    await screen.paste('t');
    expect(answers).toEqual([]);
    await screen.type('t');
    expect(answers).toEqual([true]);
    screen.hides(KEYS.shown);
  });

  it('is not trusted with Escape', async () => {
    const { screen, answers } = await asked();
    await screen.press('escape');
    expect(answers).toEqual([false]);
  });

  it('is not trusted by a letter that was typed before the question could be seen', async () => {
    const screen = new FullScreenInTest();
    screen.begin();
    await screen.pass();
    const answers: boolean[] = [];
    void screen.fullScreen.dialogue.trustTracker(TRACKER, KEYS).then((answer) => answers.push(answer));
    screen.emulator.type('t');
    await screen.pass();
    expect(answers).toEqual([]);
    await screen.pass(200);
    await screen.type('t');
    expect(answers).toEqual([true]);
  });
});
