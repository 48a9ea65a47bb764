// The whole screen of the chat, from everything that is known: the panes, what lies over them, and the cursor.

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
  // Boxes that lie over each other are hard to tell apart: what is below comes back when the one on top is closed.
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

/** The place of the selected row of a list: a screen reader follows the cursor. */
function selectedAt(desk: Desk, layout: Layout): Picture['cursor'] {
  const { selected } = desk;
  const { rooms, people } = sideRowsOf(desk, layout);
  for (const [rows, place] of [[rooms, layout.rooms] as const, [people, layout.people] as const]) {
    const at = rows.findIndex(({ target }) => target !== null && selected !== null && isSameTarget(target, selected));
    if (at >= 0 && place) return { x: place.left + (place === layout.people ? 1 : 0), y: place.top + at };
  }
  return null;
}

/** Where nobody else can be, there is no column of people. */
function layoutFor(desk: Desk, size: Size, inputRows: number): Layout {
  const { rooms, people, hints } = desk.settings;
  const columns = { rooms, hints, people: desk.model.shown.isHome ? 'off' : people } as const;
  return layoutOf(size, columns, inputRows, desk.wirePanel !== null);
}

function pane(name: string, { left, top, width, height }: Rectangle, rows: readonly Row[]): PanePicture {
  return { name, left, top, width, height, rows, style: 'text' };
}

/** Of the log, at most, by what has to be said. */
const MAX_FLASH_ROWS = 4;

/** What has to be said and does not fit into the row of hints, or has none, takes the status and what it needs of the log. */
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

/** The rows of the columns, as they are shown: also for those who click there. */
export function sideRowsOf(desk: Desk, layout: Layout): { readonly rooms: SideRow[]; readonly people: SideRow[] } {
  const { face, model } = desk;
  const selected = desk.focus === 'line' ? null : desk.selected;
  const { rooms, people } = layout;
  return {
    rooms: rooms ? inView(sideRows(face, model, selected, rooms.width - 1, people === null), desk, rooms.height) : [],
    people: people ? inView(peopleRows(face, model, selected, people.width - 1), desk, people.height) : [],
  };
}

/** The part of a long list in which the selected one is, or the conversation that is shown. */
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

/** The line that is being typed, or what has taken its place. */
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

/** What is new comes first, since a window's title is often cut. */
function titleOf({ model }: Desk): string {
  const unread = model.session.conversations.reduce((sum, conversation) => sum + conversation.unread, 0);
  const label = model.shown.isHome ? '' : ` ${visible(model.shown.label)}`;
  return `${unread > 0 ? `(${unread}) ` : ''}P2P Chat${label}`;
}
