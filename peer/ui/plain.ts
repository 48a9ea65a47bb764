// The line-by-line face: what happens is printed above the prompt, what is typed is kept.

import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import { visible } from '../../commons/text.ts';
import { COMMANDS } from '../commands.ts';
import type { Report } from '../reports.ts';
import { askHidden } from './ask.ts';
import { Describer } from './describe.ts';
import type { FrontEnd, FrontEndInput } from './front-end.ts';
import { readLines } from './input-lines.ts';
import { ansiPaint, withoutPaint } from './paint.ts';

export interface PlainStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Whether colours are welcome. */
  readonly isColoured: boolean;
}

/** For a person at a terminal: a prompt, history and completion, and colours if they are welcome. */
export class TerminalLines implements FrontEnd {
  readonly #streams: PlainStreams;
  readonly #describer: Describer;
  #readline: Interface | null = null;
  #handlers: FrontEndInput | null = null;
  #prompt = promptFor(null, null);
  /** What must be seen for as long as it lasts. */
  #banner = '';

  constructor(streams: PlainStreams) {
    this.#streams = streams;
    this.#describer = new Describer(streams.isColoured ? ansiPaint : withoutPaint, false);
  }

  show(report: Report): void {
    if (report.event === 'ready') this.#banner = bannerFor(report);
    if (report.event === 'conversation') this.#turnTo(promptFor(report.room, report.to));
    this.#print(this.#describer.lines(report));
    if (report.event === 'ready') this.#open();
    if (report.event === 'password_wanted') void this.#askPassword(report.room);
  }

  /** The prompt comes when there is something to talk to. */
  listen(handlers: FrontEndInput): void {
    this.#handlers = handlers;
  }

  #open(): void {
    const handlers = this.#handlers;
    if (!handlers) return;
    const { input, output } = this.#streams;
    const prompt = this.#banner + this.#prompt;
    const readline = createInterface({ input, output, completer: completeCommand, prompt });
    this.#readline = readline;
    readline.on('line', (line) => {
      handlers.line(line);
      if (this.#readline === readline) readline.prompt(); // Unless a password is asked for now.
    });
    readline.on('SIGINT', () => handlers.interrupted());
    readline.on('close', () => {
      if (this.#readline === readline) handlers.ended();
    });
    readline.prompt();
  }

  close(): void {
    const readline = this.#readline;
    if (!readline) return;
    this.#clearPrompt(readline);
    this.#readline = null; // It is we who close it: the input has not ended.
    readline.close();
  }

  /** The next line, without showing it. */
  async #askPassword(room: string): Promise<void> {
    const { input, output } = this.#streams;
    this.close();
    const password = await askHidden(input, output, `Password of #${visible(room)}: `).catch(() => '');
    this.#handlers?.line(password);
    this.#open();
  }

  /** The next lines go somewhere else, and the prompt says so at once. */
  #turnTo(prompt: string): void {
    this.#prompt = prompt;
    if (!this.#readline) return;
    this.#clearPrompt(this.#readline);
    this.#readline.setPrompt(this.#banner + prompt);
    this.#readline.prompt(true);
  }

  /** Takes the prompt and what is typed off the screen, however many rows that has: what comes next starts a line. */
  #clearPrompt(readline: Interface): void {
    const { output } = this.#streams;
    moveCursor(output, 0, -readline.getCursorPos().rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    // readline would go up these rows itself when it draws the prompt again, over what was printed meanwhile.
    (readline as { prevRows?: number }).prevRows = 0;
  }

  #print(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const { output } = this.#streams;
    if (this.#readline) this.#clearPrompt(this.#readline);
    output.write(`${lines.join('\n')}\n`);
    this.#readline?.prompt(true);
  }
}

/** For pipes, files and screen readers: one line an event, nothing else. */
export class PipedLines implements FrontEnd {
  readonly #input: AsyncIterable<Buffer | string>;
  readonly #output: { write(text: string): unknown };
  readonly #describer = new Describer(withoutPaint, true);

  constructor(input: AsyncIterable<Buffer | string>, output: { write(text: string): unknown }) {
    this.#input = input;
    this.#output = output;
  }

  show(report: Report): void {
    for (const line of this.#describer.lines(report)) this.#output.write(`${line}\n`);
  }

  listen({ line, tooLong, ready, ended }: FrontEndInput): void {
    void readLines(this.#input, { line, tooLong, ready }).then(ended, ended);
  }

  close(): void {}
}

/** Before every line that is typed. */
function bannerFor({ encryption, keylog }: Extract<Report, { event: 'ready' }>): string {
  return `${encryption === 'off' ? '[NOT ENCRYPTED] ' : ''}${keylog === null ? '' : '[KEYS RECORDED] '}`;
}

function promptFor(room: string | null, to: string | null): string {
  if (room !== null) return `#${visible(room)}> `;
  return to !== null ? `@${visible(to)}> ` : '> ';
}

function completeCommand(line: string): [string[], string] {
  if (!line.startsWith('/') || line.includes(' ')) return [[], line];
  const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]).map((name) => `/${name} `);
  return [names.filter((name) => name.startsWith(line)), line];
}
