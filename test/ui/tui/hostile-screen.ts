// A stranger's attacks on the whole screen: whatever they are called and whatever they say, the terminal shows cells.

import { expect } from 'vitest';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { hostileTexts } from '../../helpers/hostile-strings.ts';
import { SAMPLE_KINDS, samplesOf } from '../phrases/sample-reports.ts';
import { entering, inRoom, said } from './scenes.ts';

/** All that is written besides text: places, looks, frames, the cursor, and the title, which begins with our name. */
const OWN_CODES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it begins with ESC
  /\x1b\[\d+;\d+H|\x1b\[[\d;]*m|\x1b\[\?(?:2026|25)[hl]|\x1b\]2;(?:\(\d+\) )?P2P Chat[^\p{Cc}]*\x07/gu;

const NOT_TEXT = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** What is opened over the chat, with the keys that do; Enter in some of them goes on. */
const OVERLAYS = [
  ['f2'],
  ['f3'],
  ['f3', 'enter'],
  ['f3', 'down', 'enter'],
  ['f3', 'down', 'down', 'enter'],
  ['f4'],
  ['f7'],
  ['f7', 'enter'],
  ['f8'],
  ['ctrl+g'],
  ['ctrl+o'],
  ['ctrl+o', 'enter'],
  ['alt+a'],
  ['tab', 'down'],
  ['tab', 'tab', 'enter'],
];

/** Reports of every kind, in which each name, room, reason and content is an attack; `count` attacks. */
export async function expectNothingButCells(count: number, seed: number): Promise<void> {
  const screen = await inRoom({ settings: { bell: 'off', notify: 'off' } });
  const before = stateOf(screen);
  for (const [index, text] of hostileTexts(count, seed).entries()) {
    for (const kind of SAMPLE_KINDS) screen.tell(...samplesOf(kind, text));
    await screen.press('escape', 'escape', 'escape');
    screen.tell(
      ...entering(text, text, 'bob', text),
      said(text, `see https://example.org/${text}`, text),
      said(text, text, null),
      { event: 'invitation', from: text, room: text, private: false },
    );
    await screen.press(...(OVERLAYS[index % OVERLAYS.length] ?? []));
    expectOnlyText(screen);
    await screen.press('escape', 'escape');
  }
  expect(stateOf(screen)).toEqual(before);
}

/** So many messages, in a conversation that is looked at; the columns beside it stay where they are. */
export async function expectTalkInItsPlace(count: number, seed: number): Promise<void> {
  const screen = await inRoom({ columns: 100, settings: { bell: 'off', notify: 'off' } });
  const before = stateOf(screen);
  const texts = hostileTexts(count, seed);
  const edges = [...(screen.emulator.lines[1] ?? '')].flatMap((character, x) => (character === '│' ? [x] : []));
  expect(edges).toHaveLength(2);
  for (let first = 0; first < count; first += 20) {
    await screen.report(...texts.slice(first, first + 20).map((text) => said('bob', text)));
    expectOnlyText(screen);
    for (const x of edges) for (let y = 1; y < 21; y += 1) expect(screen.emulator.cell(x, y).text).toBe('│');
  }
  expect(stateOf(screen)).toEqual(before);
}

function expectOnlyText({ emulator }: FullScreenInTest): void {
  const rest = emulator.raw.replaceAll(OWN_CODES, '');
  const found = NOT_TEXT.exec(rest);
  expect(found && JSON.stringify(rest.slice(Math.max(0, found.index - 20), found.index + 40))).toBe(null);
  emulator.raw = '';
}

function stateOf({ emulator }: FullScreenInTest): unknown {
  emulator.raw = '';
  const { bells, isAlternate, modes, notifications } = emulator;
  return { bells, isAlternate, modes, notifications: [...notifications] };
}
