// F6: the panel between the conversation and the line that shows what this peer sends and receives, object by object.
// The line stays usable; while the panel has the keys, typing narrows it, and one object can be opened down to its
// bytes.

import { fold } from '../../../commons/text/fold.ts';
import type { WireReport } from '../../reports.ts';
import { wordOf } from '../../wire/meaning.ts';
import type { Face } from './face.ts';
import { LineField } from './overlays/line-field.ts';
import type { Overlay } from './overlays/overlay.ts';
import { Page } from './overlays/page.ts';
import type { Key, Mouse, PanePicture } from './screen/picture.ts';
import type { Row } from './text/row.ts';
import { rowWidth } from './text/width.ts';
import type { Rectangle } from './views/layout.ts';
import { wireLayers } from './views/wire-layers.ts';
import { wireHeader, wireRow } from './views/wire-rows.ts';

export interface WirePicture {
  readonly pane: PanePicture;
  /** In the filter, on the whole screen. */
  readonly cursor: { readonly x: number; readonly y: number };
}

const WHEEL_ROWS = 3;

/** What the panel needs of the desk on which it stands. */
export interface WirePanelHost {
  /** All objects that are kept, the oldest first. */
  records(): readonly WireReport[];
  /** Keys go to the panel from now on. */
  takeKeys(): void;
  save(reports: readonly WireReport[]): void;
  open(overlay: Overlay): void;
}

export class WirePanel {
  readonly #host: WirePanelHost;
  readonly #filter = new LineField();
  /** The number of the selected object; null: the newest one at any time. */
  #selected: number | null = null;
  /** What is shown while the panel is paused; null: it goes on. */
  #paused: readonly WireReport[] | null = null;
  #height = 1;
  /** What the filter looks at: made once for each object, and only if there is a filter. */
  readonly #searchedTexts = new WeakMap<WireReport, string>();
  /** The objects in the rows, as they were drawn last. */
  #shown: readonly WireReport[] = [];

  constructor(host: WirePanelHost) {
    this.#host = host;
  }

  picture(face: Face, place: Rectangle, hasKeys: boolean): WirePicture {
    const { left, top, width, height } = place;
    this.#height = Math.max(1, height - 1);
    const found = this.#found();
    const at = this.#indexIn(found);
    const first = Math.max(0, Math.min(at - (this.#height >> 1), found.length - this.#height));
    this.#shown = found.slice(first, first + this.#height);
    const isMarked = hasKeys || this.#selected !== null;
    const rows = this.#shown.map((report, index) => wireRow(face, report, isMarked && first + index === at, width));
    const { wireEmpty, wireNoneFound } = face.phrases;
    const whyEmpty = this.#filter.text === '' ? wireEmpty : wireNoneFound;
    const list: Row[] = rows.length > 0 ? rows : [[{ text: ` ${whyEmpty}`, style: 'dim' }]];
    const filter = hasKeys || this.#filter.text !== '' ? this.#filter.row(' > ', width >> 1) : [];
    const header = wireHeader(face, { count: found.length, isPaused: this.#paused !== null, hasKeys, filter }, width);
    const pane = { name: 'wire', left, top, width, height, rows: [header.row, ...list], style: 'text' } as const;
    const prompt = filter[0] ? rowWidth([filter[0]]) : 0;
    return { pane, cursor: { x: header.filterColumn + prompt + this.#filter.cursorColumn, y: top } };
  }

  /** Whether the key was for the panel. */
  key(key: Key): boolean {
    const act = this.#actions[key.name];
    if (!act) return this.#filter.key(key);
    act();
    return true;
  }

  pasted(text: string): void {
    this.#filter.insert(text);
  }

  mouse({ kind, row }: Mouse): void {
    if (kind === 'wheelup') this.#move(-WHEEL_ROWS);
    if (kind === 'wheeldown') this.#move(WHEEL_ROWS);
    if (kind !== 'press') return;
    this.#host.takeKeys();
    const clicked = this.#shown[row - 1];
    if (!clicked) return;
    this.#selected = clicked.number;
    this.#open(clicked);
  }

  readonly #actions: { readonly [key: string]: () => void } = {
    up: () => this.#move(-1),
    down: () => this.#move(1),
    pageup: () => this.#move(-this.#height),
    pagedown: () => this.#move(this.#height),
    home: () => this.#move(Number.NEGATIVE_INFINITY),
    end: () => this.#move(Number.POSITIVE_INFINITY),
    enter: () => this.#openSelected(),
    'alt+p': () => {
      this.#paused = this.#paused ? null : [...this.#host.records()];
    },
    'ctrl+s': () => this.#host.save(this.#found()),
  };

  #found(): readonly WireReport[] {
    const all = this.#paused ?? this.#host.records();
    const query = fold(this.#filter.text.trim());
    if (query === '') return all;
    return all.filter((report) => this.#searched(report).includes(query));
  }

  #searched(report: WireReport): string {
    const known = this.#searchedTexts.get(report);
    if (known !== undefined) return known;
    const { peer, remote, direction, security, object } = report;
    const text = fold(`${peer ?? ''} ${remote} ${direction} ${security} ${JSON.stringify(object)}`);
    this.#searchedTexts.set(report, text);
    return text;
  }

  #indexIn(found: readonly WireReport[]): number {
    const selected = this.#selected;
    const at = selected === null ? -1 : found.findIndex(({ number }) => number >= selected);
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
    this.#host.open(
      new Page({
        name: 'wire-layers',
        title: () => `${report.number} ${wordOf(report.object)}`,
        hint: (face) => face.phrases.closeHint,
        rows: (face) => wireLayers(face, report),
      }),
    );
  }
}
