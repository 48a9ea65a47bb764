// What the line needs beyond editing: completion, and what was typed before.

import { visible } from '../../../../commons/text/text.ts';
import { COMMANDS } from '../../../commands/commands.ts';
import { SETTINGS } from '../../../config/settings.ts';
import type { Desk } from '../desk.ts';
import type { CompletionWords } from '../editor/completion.ts';
import { HistorySearch } from '../editor/history-search.ts';
import { HistoryLookup } from '../modes/history-lookup.ts';

const CHOICES = SETTINGS.map(({ name, values: { choices } }) => ({ name, choices }));

/** Tab and Shift+Tab. */
export function complete(desk: Desk, direction: 1 | -1): void {
  const { editor } = desk;
  const found = desk.completion.step(direction, editor.text, editor.cursor, wordsFor(desk));
  if (found) editor.replaceRange(found.start, found.end, found.text);
}

function wordsFor({ model }: Desk): CompletionWords {
  const inRooms = model.session.conversations.flatMap(({ place }) => (place.kind === 'room' ? [place.room] : []));
  const rooms = [...new Set([...inRooms, ...(model.session.rooms ?? []).map(({ name }) => name)])];
  const here = new Set(model.session.othersIn(model.shown));
  const met = model.session.people.byLastMessage.map(({ name }) => name);
  const online = (model.session.online ?? []).map(({ username }) => username);
  const isHereFirst = [...met.filter((name) => here.has(name)), ...here, ...met, ...online];
  const people = [...new Set(isHereFirst)].filter((name) => name !== model.session.me);
  return { commands: COMMANDS, rooms: rooms.map(visible), people: people.map(visible), settings: CHOICES };
}

/** Up: a row up in the line, and at its top what was typed before. */
export function historyBack({ editor, history }: Desk): void {
  if (editor.up()) return;
  const before = history.previous(editor.text);
  if (before !== null) editor.set(before);
}

export function historyForward({ editor, history }: Desk): void {
  if (editor.down()) return;
  const after = history.next(editor.text);
  if (after !== null) editor.set(after);
}

/** Ctrl+R. */
export function lookUpHistory(desk: Desk): void {
  const done = (found: string | null): void => {
    desk.endMode();
    if (found !== null) desk.editor.set(found);
  };
  desk.begin(new HistoryLookup(new HistorySearch(desk.history.entries), done));
}
