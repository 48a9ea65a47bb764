// The slash commands that are the screen's own.

import { visible } from '../../../../commons/text/text.ts';
import type { CommandName, ScreenCommandName } from '../../../commands/commands.ts';
import type { Desk } from '../desk.ts';
import { LogSearch } from '../modes/log-search.ts';
import { openMarks } from '../overlays/marks-page.ts';
import { openSettings } from '../overlays/settings-page.ts';
import { exported } from '../views/log-text.ts';
import { toggleMute } from './navigation.ts';

const RUN: { readonly [Name in ScreenCommandName]: (desk: Desk, args: readonly string[]) => void } = {
  search: (desk, [query = '']) => search(desk, visible(query)),

  mute(desk, [label]) {
    const { model } = desk;
    const conversation = label === undefined ? model.shown : model.session.labelled(label);
    if (conversation) toggleMute(desk, conversation);
    else desk.flash = desk.face.phrases.noConversation(visible(label ?? ''));
  },

  marks: (desk) => openMarks(desk),

  clear: ({ model }) => model.log.clear(),

  export(desk, [file = '']) {
    desk.outside.writeFile(file, exported(desk.face, desk.model.log.entries()));
  },

  set(desk, [name, value]) {
    if (name === undefined || value === undefined) openSettings(desk, name);
    else desk.outside.changeSetting(name, value);
  },

  theme: (desk, [value = '']) => desk.outside.changeSetting('theme', value),
  lang: (desk, [value = '']) => desk.outside.changeSetting('lang', value),
  time: (desk, [value = '']) => desk.outside.changeSetting('time', value),
  mouse: (desk, [value = '']) => desk.outside.changeSetting('mouse', value),
};

/** Whether the command was one of them. */
export function runScreenCommand(desk: Desk, name: CommandName | ScreenCommandName, args: readonly string[]): boolean {
  if (!(name in RUN)) return false;
  RUN[name as ScreenCommandName](desk, args);
  return true;
}

/** Looks for something said in the conversation that is shown; without a query, it is typed then. */
export function search(desk: Desk, query = ''): void {
  const found = new LogSearch(
    desk.model.log,
    (id) => desk.showFound(id),
    () => desk.endMode(),
  );
  if (query !== '' && !found.search(query)) desk.flash = desk.face.phrases.notFound(query);
  desk.begin(found);
}
