// The plain front end: reports are printed line by line above the prompt, and the line being typed is kept.

import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import type { Language } from '../../commons/command-line/language.ts';
import { visible } from '../../commons/text/text.ts';
import { COMMANDS } from '../commands/commands.ts';
import { readLine } from '../commands/read-line.ts';
import type { BothPasswords } from '../core/events.ts';
import type { Report, ReportOf } from '../reports.ts';
import { labelOf, type Place } from '../session/place.ts';
import { askHidden } from './ask.ts';
import type { FrontEnd, FrontEndInput } from './front-end.ts';
import { readLines } from './input-lines.ts';
import { NumbersSeen } from './numbers-seen.ts';
import { ansiPaint, type Paint, withoutPaint } from './paint.ts';
import { phrasesFor } from './phrases/phrases-for.ts';
import { PlainLines } from './plain-lines.ts';
import { type Line, printed, shownRoom } from './words.ts';

export interface PlainStreams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Whether colours are welcome. */
  readonly isColoured: boolean;
  /** Default: English. */
  readonly language?: Language;
  /** The time of day to print before a line of chat; an empty text: none. */
  readonly time?: () => string;
}

/** The time to print before a line of chat, so that a user who comes back later sees when it was sent or received. */
function timed(line: Line, time: (() => string) | undefined): string {
  const now = line.kind === 'talk' && !line.isContinued ? (time?.() ?? '') : '';
  return now === '' ? '' : `${now} `;
}

/** For a person at a terminal: a prompt, history and completion, and colours if they are welcome. */
export class TerminalLines implements FrontEnd {
  readonly asksPasswords = true;
  readonly #streams: PlainStreams;
  readonly #paint: Paint;
  readonly #lines: PlainLines;
  readonly #numbers = new NumbersSeen();
  #readline: Interface | null = null;
  #handlers: FrontEndInput | null = null;

  constructor(streams: PlainStreams) {
    this.#streams = streams;
    this.#paint = streams.isColoured ? ansiPaint : withoutPaint;
    const { language = 'en' } = streams;
    this.#lines = new PlainLines(phrasesFor(language), { paint: this.#paint, showsOwnLines: false });
  }

  show(report: Report): void {
    if (report.event === 'safety_number') this.#numbers.saw(report);
    const { time } = this.#streams;
    const lines = this.#lines.linesFor(report);
    if (report.event === 'conversation') this.#turnPrompt();
    this.#print(lines.map((line) => timed(line, time) + printed(line, this.#paint)));
    if (report.event === 'ready') this.#open();
    if (report.event === 'password_wanted') void this.#askPassword(report);
    if (report.event === 'new_password_wanted') void this.#askOwnPassword(report.number);
  }

  /** Keeps the handlers; the prompt opens at the `ready` report. */
  listen(handlers: FrontEndInput): void {
    this.#handlers = handlers;
  }

  #open(): void {
    const handlers = this.#handlers;
    if (!handlers) return;
    const { input, output } = this.#streams;
    const readline = createInterface({ input, output, completer: completeCommand, prompt: this.#prompt });
    this.#readline = readline;
    readline.on('line', (line) => {
      handlers.intend(this.#numbers.compared(readLine(line)));
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
    this.#readline = null; // Before the `close` event: this is not the end of the input.
    readline.close();
  }

  /** Asks without showing what is typed. */
  async #askPassword({ room, number, for: purpose }: ReportOf<'password_wanted'>): Promise<void> {
    this.close();
    const { prompt } = this.#lines.phrases;
    const shown = shownRoom(room);
    const asked =
      purpose === 'create'
        ? this.#askTwice((isAgain) => prompt.newPasswordOf(shown, isAgain))
        : this.#askHidden(prompt.passwordOf(shown));
    const password = await asked.catch(() => null);
    this.#lines.session.questions.passwordAnswered(number);
    this.#handlers?.password(number, password);
    this.#open();
  }

  async #askOwnPassword(number: number): Promise<void> {
    const { prompt } = this.#lines.phrases;
    this.close();
    const asked = async (): Promise<BothPasswords | null> => {
      const current = await this.#askHidden(prompt.currentPassword);
      return current === '' ? null : { current, next: await this.#askTwice((isAgain) => prompt.newPassword(isAgain)) };
    };
    const both = await asked().catch(() => null);
    this.#lines.session.questions.passwordAnswered(number);
    this.#handlers?.newPassword(number, both);
    this.#open();
  }

  /** Asks twice, since a user cannot see a typing mistake in a hidden password. Rejects with Cancelled. */
  async #askTwice(question: (isAgain: boolean) => string): Promise<string> {
    while (true) {
      const password = await this.#askHidden(question(false));
      if (password === '' || (await this.#askHidden(question(true))) === password) return password;
      this.#streams.output.write(`${this.#lines.phrases.prompt.passwordsDiffer}\n`);
    }
  }

  #askHidden(question: string): Promise<string> {
    const { input, output } = this.#streams;
    return askHidden(input, output, question);
  }

  /** Shows at once in the prompt that the next lines go to another conversation. */
  #turnPrompt(): void {
    if (!this.#readline) return;
    this.#clearPrompt(this.#readline);
    this.#readline.setPrompt(this.#prompt);
    this.#readline.prompt(true);
  }

  get #prompt(): string {
    const { notEncrypted, keysRecorded } = this.#lines.phrases.prompt;
    const { encryption, keylog, current } = this.#lines.session;
    const warnings = [...(encryption === 'off' ? [notEncrypted] : []), ...(keylog === null ? [] : [keysRecorded])];
    return [...warnings, targetOf(current)].join(', ');
  }

  /** Clears all rows of the prompt and of the typed text from the screen, so that the next output starts a line. */
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

/** For pipes, files and screen readers: lines of text, without a prompt. */
export class PipedLines implements FrontEnd {
  readonly asksPasswords = false;
  readonly #input: AsyncIterable<Buffer | string>;
  readonly #output: { write(text: string): unknown };
  readonly #lines: PlainLines;
  readonly #numbers = new NumbersSeen();
  readonly #time: (() => string) | undefined;

  constructor(
    input: AsyncIterable<Buffer | string>,
    output: { write(text: string): unknown },
    language: Language = 'en',
    time?: () => string,
  ) {
    this.#time = time;
    this.#input = input;
    this.#output = output;
    this.#lines = new PlainLines(phrasesFor(language), { showsOwnLines: true });
  }

  show(report: Report): void {
    if (report.event === 'safety_number') this.#numbers.saw(report);
    for (const line of this.#lines.linesFor(report)) this.#output.write(`${timed(line, this.#time)}${line.text}\n`);
  }

  listen({ intend, tooLong, unreadable, ready, ended }: FrontEndInput): void {
    const line = (text: string): void => intend(this.#numbers.compared(readLine(text)));
    void readLines(this.#input, { line, tooLong, unreadable, ready }).then(ended, ended);
  }

  close(): void {}
}

/** The part of the prompt that shows where the next line is sent. */
function targetOf(place: Place): string {
  return place.kind === 'home' ? '> ' : `${visible(labelOf(place))}> `;
}

function completeCommand(line: string): [string[], string] {
  if (!line.startsWith('/') || line.includes(' ')) return [[], line];
  const names = COMMANDS.filter(({ isForScreen }) => !isForScreen)
    .flatMap(({ name, aliases }) => [name, ...aliases])
    .map((name) => `/${name} `);
  return [names.filter((name) => name.startsWith(line)), line];
}
