import { readLine } from '../commands/read-line.ts';
import type { Report } from '../reports.ts';
import type { FrontEnd, FrontEndInput } from './front-end.ts';
import { readLines } from './input-lines.ts';
import { type JsonEvent, jsonEventOf } from './json-event.ts';

/** Characters that a terminal showing the events could take for a control sequence or a change of text direction. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The event as JSON text that is safe to show in a terminal; parsed, it is the same event. */
export function toJsonLine(event: JsonEvent): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(event).replace(UNSAFE, escaped)}\n`;
}

/** For programs: writes each event as one JSON object a line, and nothing else; reads lines of text and commands. */
export class JsonLines implements FrontEnd {
  readonly asksPasswords = false;
  readonly #input: AsyncIterable<Buffer | string>;
  readonly #output: { write(text: string): unknown };

  constructor(input: AsyncIterable<Buffer | string>, output: { write(text: string): unknown }) {
    this.#input = input;
    this.#output = output;
  }

  show(report: Report): void {
    this.#output.write(toJsonLine(jsonEventOf(report)));
  }

  listen({ intend, tooLong, unreadable, ready, ended }: FrontEndInput): void {
    const line = (text: string): void => intend(readLine(text));
    void readLines(this.#input, { line, tooLong, unreadable, ready }).then(ended, ended);
  }

  close(): void {}
}
