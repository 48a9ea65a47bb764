import { readLine } from '../commands/read-line.ts';
import type { Report } from '../reports.ts';
import type { FrontEnd, FrontEndInput } from './front-end.ts';
import { readLines } from './input-lines.ts';
import { type JsonEvent, jsonEventOf } from './json-event.ts';

/** What a terminal could take for a command or a change of direction, if somebody looks at the events there. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The event as JSON text that is safe to look at; a reader of JSON sees no difference. */
export function toJsonLine(event: JsonEvent): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(event).replace(UNSAFE, escaped)}\n`;
}

/** For programs: each event as one JSON object a line, and nothing else; lines of text and commands come in. */
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
