import type { BothPasswords, Intended } from '../core/events.ts';
import type { Report } from '../reports.ts';

/** What a front end does with what the user does. */
export interface FrontEndInput {
  /** A line that was read, a click or a choice; a face of lines gives the line as well. */
  intend(intended: Intended): void;
  /** The answer to a `password_wanted`; null: never mind. */
  password(number: number, password: string | null): void;
  /** The answer to a `new_password_wanted`; null: never mind. */
  newPassword(number: number, both: BothPasswords | null): void;
  /** A line was too long to be read. */
  tooLong(): void;
  /** What is typed or piped in is UTF-16, of which nothing is read. */
  unreadable(): void;
  /** Resolves when more lines may come. */
  ready(): Promise<void>;
  /** The user leaves the program. */
  quit(): void;
  /** The user asked to stop, at once. */
  interrupted(): void;
  /** The terminal is gone. */
  hungUp(): void;
  /** Nothing more will be typed. */
  ended(): void;
}

/** One face of the client: shows what happens, and passes on what is typed. */
export interface FrontEnd {
  /** It asks for passwords by itself, and answers with `password`; otherwise the next line is taken for one. */
  readonly asksPasswords: boolean;
  /** It is told of all that crosses the wire, from the start; otherwise `/wire on` asks for that. */
  readonly recordsWire?: boolean;
  show(report: Report): void;
  listen(input: FrontEndInput): void;
  /** Gives the terminal back. */
  close(): void;
}
