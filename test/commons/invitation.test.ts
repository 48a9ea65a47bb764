// Invitations as text, of names that only a liar would tell.
import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../commons/identity/identity.ts';
import { newRoomKey } from '../../commons/identity/room-proof.ts';
import { formatInvitation, parseInvitation } from '../../commons/model/invitation.ts';

const { fingerprint } = newIdentity();
const tracker = { address: '127.0.0.1', port: 6060 };
const about = (room: string, username: string) => ({
  tracker,
  room,
  from: { username, fingerprint },
  roomKey: newRoomKey(),
});

describe('an invitation', () => {
  it.each(['dev', 'two words', '#/%.', 'olá 👋', '日本語'])('says the names that were put into it (%s)', (name) => {
    for (const invitation of [about(name, 'ana'), about('dev', name)]) {
      expect(parseInvitation(formatInvitation(invitation))).toEqual(invitation);
    }
  });

  it.each(['\ud800', 'half \udc4b', '\udc4b\ud83d'])('of a name with half a character (%j) is still one', (name) => {
    const read = parseInvitation(formatInvitation(about(name, name)));
    const whole = name.replace(/[\ud800-\udfff]/g, '\ufffd');
    expect(read).toMatchObject({ room: whole, from: { username: whole } });
  });
});
