import type { MouseReport } from './mouse-report.ts';
import type { Key } from './picture.ts';

/** The user's input at the terminal, as the parser of the terminal's bytes reports it. */
export interface InputEvents {
  key(key: Key): void;
  /** `isRest`: continues the previous paste. */
  pasted(text: string, isRest?: boolean): void;
  mouse(report: MouseReport): void;
  focused(isFocused: boolean): void;
}
