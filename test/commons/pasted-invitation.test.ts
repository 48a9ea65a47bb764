// U2: an invitation is found in text as people paste it, and noticed before it is sent to a room.
import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../commons/identity/identity.ts';
import { newRoomKey } from '../../commons/identity/room-proof.ts';
import { formatInvitation } from '../../commons/model/invitation.ts';
import { continuationOf, findInvitation, holdsInvitation } from '../../commons/model/pasted-invitation.ts';
import { withoutInvitationKeys } from '../../commons/protocol/invitation-keys.ts';
import { spellingsOf } from '../helpers/invitation-spellings.ts';

const { fingerprint } = newIdentity();
const invitation = (room: string, username = 'ana', address = 'localhost') => ({
  tracker: { address, port: 6060 },
  room,
  from: { username, fingerprint },
  roomKey: newRoomKey(),
});

const CLUB = invitation('club');
const INVITE = formatInvitation(CLUB);
const SPELLINGS = Object.entries(spellingsOf(INVITE));

/** Letters and digits without serifs, as some write to look different. */
function mathematical(text: string): string {
  const moved = (first: string, base: number) => (c: string) =>
    String.fromCodePoint(base + c.charCodeAt(0) - first.charCodeAt(0));
  return text
    .replace(/[A-Z]/g, moved('A', 0x1d5a0))
    .replace(/[a-z]/g, moved('a', 0x1d5ba))
    .replace(/\d/g, moved('0', 0x1d7e2));
}

describe('an invitation', () => {
  it.each(SPELLINGS)('is read %s', (_, text) => {
    expect(findInvitation(text)).toEqual(CLUB);
  });

  it.each(SPELLINGS)('is noticed %s', (_, text) => {
    expect(holdsInvitation(text)).toBe(true);
    expect(holdsInvitation(`for you: ${text}`)).toBe(true);
  });

  it('is read at every place where it may be wrapped', () => {
    for (let at = 1; at < INVITE.length; at += 1) {
      expect(findInvitation(`${INVITE.slice(0, at)}\n  ${INVITE.slice(at)}`), `cut at ${at}`).toEqual(CLUB);
    }
  });

  it.each(['two words', "it's (not) free!", '*', 'café 日本', 'a.b', '#/%.'])(
    'to the room %s is read wrapped',
    (room) => {
      const odd = invitation(room, 'joão.b', '::1');
      const text = formatInvitation(odd);
      for (let at = 1; at < text.length; at += 1) {
        expect(findInvitation(`"${text.slice(0, at)}\n│ ${text.slice(at)}".`), `cut at ${at}`).toEqual(odd);
      }
    },
  );

  it.each([
    ['no end', INVITE.slice(0, -1)],
    ['no beginning', INVITE.slice(4)],
    ['a key that is too long', `${INVITE}A`],
    ['no key', INVITE.replace(/\.[^.]*$/, '.')],
    ['a scheme and no more', 'p2pchat:'],
  ])('with %s is none', (_, text) => {
    expect(findInvitation(text)).toBeNull();
  });

  it.each([
    ['the scheme', 'what is p2pchat: for?'],
    ['the scheme in capitals', 'P2PCHAT://x'],
    ['a cut scheme', 'p2p│\n│chat://x'],
    ['the key without the scheme', INVITE.slice(INVITE.indexOf('#'))],
    ['the beginning', INVITE.slice(0, 40)],
    ['a mathematical scheme', '𝗉𝟤𝗉𝖼𝗁𝖺𝗍://x'],
    ['a circled scheme', 'ⓟ②ⓟⓒⓗⓐⓣ:x'],
    ['a mathematical key', mathematical(INVITE)],
    ['a full-width scheme', 'ｐ２ｐｃｈａｔ：'],
  ])('is noticed by %s', (_, text) => {
    expect(holdsInvitation(text)).toBe(true);
  });

  it.each(['hello', 'p2pchat is nice', 'https://example.org/p2pchat/x', 'p2p chat'])('is not seen in %s', (text) => {
    expect(holdsInvitation(text)).toBe(false);
  });

  it.each([
    [INVITE.slice(40), 'piece'],
    [`│ ${INVITE.slice(60)}   │`, 'piece'],
    ['└─────┘', 'frame'],
    ['+-----+', 'frame'],
    ['', 'frame'],
    ['how are you', null],
  ])('goes on with %j: %s', (text, what) => {
    expect(continuationOf(text)).toBe(what);
  });
});

describe('text that is made to take long', () => {
  it.each([
    ['many schemes', 'p2pchat:'.repeat(8_192)],
    ['many schemes in pieces', 'p2pchat:// '.repeat(6_000)],
    ['many hashes', `p2pchat://a/${'%23'.repeat(20_000)}`],
    ['many dots', `p2pchat://a/b#${'a.'.repeat(30_000)}`],
    ['many keys', `p2pchat://a/b#${`${'a'.repeat(43)}.${'A'.repeat(22)} `.repeat(900)}`],
    ['many frames', '│p2pchat://│\n'.repeat(5_000)],
    ['nothing but pieces', 'a '.repeat(32_000)],
  ])('is looked through at once: %s', (_, text) => {
    const times = [0, 1, 2].map(() => {
      const before = process.cpuUsage().user;
      findInvitation(text);
      holdsInvitation(text);
      return (process.cpuUsage().user - before) / 1_000;
    });
    expect(Math.min(...times)).toBeLessThan(100);
  });
});

describe('what may be read as an invitation', () => {
  // S12 and U2: whatever is taken for an invitation must be masked where the wire is shown.
  it.each(SPELLINGS)('is masked %s', (_, text) => {
    const masked = withoutInvitationKeys(text);
    expect(findInvitation(masked)).toBeNull();
    expect(masked).not.toContain(CLUB.roomKey);
  });
});
