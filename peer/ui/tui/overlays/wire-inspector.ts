// F6: what this peer sends and receives, object by object, as it happens. Typing narrows it; one can be opened, down to
// its bytes.

import { visible } from '../../../../commons/text.ts';
import type { WireReport } from '../../../reports.ts';
import { meaningOf, wordOf } from '../../../wire/meaning.ts';
import type { Desk } from '../desk.ts';
import { type Face, preciseTime } from '../face.ts';
import type { Key, Mouse, Size } from '../screen/picture.ts';
import { cutText } from '../text/fit.ts';
import type { Row, Span } from '../text/row.ts';
import { rowWidth, widthOf } from '../text/width.ts';
import { boxed, insideOf, roomInBox } from '../views/box.ts';
import { nameStyle } from '../views/names.ts';
import { wireLayers } from '../views/wire-layers.ts';
import { LineField } from './line-field.ts';
import type { Overlay, OverlayPicture } from './overlay.ts';
import { Page } from './page.ts';

const NAME_COLUMNS = 10;
const WORD_COLUMNS = 13;
/** There is no room for times. */
const NARROW_COLUMNS = 60;

export function openInspector(desk: Desk): void {
  const wasWatched = desk.model.isWireWatched;
  if (!wasWatched) desk.enter('/wire on');
  desk.open(new WireInspector(desk, wasWatched));
}

class WireInspector implements Overlay {
  readonly name = 'wire';
  readonly #desk: Desk;
  readonly #staysWatched: boolean;
  readonly #filter = new LineField();
  /** The number of the selected one; null: the newest, whichever that is. */
  #selected: number | null = null;
  /** What is shown while it stands still; null: it goes on. */
  #frozen: readonly WireReport[] | null = null;
  #height = 1;
  /** What the filter looks at: made once for each, and only if there is a filter. */
  readonly #searchedTexts = new WeakMap<WireReport, string>();
  /** Those in the rows of the list, as they were shown last. */
  #shown: readonly WireReport[] = [];

  /** `staysWatched`: the user has asked for that before, and it goes on when this is closed. */
  constructor(desk: Desk, staysWatched: boolean) {
    this.#desk = desk;
    this.#staysWatched = staysWatched;
  }

  picture(face: Face, size: Size): OverlayPicture {
    const { columns: width, rows } = roomInBox(size);
    this.#height = Math.max(1, rows - 1);
    const found = this.#found();
    const at = this.#indexIn(found);
    const top = Math.max(0, Math.min(at - Math.floor(this.#height / 2), found.length - this.#height));
    this.#shown = found.slice(top, top + this.#height);
    const list = this.#shown.map((report, index) => this.#row(face, report, top + index === at, width));
    const { wireTitle, wirePaused, wireHint, wireEmpty } = face.phrases;
    const empty: Row[] = found.length === 0 ? [[{ text: wireEmpty, style: 'dim' }]] : [];
    const filter = this.#filter.row('> ', width);
    const title = `${wireTitle} ${found.length}${this.#frozen ? ` - ${wirePaused}` : ''}`;
    const box = { name: this.name, title, hint: wireHint, width, height: rows };
    const pane = boxed(face, size, box, [filter, ...empty, ...list]);
    const inside = insideOf(pane);
    return { pane, cursor: { x: inside.x + 2 + this.#filter.cursorColumn, y: inside.y } };
  }

  key(key: Key): void {
    switch (key.name) {
      case 'up':
        return this.#move(-1);
      case 'down':
        return this.#move(1);
      case 'pageup':
        return this.#move(-this.#height);
      case 'pagedown':
        return this.#move(this.#height);
      case 'home':
        return this.#move(Number.NEGATIVE_INFINITY);
      case 'end':
        this.#selected = null;
        return;
      case 'tab':
        this.#frozen = this.#frozen ? null : [...this.#desk.model.wire.all];
        return;
      case 'ctrl+s':
        return this.#desk.outside.saveWire(this.#found());
      case 'f6':
        return this.#desk.dismiss();
      case 'enter':
        return this.#openSelected();
      default:
        this.#filter.key(key);
    }
  }

  pasted(text: string): void {
    this.#filter.insert(text);
  }

  mouse({ kind, row }: Mouse): void {
    if (kind === 'wheelup') this.#move(-3);
    if (kind === 'wheeldown') this.#move(3);
    const clicked = kind === 'press' ? this.#shown[row - 2] : undefined;
    if (!clicked) return;
    this.#selected = clicked.number;
    this.#open(clicked);
  }

  dismissed(): void {
    if (!this.#staysWatched) this.#desk.enter('/wire off');
  }

  #found(): readonly WireReport[] {
    const all = this.#frozen ?? this.#desk.model.wire.all;
    const query = this.#filter.text.trim().toLowerCase();
    if (query === '') return all;
    return all.filter((report) => this.#searched(report).includes(query));
  }

  #searched(report: WireReport): string {
    const { peer, remote, direction, security, object } = report;
    const known = this.#searchedTexts.get(report);
    if (known !== undefined) return known;
    const text = `${peer ?? ''} ${remote} ${direction} ${security} ${JSON.stringify(object)}`.toLowerCase();
    this.#searchedTexts.set(report, text);
    return text;
  }

  #indexIn(found: readonly WireReport[]): number {
    const at = this.#selected === null ? -1 : found.findIndex(({ number }) => number >= (this.#selected ?? 0));
    return at < 0 ? found.length - 1 : at;
  }

  #move(by: number): void {
    const found = this.#found();
    const to = Math.max(0, Math.min(found.length - 1, this.#indexIn(found) + by));
    this.#selected = to === found.length - 1 && by > 0 ? null : (found[to]?.number ?? null);
  }

  #openSelected(): void {
    const found = this.#found();
    const report = found[this.#indexIn(found)];
    if (report) this.#open(report);
  }

  #open(report: WireReport): void {
    this.#desk.open(
      new Page({
        name: 'wire-layers',
        title: () => `${report.number} ${wordOf(report.object)}`,
        hint: (face) => face.phrases.closeHint,
        rows: (face) => wireLayers(face, report),
      }),
    );
  }

  #row(face: Face, report: WireReport, isSelected: boolean, width: number): Row {
    const { characters } = face;
    const isSent = report.direction === 'sent';
    const name = cutText(visible(report.peer ?? report.remote), NAME_COLUMNS, characters.ellipsis);
    const isEncrypted = report.security === 'tls1.3';
    const spans: Span[] = [
      { text: width < NARROW_COLUMNS ? '' : `${preciseTime(Date.parse(report.at))} `, style: 'dim' },
      { text: isSent ? '> ' : '< ', style: isSent ? 'own' : 'text' },
      { text: name.padEnd(NAME_COLUMNS - widthOf(name) + name.length), style: nameStyle(report.peer ?? '') },
      { text: isEncrypted ? ' TLS' : ' P  ', style: isEncrypted ? 'good' : 'danger' },
      { text: String(report.bytes).padStart(6), style: 'dim' },
      { text: ` ${wordOf(report.object).padEnd(WORD_COLUMNS)} `, style: 'strong' },
    ];
    const room = Math.max(0, width - rowWidth(spans));
    const meaning = cutText(meaningOf(report.object, face.language), room, characters.ellipsis);
    const row: Row = [...spans, { text: meaning, style: 'text' }];
    return isSelected ? row.map(({ text }) => ({ text, style: 'itemSelected' })) : row;
  }
}
