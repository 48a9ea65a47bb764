// What the user works at: the line that is being typed, what is open over it, where the keys go. Actions change it, views
// show it; what is to be done outside of it goes through `Outside`.

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

/** Nobody reads a question and answers it in less: a key that comes sooner was typed before. */
const LEAST_LOOK_MS = 30;

/** Keys that follow one another faster belong to one train of thought: typing goes on while a question comes up. */
const TYPING_GAP_MS = 200;

/** What a desk has done for it. */
export interface Outside {
  /** Wall-clock ms. */
  now(): number;
  /** Monotonic ms. */
  elapsed(): number;
  /** Something for the client to do, wanted in that conversation. */
  intend(intent: Intent | Misread, place: Place): void;
  leave(how: Leaving): void;
  suspend(): void;
  repaint(): void;
  /** Changes a setting and keeps it; says what came of it. */
  changeSetting(name: string, value: string): void;
  /** What the settings are now, as they are written. */
  settingText(name: string): string | null;
  /** Writes a file that is for the user alone; says what came of it. */
  writeFile(file: string, lines: readonly string[]): void;
  /** Opens a page in the browser, or says why not. */
  openAddress(address: string): void;
  /** Writes what has crossed the wire to a capture; says what came of it. */
  saveWire(reports: readonly WireReport[]): void;
  /** Asks the terminal to copy the text (OSC 52); nothing tells whether it does. */
  copy(text: string): void;
  /** Shows lines without any frame until the next key, for the terminal itself to select. */
  reveal(lines: readonly string[]): void;
  /** There is something new for the history of the line. */
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
  /** On top in the picture that was shown last. */
  #lookedAt: Overlay | undefined;
  /** When it was shown there first (monotonic ms). */
  #lookedSince = 0;
  /** Instead of the line. */
  mode: LineMode | null = null;
  focus: 'line' | 'rooms' | 'people' | 'wire' = 'line';
  /** null: it is closed. */
  wirePanel: WirePanel | null = null;
  #selected: Target | null = null;
  /** Enter was pressed while nothing could be sent: what is typed next is another line. */
  isLineBreakDue = false;
  /** The text that was pasted last ended in a line break, which is left out unless more follows. */
  isPasteBreakDue = false;
  /** Something to be said until the next key. */
  flash = '';
  /** When Ctrl+C was pressed on an empty line (monotonic ms). */
  interruptedAt = Number.NEGATIVE_INFINITY;
  /** What a search has found. */
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

  /** Each conversation has its own line: what was meant for one is never sent to another. */
  get editor(): Editor {
    const { shown } = this.model;
    const known = this.#editors.get(shown);
    if (known) return known;
    const made = new Editor();
    this.#editors.set(shown, made);
    return made;
  }

  /** In the list that has the keys. Instead of a conversation that has been closed, the one that is shown. */
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

  /** One of a kind at a time: the one before has not been answered. */
  open(overlay: Overlay): void {
    const before = this.overlays.find(({ name }) => name === overlay.name);
    this.closeNamed(overlay.name);
    before?.dismissed?.();
    this.overlays.push(overlay);
  }

  /** It has done what it was for. */
  close(): void {
    this.overlays.pop();
  }

  closeNamed(name: string): void {
    const index = this.overlays.findIndex((overlay) => overlay.name === name);
    if (index >= 0) this.overlays.splice(index, 1);
  }

  /** The user does not want it. */
  dismiss(): void {
    if (!this.top?.isFixed) this.overlays.pop()?.dismissed?.();
  }

  show(conversation: Conversation): void {
    if (conversation !== this.model.shown) this.turned();
    this.model.show(conversation);
    this.focusLine();
  }

  /** Another conversation is shown: what was under way was about the one before. */
  turned(): void {
    this.endMode();
    this.history.leave();
  }

  /** The terminal's window came to the front, or went behind: what comes meanwhile was not seen. */
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

  /** Escape: closes what is on top, ends what takes the place of the line, leaves a list, or closes the panel. */
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

  /** For the client to do, from where the user is. */
  intend(intent: Intent | Misread): void {
    this.outside.intend(intent, this.model.shown.place);
  }

  /** The picture that is being made shows this part of the conversation. */
  sawLog(): void {
    if (this.model.isWatched) this.model.seen();
  }

  /** The picture that has just been made shows what is on top now. */
  looked(): void {
    if (this.#lookedAt === this.top) return;
    this.#lookedAt = this.top;
    this.#lookedSince = this.outside.elapsed();
  }

  /** A key was typed for the line (monotonic ms). */
  #typedAt = Number.NEGATIVE_INFINITY;

  /** A key or a paste went to the line; `isTyping`: more is likely to follow, whatever comes up. */
  typed(isTyping: boolean): void {
    this.#typedAt = isTyping ? this.outside.elapsed() : Number.NEGATIVE_INFINITY;
  }

  /** What is on top must be answered by somebody who sees it, and it was not on the screen when they began to type. */
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

  /** Where everything was drawn last; null: nothing was. */
  layout: Layout | null = null;

  /** Rows of the log, as it was shown last. */
  get logRows(): number {
    return this.layout?.log.height ?? 1;
  }
}
