import type { MouseReport } from './mouse-report.ts';
import type { Key } from './picture.ts';

/** What the user does at the terminal, as it is told by what reads the terminal's bytes. */
export interface InputEvents {
  key(key: Key): void;
  /** `isRest`: it goes on with the text that was pasted just before. */
  pasted(text: string, isRest?: boolean): void;
  mouse(report: MouseReport): void;
  focused(isFocused: boolean): void;
}
