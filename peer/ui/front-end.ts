import type { Report } from '../reports.ts';

/** What a front end does with what the user types. */
export interface FrontEndInput {
  line(text: string): void;
  /** A line was too long to be read. */
  tooLong(): void;
  /** Resolves when more lines may come. */
  ready(): Promise<void>;
  /** The user asked to stop, at once. */
  interrupted(): void;
  /** Nothing more will be typed. */
  ended(): void;
}

/** One face of the client: shows what happens, and passes on what is typed. */
export interface FrontEnd {
  show(report: Report): void;
  listen(input: FrontEndInput): void;
  /** Gives the terminal back. */
  close(): void;
}
