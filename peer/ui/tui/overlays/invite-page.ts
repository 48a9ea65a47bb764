// An invitation to be passed on by hand. It is not kept in the log: everybody who reads it can join.

import { visible } from '../../../../commons/text/text.ts';
import type { Desk } from '../desk.ts';
import { QrCode } from '../views/qr-code.ts';
import { Page } from './page.ts';

export function openInvite(desk: Desk, room: string, invite: string): void {
  const code = new QrCode(invite);
  const copy = (): void => {
    desk.outside.copy(invite);
    desk.flash = desk.face.phrases.inviteCopied;
  };
  // Inside a frame the terminal would select the frame, too, and break the lines.
  const reveal = (): void => desk.outside.reveal([desk.face.phrases.inviteReveal, '', invite]);
  desk.open(
    new Page({
      name: 'invite',
      title: (face) => face.phrases.inviteTitle(visible(room)),
      hint: (face) => face.phrases.inviteHint,
      rows: (face, columns) => [
        [{ text: face.phrases.inviteHow, style: 'text' }],
        [],
        [{ text: visible(invite), style: 'code' }],
        [],
        ...code.rows(face, columns),
      ],
      letters: () => ({ c: copy, v: reveal }),
      isQuestion: true,
    }),
  );
}
