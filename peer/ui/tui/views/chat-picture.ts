// Draws the whole screen of the chat from the state of the desk: the panes, the overlay on top, and the cursor.

import { visible } from '../../../../commons/text/text.ts';
import type { Desk } from '../desk.ts';
import type { PanePicture, Picture, Size } from '../screen/picture.ts';
import { cutRow, padRow } from '../text/fit.ts';
import type { Row } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import { wrapRow } from '../text/wrap.ts';
import { hintRow, titleRow } from './bars.ts';
import { type Layout, layoutOf, maxInputRows, type Rectangle } from './layout.ts';
import { edged, isSameTarget, peopleRows, type SideRow, sideRows } from './side-lists.ts';
import { statusRow } from './status-row.ts';

export function chatPicture(desk: Desk, size: Size): Picture {
  const { face, model } = desk;
  const input = inputOf(desk, size);
  const layout = layoutFor(desk, size, input.rows.length);
  desk.layout = layout;
  const log = model.log.view(layout.log.width, layout.log.height);
  desk.sawLog();
  const blank = Array.from({ length: layout.log.height - log.length }, (): Row => []);
  const wire = layout.wire && desk.wirePanel?.picture(face, layout.wire, desk.focus === 'wire');
  const hint = desk.flash !== '' ? desk.flash : (desk.mode?.hint(face) ?? '');
  const panes: PanePicture[] = [
    pane('title', layout.title, [titleRow(face, model, layout.title.width)]),
    ...sidePanes(desk, layout),
    pane('log', layout.log, [...blank, ...log]),
    ...(wire ? [wire.pane] : []),
    pane('status', layout.status, [statusRow(face, model, desk.outside.now(), layout.status.width)]),
    pane('input', layout.input, input.rows),
    ...(layout.hints ? [pane('hints', layout.hints, [hintRow(face, hint, layout.hints.width)])] : []),
    ...(hint !== '' && (layout.hints === null || widthOf(hint) >= layout.hints.width) ? [flashPane(layout, hint)] : []),
  ];
  // Only the overlay on top is drawn, since stacked boxes are hard to tell apart. The next one shows when it is closed.
  const overlay = desk.top?.picture(face, size);
  desk.looked();
  const typing = { x: input.cursor.x, y: layout.input.top + input.cursor.y };
  const focused = (): Picture['cursor'] | undefined => {
    if (desk.focus === 'line') return typing;
    return desk.focus === 'wire' ? (wire?.cursor ?? typing) : selectedAt(desk, layout);
  };
  const cursor = overlay ? overlay.cursor : focused();
  return {
    panes: overlay ? [...panes, overlay.pane] : panes,
    cursor: cursor && cursor.x < size.columns && cursor.y < size.rows ? cursor : null,
    title: titleOf(desk),
  };
}

/** The position of the selected row of a list, for the cursor, which a screen reader follows. */
function selectedAt(desk: Desk, layout: Layout): Picture['cursor'] {
  const { selected } = desk;
  const { rooms, people } = sideRowsOf(desk, layout);
  for (const [rows, place] of [[rooms, layout.rooms] as const, [people, layout.people] as const]) {
    const at = rows.findIndex(({ target }) => target !== null && selected !== null && isSameTarget(target, selected));
    if (at >= 0 && place) return { x: place.left + (place === layout.people ? 1 : 0), y: place.top + at };
  }
  return null;
}

/** The layout; without a column of people on the home screen, where nobody else can be. */
function layoutFor(desk: Desk, size: Size, inputRows: number): Layout {
  const { rooms, people, hints } = desk.settings;
  const columns = { rooms, hints, people: desk.model.shown.isHome ? 'off' : people } as const;
  return layoutOf(size, columns, inputRows, desk.wirePanel !== null);
}

function pane(name: string, { left, top, width, height }: Rectangle, rows: readonly Row[]): PanePicture {
  return { name, left, top, width, height, rows, style: 'text' };
}

