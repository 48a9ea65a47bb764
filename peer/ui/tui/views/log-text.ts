import { type Face, timeOfDay } from '../face.ts';
import type { Entry } from '../model/entry.ts';

/** An entry as lines of a text file: what is said keeps its lines, set in below who said it. */
export function logText({ phrases }: Face, entry: Entry): string[] {
  const time = timeOfDay(entry.at, '24');
  if (entry.kind === 'day') return [`--- ${phrases.day(entry.at)} ---`];
  if (entry.kind === 'note') return entry.text.split('\n').map((line) => `${time} - ${line}`);
  const [first = '', ...more] = entry.text.split('\n');
  const opening = entry.isAction ? `* ${entry.from} ` : `${entry.from}: `;
  const lock = entry.isPlaintext ? 'P ' : '';
  return [`${time} ${lock}${opening}${first}`, ...more.map((line) => `        ${line}`)];
}
