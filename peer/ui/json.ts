import type { Report } from '../reports.ts';
import type { FrontEnd, FrontEndInput } from './front-end.ts';
import { readLines } from './input-lines.ts';

/** For programs: each event as one JSON object a line, and nothing else; lines of text and commands come in. */
export class JsonLines implements FrontEnd {
  readonly #input: AsyncIterable<Buffer | string>;
  readonly #output: { write(text: string): unknown };

  constructor(input: AsyncIterable<Buffer | string>, output: { write(text: string): unknown }) {
    this.#input = input;
    this.#output = output;
  }

  show(report: Report): void {
    this.#output.write(`${JSON.stringify(report)}\n`);
  }

  listen({ line, tooLong, ready, ended }: FrontEndInput): void {
    void readLines(this.#input, { line, tooLong, ready }).then(ended, ended);
  }

  close(): void {}
}
