// The state of the full screen: the input line, the overlays above it, the focus of the keys. Actions change it, views
// show it; effects outside of it are requested through `Outside`.

import type { Intent, Misread } from '../../commands/intent.ts';
import type { Settings } from '../../config/settings.ts';
import type { WireReport } from '../../reports.ts';
import type { Conversation } from '../../session/conversation.ts';
import type { Place } from '../../session/place.ts';
import type { Leaving } from '../cancelled.ts';
import { CompletionCycle } from './editor/completion-cycle.ts';
import { Editor } from './editor/editor.ts';
import { InputHistory } from './editor/input-history.ts';
import type { Face } from './face.ts';
import type { Entry } from './model/entry.ts';
import { Model } from './model/model.ts';
import type { LineMode } from './modes/line-mode.ts';
import type { Overlay } from './overlays/overlay.ts';
import type { Layout } from './views/layout.ts';
import { logFormat } from './views/log-rows.ts';
import type { Target } from './views/side-lists.ts';
import { WirePanel } from './wire-panel.ts';

/** Nobody reads and answers a question in less time: a key pressed sooner was meant for something else. */
const LEAST_LOOK_MS = 30;

/** Keys with shorter gaps are continuous typing, which may go on while a question appears. */
const TYPING_GAP_MS = 200;

/** The effects that a desk requests. */
export interface Outside {
  /** Wall-clock ms. */
  now(): number;
  /** Monotonic ms. */
  elapsed(): number;
  /** Passes an intent to the client, to be performed in the conversation at `place`. */
  intend(intent: Intent | Misread, place: Place): void;
  leave(how: Leaving): void;
  suspend(): void;
  repaint(): void;
  /** Changes a setting and stores it; shows the result. */
  changeSetting(name: string, value: string): void;
  /** The current value of a setting, as it is written in the config file. */
  settingText(name: string): string | null;
  /** Writes a file that only the user can read; shows the result. */
  writeFile(file: string, lines: readonly string[]): void;
  /** Opens a page in the browser, or shows why it could not. */
  openAddress(address: string): void;
  /** Writes the recorded traffic to a capture; shows the result. */
  saveWire(reports: readonly WireReport[]): void;
  /** Asks the terminal to copy the text (OSC 52); the terminal does not report whether it does. */
  copy(text: string): void;
  /** Shows lines without any frame until the next key, for the terminal itself to select. */
  reveal(lines: readonly string[]): void;
  /** Stores a new entry of the input history. */
  keepHistory(entry: string): void;
}

export class Desk {
  readonly model: Model;
  readonly outside: Outside;
  readonly #face: () => Face;
  readonly completion = new CompletionCycle();
  history = new InputHistory();
  readonly #editors = new WeakMap<Conversation, Editor>();
  /** The last one is on top. */
  readonly overlays: Overlay[] = [];
  /** The overlay on top in the picture that was shown last. */
  #lookedAt: Overlay | undefined;
  /** When that overlay was first shown on top (monotonic ms). */
  #lookedSince = 0;
  /** Shown in place of the input line, and takes its keys; null: none. */
  mode: LineMode | null = null;
  focus: 'line' | 'rooms' | 'people' | 'wire' = 'line';
  /** null: it is closed. */
  wirePanel: WirePanel | null = null;
  #selected: Target | null = null;
  /** Enter was pressed while nothing could be sent: the next typed text begins a new line. */
  isLineBreakDue = false;
  /** The text that was pasted last ended in a line break, which is left out unless more follows. */
  isPasteBreakDue = false;
  /** A notice that is shown until the next key. */
  flash = '';
  /** When Ctrl+C was pressed on an empty line (monotonic ms). */
  interruptedAt = Number.NEGATIVE_INFINITY;
  /** The entry that a search has found. */
  found: Entry | null = null;

  constructor(outside: Outside, face: () => Face) {
    this.outside = outside;
    this.#face = face;
    this.model = new Model(logFormat(face, () => this.found));
  }

  get face(): Face {
    return this.#face();
  }

  get settings(): Settings {
    return this.#face().settings;
  }

  /** The editor of the shown conversation. Each has its own, so that a text meant for one is never sent to another. */
  get editor(): Editor {
    const { shown } = this.model;
    const known = this.#editors.get(shown);
    if (known) return known;
    const made = new Editor();
    this.#editors.set(shown, made);
    return made;
  }

