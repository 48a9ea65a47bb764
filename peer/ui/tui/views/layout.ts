// The layout of a screen of any size: where space is short, the less important parts are hidden first.

import type { Settings } from '../../../config/settings.ts';
import type { Size } from '../screen/picture.ts';

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  readonly title: Rectangle;
  readonly rooms: Rectangle | null;
  readonly log: Rectangle;
  /** null: the people are listed under the rooms, or not at all. */
  readonly people: Rectangle | null;
  /** The panel between the log and the status; null: it is closed, or there is no space for it. */
  readonly wire: Rectangle | null;
  readonly status: Rectangle;
  readonly input: Rectangle;
  readonly hints: Rectangle | null;
}

const ROOMS_FROM_COLUMNS = 60;
const PEOPLE_FROM_COLUMNS = 100;
const HINTS_FROM_ROWS = 20;

/** The height of the wire panel at most: on a tall screen, the conversation gets the rest. */
const MAX_WIRE_ROWS = 20;

/** The most rows of the input, so that the log stays in view. */
const MAX_INPUT_ROWS = 8;

export function maxInputRows({ rows }: Size): number {
  return Math.max(1, Math.min(MAX_INPUT_ROWS, Math.floor(rows / 3)));
}

export function layoutOf(
  size: Size,
  settings: Pick<Settings, 'rooms' | 'people' | 'hints'>,
  inputRows: number,
  hasWire = false,
): Layout {
  const { columns, rows } = size;
  const hints = settings.hints === 'on' && rows >= HINTS_FROM_ROWS ? 1 : 0;
  const isWide = columns >= PEOPLE_FROM_COLUMNS;
  const sideWidth = Math.min(24, Math.max(18, Math.floor(columns / 5)));
  const roomsWidth = isShown(settings.rooms, columns >= ROOMS_FROM_COLUMNS) ? Math.min(sideWidth, columns >> 1) : 0;
  const peopleWidth = isShown(settings.people, isWide) ? Math.min(sideWidth, (columns - roomsWidth) >> 1) : 0;
  const free = Math.max(1, rows - 2 - inputRows - hints);
  const wireRows = hasWire ? wireRowsIn(free) : 0;
  const height = free - wireRows;
  const bottom = 1 + free;
  const full = (top: number, high: number): Rectangle => ({ left: 0, top, width: columns, height: high });
  const middle = (left: number, width: number): Rectangle => ({ left, top: 1, width, height });
  return {
    title: full(0, 1),
    rooms: roomsWidth > 0 ? middle(0, roomsWidth) : null,
    log: middle(roomsWidth, columns - roomsWidth - peopleWidth),
    people: peopleWidth > 0 ? middle(columns - peopleWidth, peopleWidth) : null,
    wire: wireRows > 0 ? full(1 + height, wireRows) : null,
    status: full(bottom, 1),
    input: full(bottom + 1, inputRows),
    hints: hints > 0 ? full(rows - 1, 1) : null,
  };
}

/** At least a header and one object, but less than half of `free`, so that the conversation can be followed. */
function wireRowsIn(free: number): number {
  return free < 3 ? 0 : Math.max(2, Math.min(MAX_WIRE_ROWS, Math.floor(free * 0.45)));
}

function isShown(wish: 'auto' | 'on' | 'off', hasRoom: boolean): boolean {
  return wish === 'on' || (wish === 'auto' && hasRoom);
}
