// What each action of the key map does.

import type { Desk } from '../desk.ts';
import type { ActionName } from '../keymap.ts';
import { openAddresses } from '../overlays/addresses-list.ts';
import { openGoTo } from '../overlays/go-to.ts';
import { openHelp } from '../overlays/help-page.ts';
import { openInvitations } from '../overlays/invitations-list.ts';
import { openMarks } from '../overlays/marks-page.ts';
import { openPeopleBrowser } from '../overlays/people-browser.ts';
import { openRoomsBrowser } from '../overlays/rooms-browser.ts';
import type { Key } from '../screen/picture.ts';
import { complete, historyBack, historyForward, lookUpHistory } from './editing.ts';
import { choose, moveFocus, moveSelection, toWire } from './lists.ts';
import { nextUnread, page, showNumbered, step, toggleMute, toUnread } from './navigation.ts';
import { askToQuit, interrupt } from './quitting.ts';
import { search } from './search.ts';
import { send } from './sending.ts';

export const ACTIONS: { readonly [Name in ActionName]: (desk: Desk, key: Key) => unknown } = {
  help: (desk) => (desk.top?.name === 'help' ? desk.close() : openHelp(desk)),
  browseRooms: (desk) => openRoomsBrowser(desk),
  browsePeople: (desk) => openPeopleBrowser(desk),
  mute: (desk) => toggleMute(desk, desk.model.shown),
  search: (desk) => search(desk),
  inspect: (desk) => (desk.wirePanel ? desk.closeWire() : desk.openWire()),
  toWire: (desk) => toWire(desk),
  openAddress: (desk) => openAddresses(desk),
  invitations: (desk) => openInvitations(desk),
  explain: (desk) => openMarks(desk),
  quit: (desk) => askToQuit(desk),
  interrupt: (desk) => interrupt(desk),
  repaint: ({ outside }) => outside.repaint(),
  suspend: ({ outside }) => outside.suspend(),
  goTo: (desk) => openGoTo(desk),
  showNumbered: (desk, { name }) => showNumbered(desk, Number(name.slice(-1))),
  nextUnread: (desk) => nextUnread(desk),
  previousConversation: (desk) => step(desk, -1),
  nextConversation: (desk) => step(desk, 1),
  lastConversation: (desk) => desk.show(desk.model.last),
  pageUp: (desk) => page(desk, -1),
  pageDown: (desk) => page(desk, 1),
  lineUp: ({ model }) => model.log.scroll(-1),
  lineDown: ({ model }) => model.log.scroll(1),
  toTop: ({ model }) => model.log.toTop(),
  toBottom: ({ model }) => model.log.toBottom(),
  toUnread: (desk) => toUnread(desk),
  back: (desk) => desk.back(),

  send: (desk) => send(desk),
  newline: ({ editor }) => editor.insert('\n'),
  complete: (desk) => (desk.editor.isEmpty ? moveFocus(desk, 1) : complete(desk, 1)),
  completeBack: (desk) => (desk.editor.isEmpty ? moveFocus(desk, -1) : complete(desk, -1)),
  historyBack: (desk) => historyBack(desk),
  historyForward: (desk) => historyForward(desk),
  searchHistory: (desk) => lookUpHistory(desk),
  left: ({ editor }) => editor.left(),
  right: ({ editor }) => editor.right(),
  wordLeft: ({ editor }) => editor.wordLeft(),
  wordRight: ({ editor }) => editor.wordRight(),
  lineStart: ({ editor }) => editor.home(),
  lineEnd: (desk) => (desk.editor.isEmpty ? desk.model.log.toBottom() : desk.editor.end()),
  backspace: ({ editor }) => editor.backspace(),
  delete: ({ editor }) => editor.delete(),
  deleteWordBack: ({ editor }) => editor.killWordBack(),
  deleteWordForward: ({ editor }) => editor.killWordForward(),
  killToStart: ({ editor }) => editor.killToStart(),
  killToEnd: ({ editor }) => editor.killToEnd(),
  yank: ({ editor }) => editor.yank(),
  transpose: ({ editor }) => editor.transpose(),
  undo: ({ editor }) => editor.undo(),
  redo: ({ editor }) => editor.redo(),

  itemUp: (desk) => moveSelection(desk, -1),
  itemDown: (desk) => moveSelection(desk, 1),
  firstItem: (desk) => moveSelection(desk, Number.NEGATIVE_INFINITY),
  lastItem: (desk) => moveSelection(desk, Number.POSITIVE_INFINITY),
  chooseItem: (desk) => choose(desk, desk.selected),
  nextList: (desk) => moveFocus(desk, 1),
  previousList: (desk) => moveFocus(desk, -1),
};
