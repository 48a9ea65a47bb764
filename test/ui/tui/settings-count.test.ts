import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../../peer/config/settings.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { inRoom } from './scenes.ts';

const WIDE = { columns: 160 };

describe('a setting that is changed', () => {
  it('is said to count from the next start where it does, and never to be so now', async () => {
    const screen = await inRoom(WIDE);
    const later = SETTINGS.filter(({ counts }) => counts === 'next start').map(({ name }) => name);
    expect(later.sort()).toEqual(['encryption', 'front-end', 'requests', 'tracker', 'user']);
    for (const [name, value] of [
      ['encryption', 'off'],
      ['front-end', 'plain'],
      ['requests', 'accept'],
      ['tracker', 'chat.example.org:7000'],
      ['user', 'rui'],
    ] as const) {
      await screen.type(`/set ${name} ${value}\r`);
      screen.shows(english.setForNextStart(name, value), english.settingsInFile(''));
      screen.hides(english.set(name, value));
    }
    await screen.type('/set encryption\r');
    screen.shows(english.fromNextStart);
    await screen.press('escape');
    await screen.type('/lang pt\r/set encryption prefer\r');
    screen.shows(portuguese.setForNextStart('encryption', 'prefer'));
  });

  it('and cannot be kept counts neither now nor later, if it would only have counted from the next start', async () => {
    const screen = await inRoom({ ...WIDE, keepSetting: () => Promise.reject(new Error('the disk is full')) });
    await screen.type('/set encryption off\r');
    screen.shows(english.nextStartNotKept('the disk is full'));
  });

  it('decides at once whether what is typed is kept, and what was typed unkept stays so', async () => {
    const screen = await inRoom();
    const kept: (readonly string[])[] = [];
    screen.fullScreen.useHistory(['/join of-yesterday'], (entries) => kept.push(entries));
    await screen.type('/users\r/set history off\r/join secret\r');
    const before = kept.length;
    expect(kept.at(-1)).toEqual(['/join of-yesterday', '/users', '/set history off']);
    await screen.type('/join more\r');
    expect(kept).toHaveLength(before);
    await screen.type('/set history on\r/users\r');
    expect(kept.at(-1)).not.toContain('/join secret');
    expect(kept.at(-1)?.at(-1)).toBe('/users');
    await screen.press('up', 'up', 'up', 'up');
    expect(screen.line).toBe(' #dev> /join secret');
  });

  it('is kept beside what earlier runs have left, where it was off at the start', async () => {
    const screen = await inRoom({ settings: { history: 'off' } });
    const kept: (readonly string[])[] = [];
    screen.fullScreen.useHistory(['/join of-yesterday'], (entries) => kept.push(entries));
    await screen.type('/users\r');
    expect(kept).toEqual([]);
    await screen.type('/set history on\r/status\r');
    expect(kept.at(-1)).toEqual(['/join of-yesterday', '/status']);
  });

  it('is refused in Portuguese to whom that is spoken to', async () => {
    const screen = await inRoom({ ...WIDE, surroundings: { language: 'pt' } });
    await screen.type('/set time 25\r');
    screen.shows('time só pode ser 24 | 12 | off.');
    screen.hides('must be');
    await screen.type('/set tiem 24\r');
    screen.shows('Não há configuração "tiem"');
    await screen.type('/tema pink\r');
    screen.shows('theme só pode ser dark | light');
  });
});
