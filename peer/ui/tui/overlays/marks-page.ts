import type { Desk } from '../desk.ts';
import { marksNow } from '../views/marks-now.ts';
import { Page } from './page.ts';

/** What every mark on the screen means at this moment. */
export function openMarks(desk: Desk): void {
  const page = new Page({
    name: 'marks',
    title: (face) => face.phrases.explainTitle,
    hint: (face) => face.phrases.closeHint,
    rows: (face) => marksNow(face, desk.model),
    keys: { f8: () => desk.close(), 'alt+e': () => desk.close(), q: () => desk.close() },
  });
  desk.open(page);
}
