// Shows an invitation for the user to pass on. It does not appear in the log, since everybody who reads it can join.

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
  // Shown without a frame, so that a selection in the terminal contains neither the frame nor line breaks.
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
