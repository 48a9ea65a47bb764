// An invitation to be passed on by hand. It is not kept in the log: whoever reads it may enter.

import { visible } from '../../../../commons/text.ts';
import type { Desk } from '../desk.ts';
import { QrCode } from '../views/qr-code.ts';
import { Page } from './page.ts';

export function openInvite(desk: Desk, room: string, invite: string): void {
  const code = new QrCode(invite);
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
        ...code.rows(face, columns),
      ],
    }),
  );
}
