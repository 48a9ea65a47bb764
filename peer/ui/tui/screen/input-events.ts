import type { MouseReport } from './mouse-report.ts';
import type { Key } from './picture.ts';

/** What the user does at the terminal, as it is told by what reads the terminal's bytes. */
export interface InputEvents {
  key(key: Key): void;
  pasted(text: string): void;
  mouse(report: MouseReport): void;
  focused(isFocused: boolean): void;
}
