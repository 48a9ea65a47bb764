// An invitation to be passed on by hand. It is not kept in the log: whoever reads it may enter.

import { visible } from '../../../../commons/text.ts';
import type { Desk } from '../desk.ts';
import { qrRows } from '../views/qr-rows.ts';
import { Page } from './page.ts';

export function openInvite(desk: Desk, room: string, invite: string): void {
  desk.open(
    new Page({
      name: 'invite',
      title: (face) => face.phrases.inviteTitle(visible(room)),
      hint: (face) => face.phrases.closeHint,
      rows: (face, columns) => [
        [{ text: face.phrases.inviteHow, style: 'text' }],
        [],
        [{ text: visible(invite), style: 'code' }],
        [],
        ...qrRows(face, invite, columns),
      ],
    }),
  );
}