/** The most rows of a flash, which covers the status and part of the log. */
const MAX_FLASH_ROWS = 4;

/**
 * A flash that does not fit into the row of hints, or has no such row, covers the status and as much of the log as
 * needed.
 */
function flashPane({ status }: Layout, hint: string): PanePicture {
  const { width } = status;
  const most = Math.max(1, Math.min(MAX_FLASH_ROWS, status.top));
  const rows = wrapRow([{ text: ` ${hint}`, style: 'warning' }], width, 1).slice(0, most);
  const place = { left: 0, width, height: rows.length, top: status.top - rows.length + 1 };
  return pane(
    'flash',
    place,
    rows.map((row) => padRow(row, width, 'hint')),
  );
}

/** The rows of the two columns, as they are shown; clicks are resolved with them, too. */
export function sideRowsOf(desk: Desk, layout: Layout): { readonly rooms: SideRow[]; readonly people: SideRow[] } {
  const { face, model } = desk;
  const selected = desk.focus === 'line' ? null : desk.selected;
  const { rooms, people } = layout;
  return {
    rooms: rooms ? inView(sideRows(face, model, selected, rooms.width - 1, people === null), desk, rooms.height) : [],
    people: people ? inView(peopleRows(face, model, selected, people.width - 1), desk, people.height) : [],
  };
}

/** The part of a long list that contains the selected row, or that of the shown conversation. */
function inView(rows: SideRow[], { selected, model }: Desk, height: number): SideRow[] {
  const looked = selected ?? { conversation: model.shown };
  const at = rows.findIndex(({ target }) => target !== null && isSameTarget(target, looked));
  const top = Math.max(0, Math.min(at - height + 2, rows.length - height));
  return rows.slice(top, top + height);
}

function sidePanes(desk: Desk, layout: Layout): PanePicture[] {
  const { face } = desk;
  const { rooms, people } = sideRowsOf(desk, layout);
  const rows = (of: readonly SideRow[]): Row[] => of.map(({ row }) => row);
  const left = layout.rooms;
  const right = layout.people;
  return [
    ...(left ? [pane('rooms', left, edged(face, rows(rooms), left.width, left.height, 'right'))] : []),
    ...(right ? [pane('people', right, edged(face, rows(people), right.width, right.height, 'left'))] : []),
  ];
}

interface InputPicture {
  readonly rows: Row[];
  readonly cursor: { readonly x: number; readonly y: number };
}

/** The input line, or the mode that has replaced it. */
function inputOf(desk: Desk, size: Size): InputPicture {
  const { mode, face, editor, model } = desk;
  if (mode) {
    const row = mode.row(face, size.columns);
    const first = row[0] ? rowWidth([row[0]]) : 0;
    return { rows: [row], cursor: { x: first + mode.cursorColumn, y: 0 } };
  }
  const prompt = ` ${model.shown.isHome ? '' : visible(model.shown.label)}> `;
  const indent = Math.min(rowWidth([{ text: prompt, style: 'prompt' }]), size.columns >> 1);
  const { rows, top, cursor } = editor.layout(size.columns, maxInputRows(size), indent, indent);
  const lead = (index: number): Row =>
    index === 0 && top === 0
      ? padRow(cutRow([{ text: prompt, style: 'prompt' }], indent), indent, 'prompt')
      : [{ text: ' '.repeat(indent), style: 'text' }];
  return {
    rows: rows.map((text, index) => [...lead(index), { text, style: 'text' }]),
    cursor: { x: cursor.column, y: cursor.row },
  };
}

/** The window's title. The number of unread messages comes first, since a title is often cut. */
function titleOf({ model }: Desk): string {
  const unread = model.session.conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  const label = model.shown.isHome ? '' : ` ${visible(model.shown.label)}`;
  return `${unread > 0 ? `(${unread}) ` : ''}P2P Chat${label}`;
}
