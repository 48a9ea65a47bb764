// Performs intents on the full screen: its own commands, and those that open an overlay or ask a question. All others
// are passed to the core.

import { visible } from '../../../../commons/text/text.ts';
import type { Intent, Misread, ScreenIntent } from '../../../commands/intent.ts';
import type { Desk } from '../desk.ts';
import { openHelp } from '../overlays/help-page.ts';
import { openInvitations } from '../overlays/invitations-list.ts';
import { openMarks } from '../overlays/marks-page.ts';
import { openPeopleBrowser } from '../overlays/people-browser.ts';
import { openRoomsBrowser } from '../overlays/rooms-browser.ts';
import { openSettings } from '../overlays/settings-page.ts';
import { exported } from '../views/log-text.ts';
import { askToTrust, confirmDeletion, leave } from './asked-commands.ts';
import { toggleMute } from './navigation.ts';
import { askToQuit } from './quitting.ts';
import { search } from './search.ts';

export function doIntent(desk: Desk, intent: Intent | ScreenIntent | Misread): void {
  switch (intent.kind) {
    case 'help':
      return openHelp(desk, intent.command);
    case 'watchWire':
      return showWire(desk, intent.isOn);
    case 'listRooms':
      return openRoomsBrowser(desk);
    case 'listPeers':
      return openPeopleBrowser(desk);
    case 'listRequests':
      return openInvitations(desk);
    case 'quit':
      return askToQuit(desk);
    case 'deleteRoom':
      return confirmDeletion(desk, intent.room);
    case 'leave':
      return leave(desk, intent.what);
    case 'verify':
      // A given number is compared at once. Without one, the number is shown, and the user answers whether it is the
      // same.
      return desk.intend(intent.number === null ? { kind: 'showSafetyNumber', user: intent.user } : intent);
    case 'trust':
      return askToTrust(desk, intent.user);
    case 'accept':
    case 'decline':
      desk.model.session.questions.answered(intent.whom, intent.kind === 'accept');
      return desk.intend(intent);
    case 'search':
      return search(desk, visible(intent.query));
    case 'mute':
      return mute(desk, intent.conversation);
    case 'showMarks':
      return openMarks(desk);
    case 'clear':
      return desk.model.log.clear();
    case 'export':
      return desk.outside.writeFile(intent.file, exported(desk.face, desk.model.log.entries()));
    case 'showSettings':
      return openSettings(desk, intent.setting);
    case 'changeSetting':
      return desk.outside.changeSetting(intent.setting, intent.value);
    default:
      return desk.intend(intent);
  }
}

/** The full screen always records the traffic; the command shows or hides the panel. */
function showWire(desk: Desk, isShown: boolean): void {
  const { wireShown, wireHidden } = desk.face.phrases;
  desk.flash = isShown ? wireShown : wireHidden;
  if (isShown) desk.openWire();
  else desk.closeWire();
}

function mute(desk: Desk, label: string | null): void {
  const { model } = desk;
  const conversation = label === null ? model.shown : model.session.labelled(label);
  if (conversation) toggleMute(desk, conversation);
  else desk.flash = desk.face.phrases.noConversation(visible(label ?? ''));
}
