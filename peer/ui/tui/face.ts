// What the views need to know of how things are to be said and drawn here.

import type { Language } from '../../../commons/command-line/language.ts';
import type { Settings } from '../../config/settings.ts';
import type { MarkPhrases, TuiPhrases } from './phrases/phrases.ts';
import type { Characters } from './screen/characters.ts';

export interface Face {
  readonly language: Language;
  readonly phrases: TuiPhrases;
  readonly marks: MarkPhrases;
  readonly characters: Characters;
  readonly settings: Settings;
}

/** The time of day to the millisecond: `09:15:07.042`. */
export function preciseTime(at: number): string {
  const date = new Date(at);
  const padded = (value: number, length = 2): string => String(value).padStart(length, '0');
  const seconds = `${padded(date.getSeconds())}.${padded(date.getMilliseconds(), 3)}`;
  return `${padded(date.getHours())}:${padded(date.getMinutes())}:${seconds}`;
}

/** The time of day, as the user wants it; empty if they want none. */
export function timeOfDay(at: number, time: '24' | '12' | 'off'): string {
  if (time === 'off') return '';
  const date = new Date(at);
  const minutes = String(date.getMinutes()).padStart(2, '0');
  if (time === '24') return `${String(date.getHours()).padStart(2, '0')}:${minutes}`;
  return `${String(((date.getHours() + 11) % 12) + 1).padStart(2)}:${minutes}${date.getHours() < 12 ? 'am' : 'pm'}`;
}
