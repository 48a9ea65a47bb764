// Whole screens, kept as plain text beside the tests. UPDATE_FRAMES=1 writes them again; look at the changes then.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { widthOf } from '../../../peer/ui/tui/text/width.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';

const FOLDER = join(import.meta.dirname, 'frames');

/** Versions of node disagree about the comma. */
const DAY = 'Thu, 1 Jan 2026';

/** The sizes that every screen is looked at in. */
export const SIZES = [
  [40, 12],
  [80, 24],
  [120, 40],
] as const;

/** What the screen shows is what was kept under that name. */
export function expectFrame(name: string, screen: FullScreenInTest): void {
  const { columns, rows } = screen.emulator.output;
  const file = join(FOLDER, `${name}.${columns}x${rows}.txt`);
  const frame = `${frameOf(screen)}\n`;
  if (process.env['UPDATE_FRAMES'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, frame);
  }
  const kept = readFileSync(file, 'utf8');
  expect(frame === kept, `${file} has\n${kept}\nand the screen shows\n${frame}`).toBe(true);
}

function frameOf({ emulator, clock }: FullScreenInTest): string {
  const day = english.day(clock.now());
  if (day === DAY) return emulator.text;
  const rule = new RegExp(`[─-]+ ${day.replaceAll('.', '\\.')} [─-]+`, 'g');
  return emulator.text.replace(rule, (found) => {
    const free = widthOf(found) - DAY.length - 2;
    const left = Math.floor(free / 2);
    const line = found[0] ?? '';
    return `${line.repeat(left)} ${DAY} ${line.repeat(free - left)}`;
  });
}
