// What lies over the chat for a while and takes the keys: help, lists to choose from, questions.

import type { Leaving } from '../../cancelled.ts';
import type { Face } from '../face.ts';
import type { Key, Mouse, PanePicture, Size } from '../screen/picture.ts';
import { insideOf } from '../views/box.ts';

export interface OverlayPicture {
  readonly pane: PanePicture;
  /** On the whole screen. */
  readonly cursor: { readonly x: number; readonly y: number } | null;
}

export interface Overlay {
  /** Names its pane, and what is open. */
  readonly name: string;
  picture(face: Face, size: Size): OverlayPicture;
  /** Every key but Escape, which closes it. */
  key(key: Key): void;
  pasted?(text: string): void;
  mouse?(mouse: Mouse): void;
  /** Its keys are answers: those typed before it was on the screen, as the one on top, are not for it. */
  readonly isQuestion?: boolean;
  /** It only shows that something takes a while: what is typed meanwhile is for the line. */
  readonly isBusy?: boolean;
  /** It cannot be closed without an answer. */
  readonly isFixed?: boolean;
  /** What one that cannot be closed does with somebody who leaves. */
  left?(how: Leaving): void;
  /** It was closed without an answer. */
  dismissed?(): void;
}

/** A box in which nothing is typed: the cursor stands where its text begins, since a screen reader reads from there. */
export function readFromStart(pane: PanePicture): OverlayPicture {
  return { pane, cursor: insideOf(pane) };
}
