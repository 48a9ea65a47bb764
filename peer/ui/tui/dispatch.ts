// Where what the user does goes: to what is open on top, to what takes the place of the line, or through the key map.

import { typedText } from '../../../commons/text/text.ts';
import { ACTIONS } from './actions/actions.ts';
import { choose } from './actions/lists.ts';
import type { Desk } from './desk.ts';
import { type ActionName, actionOf } from './keymap.ts';
import { askToOpen } from './overlays/addresses-list.ts';
import type { Key, Mouse } from './screen/picture.ts';
import type { Row, Span } from './text/row.ts';
import { widthOf } from './text/width.ts';
import { hintedKey } from './views/bars.ts';
import { sideRowsOf } from './views/chat-picture.ts';
import type { Layout } from './views/layout.ts';

const WHEEL_ROWS = 3;

/** They work whatever is open: none of their keys types anything. */
const ALWAYS: ReadonlySet<ActionName> = new Set(['help', 'quit', 'repaint', 'suspend', 'interrupt', 'back']);

export function dispatchKey(desk: Desk, key: Key): void {
  desk.flash = '';
  const where = desk.focus === 'line' ? 'typing' : 'list';
  const action = actionOf(key.name, where);
  const isAlways = action !== undefined && ALWAYS.has(action);
  if (key.name !== 'ctrl+c') desk.interruptedAt = Number.NEGATIVE_INFINITY;
  if (desk.top?.isBusy && !isAlways) return typedMeanwhile(desk, key);
  if (desk.isTypedAhead && !isAlways) return typedAhead(desk, key);
  desk.typed(!desk.top && key.text !== '');
  if (desk.top && !isAlways) return desk.top.key(key);
  if (desk.mode && !isAlways) return desk.mode.key(key);
  if (hasWireKeys(desk) && !isAlways && desk.wirePanel?.key(key)) return;
  if (action !== undefined) {
    ACTIONS[action](desk, key);
    return;
  }
  if (key.text === '') return;
  desk.focusLine();
  insert(desk, key.text);
}

/**
 * Pasted text is typed into whatever takes text, and does nothing else. `isRest`: it goes on with what was pasted
 * before.
 */
export function dispatchPaste(desk: Desk, text: string, isRest = false): void {
  desk.flash = '';
  const isForTop = desk.top && !desk.top.isBusy && !desk.isTypedAhead;
  if (isForTop) return desk.top.pasted?.(text);
  if (desk.mode) return desk.mode.pasted(text);
  if (hasWireKeys(desk)) return desk.wirePanel?.pasted(text);
  desk.focusLine();
  const line = text.replace(/(?:\r\n?|\n)$/, ''); // What was copied often ends in one too many.
  const isBreakDue = isRest && desk.isPasteBreakDue;
  desk.isPasteBreakDue = line !== text;
  if (!desk.top?.isBusy) return insert(desk, isBreakDue ? `\n${line}` : line);
  insertMeanwhile(desk, line);
  desk.isLineBreakDue = line !== text;
}

/** Keys go to the panel only while it can be seen. */
function hasWireKeys({ focus, layout }: Desk): boolean {
  return focus === 'wire' && layout !== null && layout.wire !== null;
}

/** It was typed for the line, and stays there; a question that came up meanwhile is not answered by it. */
function typedAhead(desk: Desk, key: Key): void {
  desk.typed(true);
  if (key.text !== '') insert(desk, key.text);
  else if (key.name === 'backspace') desk.editor.backspace();
}

/**
 * As {@link typedAhead}, where more than one line may be typed. Enter sends nothing yet; what follows it is another
 * line.
 */
function typedMeanwhile(desk: Desk, key: Key): void {
  if (key.name === 'enter' || key.name === 'backspace') {
    const wasDue = desk.isLineBreakDue;
    desk.isLineBreakDue = key.name === 'enter' && desk.editor.text !== '';
    if (key.name === 'backspace' && !wasDue) typedAhead(desk, key);
  } else if (key.text !== '') {
    insertMeanwhile(desk, key.text);
  }
}

function insertMeanwhile(desk: Desk, text: string): void {
  insert(desk, desk.isLineBreakDue ? `\n${text}` : text);
  desk.isLineBreakDue = false;
}

function insert(desk: Desk, text: string): void {
  if (!desk.editor.insert(typedText(text))) desk.flash = desk.face.phrases.lineTooLong;
}

/** What is clicked on is found in the layout that was drawn last. */
export function dispatchMouse(desk: Desk, mouse: Mouse): void {
  const hint = desk.flash !== '' || desk.mode !== null;
  if (mouse.kind === 'press') desk.flash = '';
  if (desk.top) {
    if (mouse.pane === desk.top.name) desk.top.mouse?.(mouse);
    else if (mouse.kind === 'press') desk.dismiss();
    return;
  }
  if (mouse.pane === 'wire') return desk.wirePanel?.mouse(mouse);
  if (mouse.kind === 'wheelup' || mouse.kind === 'wheeldown') {
    return desk.model.log.scroll(mouse.kind === 'wheelup' ? -WHEEL_ROWS : WHEEL_ROWS);
  }
  const { layout } = desk;
  if (mouse.kind !== 'press' || !layout) return;
  const rows = sideRowsOf(desk, layout);
  if (mouse.pane === 'rooms') choose(desk, rows.rooms[mouse.row]?.target ?? null);
  if (mouse.pane === 'people') choose(desk, rows.people[mouse.row]?.target ?? null);
  if (mouse.pane === 'input') desk.focusLine();
  if (mouse.pane === 'hints' && !hint) pressHinted(desk, mouse, layout);
  if (mouse.pane === 'log') openClicked(desk, mouse, layout);
}

/** A click on a key that the row of hints names is that key. */
function pressHinted(desk: Desk, { column }: Mouse, { hints }: Layout): void {
  const key = hintedKey(desk.face, hints?.width ?? 0, column);
  if (key !== null) dispatchKey(desk, { name: key.toLowerCase(), text: '' });
}

/** The address that was clicked on, if there is one: a row that was wrapped holds a part of it. */
function openClicked(desk: Desk, { row, column }: Mouse, layout: Layout): void {
  const { width, height } = layout.log;
  const rows = desk.model.log.view(width, height);
  const address = spanAt(rows[row - (height - rows.length)] ?? [], column)?.address;
  if (address !== undefined) askToOpen(desk, address);
}

function spanAt(row: Row, column: number): Span | undefined {
  let left = column;
  return row.find(({ text }) => {
    left -= widthOf(text);
    return left < 0;
  });
}