  /**
   * The selected row of the list that has the focus. In place of a closed conversation: the conversation that is shown.
   */
  get selected(): Target | null {
    const { shown, session } = this.model;
    const selected = this.#selected;
    const isGone = selected && 'conversation' in selected && !session.conversations.includes(selected.conversation);
    return isGone ? { conversation: shown } : selected;
  }

  set selected(target: Target | null) {
    this.#selected = target;
  }

  get top(): Overlay | undefined {
    return this.overlays.at(-1);
  }

  /** Opens an overlay. Another one of the same name is dismissed, since it was not answered. */
  open(overlay: Overlay): void {
    const before = this.overlays.find(({ name }) => name === overlay.name);
    this.closeNamed(overlay.name);
    before?.dismissed?.();
    this.overlays.push(overlay);
  }

  /** Closes the overlay on top after it has served its purpose. */
  close(): void {
    this.overlays.pop();
  }

  closeNamed(name: string): void {
    const index = this.overlays.findIndex((overlay) => overlay.name === name);
    if (index >= 0) this.overlays.splice(index, 1);
  }

  /** Closes the overlay on top because the user rejects it. */
  dismiss(): void {
    if (!this.top?.isFixed) this.overlays.pop()?.dismissed?.();
  }

  show(conversation: Conversation): void {
    if (conversation !== this.model.shown) this.turned();
    this.model.show(conversation);
    this.focusLine();
  }

  /** Another conversation is shown: ends the mode and leaves the history, which belonged to the previous one. */
  turned(): void {
    this.endMode();
    this.history.leave();
  }

  /** The terminal's window gained or lost the focus: entries that arrive without it count as unseen. */
  watched(isWatched: boolean): void {
    const { model } = this;
    model.isWatched = isWatched;
    if (isWatched) model.seen();
    else model.logOf(model.shown).turnedAway();
  }

  focusLine(): void {
    this.focus = 'line';
    this.selected = null;
  }

  begin(mode: LineMode): void {
    this.endMode();
    this.mode = mode;
  }

  endMode(): void {
    this.mode?.ended();
    this.mode = null;
  }

  /** Escape: closes the overlay on top, ends the mode, leaves a list, or closes the wire panel. */
  back(): void {
    if (this.top) this.dismiss();
    else if (this.mode) this.endMode();
    else if (this.focus === 'rooms' || this.focus === 'people') this.focusLine();
    else this.closeWire();
  }

  openWire(): void {
    this.wirePanel ??= new WirePanel({
      records: () => this.model.wire.all,
      takeKeys: () => {
        this.focus = 'wire';
      },
      save: (reports) => this.outside.saveWire(reports),
      open: (overlay) => this.open(overlay),
    });
  }

  closeWire(): void {
    this.wirePanel = null;
    this.focusLine();
  }

  /** Passes an intent to the client, to be performed in the shown conversation. */
  intend(intent: Intent | Misread): void {
    this.outside.intend(intent, this.model.shown.place);
  }

  /** Must be called when the log is drawn: marks its entries as seen, if the window has the focus. */
  sawLog(): void {
    if (this.model.isWatched) this.model.seen();
  }

  /** Must be called after a picture was drawn: it shows the overlay that is on top now. */
  looked(): void {
    if (this.#lookedAt === this.top) return;
    this.#lookedAt = this.top;
    this.#lookedSince = this.outside.elapsed();
  }

  /** When a key was last typed into the line (monotonic ms). */
  #typedAt = Number.NEGATIVE_INFINITY;

  /** A key or a paste went to the line. `isTyping`: more keys are likely to follow, even if a question appears. */
  typed(isTyping: boolean): void {
    this.#typedAt = isTyping ? this.outside.elapsed() : Number.NEGATIVE_INFINITY;
  }

  /** Whether a key must not answer the question on top, because the user began to type before they could see it. */
  get isTypedAhead(): boolean {
    if (!this.top?.isQuestion) return false;
    const now = this.outside.elapsed();
    const isSeen = this.#lookedAt === this.top && now - this.#lookedSince >= LEAST_LOOK_MS;
    return !isSeen || now - this.#typedAt < TYPING_GAP_MS;
  }

  /** Brings an entry of the shown conversation to the middle of the window, and marks it. */
  showFound(id: number | null): void {
    const { log } = this.model;
    log.allChanged();
    this.found = id === null ? null : (log.get(id) ?? null);
    if (id !== null) log.toEntry(id, Math.floor(this.logRows / 2));
  }

  /** The layout of the last picture; null: none was drawn. */
  layout: Layout | null = null;

  /** The rows of the log in the last picture. */
  get logRows(): number {
    return this.layout?.log.height ?? 1;
  }
}
