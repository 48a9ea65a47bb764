import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../../peer/config/resolve.ts';
import { Chooser } from '../../../peer/ui/tui/overlays/chooser.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { Preferences } from '../../../peer/ui/tui/preferences.ts';
import { peer } from '../phrases/sample-reports.ts';
import { inRoom } from './scenes.ts';

const COUNT = 3_000;
const NAMES = Array.from({ length: COUNT }, (_, index) => `${['anna', 'bruno', 'carla'][index % 3]}${index}`);

const key = (text: string) => ({ name: text, text, ctrl: false, alt: false, shift: false });

describe('a list of thousands', () => {
  it('says more only of those that are seen, and lists all of them once a picture', () => {
    const { face } = new Preferences(resolveSettings(), new Map(), {
      language: 'en',
      isUnicode: true,
      isRemote: false,
    });
    let [asked, listed] = [0, 0];
    const choices = NAMES.map((label) => ({
      label,
      get detail() {
        asked += 1;
        return '';
      },
      choose() {},
    }));
    const chooser = new Chooser({
      name: 'many',
      title: () => 'many',
      hint: '',
      isTyped: true,
      empty: () => '',
      choices() {
        listed += 1;
        return choices;
      },
    });
    for (const typed of ['', 'b', 'r', '9']) {
      if (typed !== '') chooser.key(key(typed) as never);
      chooser.picture(face, { columns: 80, rows: 24 });
    }
    chooser.key({ ...key(''), name: 'down' } as never);
    expect(listed).toBe(4);
    expect(asked).toBeLessThanOrEqual(4 * 24);
  });

  it('does not make acquaintances of those who are only online', async () => {
    const screen = await inRoom();
    await screen.report({ event: 'peers', room: null, peers: NAMES.map((name) => peer(name)) });
    await screen.press('f3');
    await screen.type('carla2999');
    screen.shows('> carla2999');
    await screen.press('escape');
    await screen.report({ event: 'peers', room: null, peers: [] });
    await screen.press('ctrl+g');
    await screen.type('carla2999');
    screen.shows(english.nothingFound);
  });
});
