// What is expected of a terminal in which the full screen runs, or has run.

import { expect } from 'vitest';
import type { Person } from './person-at-terminal.ts';

/** What every program that ends leaves behind, however it ends. */
export async function expectGivenBack(person: Person, code: number): Promise<void> {
  const end = await person.ended();
  await person.terminal.shows('ended with');
  expect(end.tty).toMatch(/ icanon .* echo /s);
  expect(end.tty).toMatch(/^isig/m);
  expect(person.facts).toEqual({
    isAlternate: false,
    hasMouse: false,
    isCursorShown: true,
    wraps: true,
    hasOddKeys: false,
    title: expect.not.stringContaining('P2P'),
  });
  expect(end.code).toBe(code);
  await expectPlainPaste(person);
}

/** A terminal that is still told to put brackets around what is pasted, would show them here. */
export async function expectPlainPaste(person: Person): Promise<void> {
  person.terminal.types("echo re''ady; cat -v");
  await person.terminal.shows('ready');
  person.terminal.pastes('pasted\n');
  await person.terminal.shows(/pasted\n+pasted/);
  expect(person.terminal.screen).not.toContain('200~');
}

/** Nothing is on the screen that a fresh painting would not put there. */
export async function expectRepainted(person: Person): Promise<void> {
  await answers(person);
  const before = person.terminal.colouredFrame;
  const written = person.terminal.bytes.length;
  person.presses('C-l');
  await person.terminal.until('painted', () => (person.terminal.bytes.length > written ? 'painted' : ''));
  await answers(person);
  expect(person.terminal.colouredFrame).toBe(before);
}

/** All that the terminal told the program before is painted: on a busy machine silence alone says nothing. */
async function answers(person: Person): Promise<void> {
  for (const [key, isShown] of [
    ['%', true],
    ['BSpace', false],
  ] as const) {
    person.presses(key);
    await person.terminal.until({ test: (frame) => frame.includes('%') === isShown }, () => person.terminal.frame);
  }
  await person.terminal.settles();
}
