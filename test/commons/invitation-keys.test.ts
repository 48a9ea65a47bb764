// S12: what is shown or saved of an invitation opens nothing, however it is spelled.

import { describe, expect, it } from 'vitest';
import { withoutInvitationKeys } from '../../commons/protocol/invitation-keys.ts';
import { INVITATION, PIECES, SPELLINGS } from '../helpers/key-spellings.ts';

const FINGERPRINT = INVITATION.split('.').at(-2) ?? '';
const wrapped = (width: number, join: string): string =>
  (INVITATION.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(join);

describe('the key of an invitation is hidden', () => {
  it.each<readonly [string, string]>([
    ['as it is', INVITATION],
    ['with a word behind it', `${INVITATION}.Bye`],
    ['twice', `${INVITATION},${INVITATION}`],
    ['in capitals', INVITATION.replace('p2pchat', 'P2PCHAT')],
    ['in brackets', `<${INVITATION}>`],
    ['in quotes', `"${INVITATION}"`],
    ['percent-encoded', encodeURIComponent(INVITATION)],
    ['with %23', INVITATION.replace('#', '%23')],
    ['with an encoded full stop', INVITATION.replaceAll('.', '%2E')],
    ['with all of it encoded', [...INVITATION].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('')],
    ['wrapped', wrapped(20, '\n')],
    ['wrapped in a frame', wrapped(30, ' │\n│ ')],
    ['wrapped in JSON', JSON.stringify(wrapped(30, ' │\n│ '))],
    ['wrapped in JSON with an escape', JSON.stringify(wrapped(7, '\u200b')).replaceAll('\u200b', '\\u200b')],
    ['without its scheme', INVITATION.slice(10)],
    ['in mathematical digits', INVITATION.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)))],
    ...SPELLINGS,
    ['wrapped, without its beginning', `and then: ${wrapped(25, ' │\n│ ').slice(40)}`],
    ['in other text', `come: ${INVITATION} now, or p2pchat: later`],
  ])('%s', (_how, text) => {
    const shown = withoutInvitationKeys(text);
    expect(shown).toContain('****');
    for (const piece of PIECES) expect(shown.replace(/\s|[│]|\\n|[^ -~]/g, '')).not.toContain(piece);
  });

  it.each([
    ['p2pchat://t:1/dev#ana.AAAA.SECRET', 'p2pchat://t:1/dev#ana.AAAA.********'],
    ['p2pchat://t:1/dev#ana.AAAA.SECRET.Bye now', 'p2pchat://t:1/dev#******** now'],
    ['P2PCHAT://t:1/dev#ana.AAAA.SECRET,p2pchat://t:1/dev#ana.AAAA.SECRET', expect.not.stringContaining('SECRET')],
    ['p2pchat://t:1/dev#SECRET', 'p2pchat://t:1/dev#********'],
    ['p2pchat://t:1/dev.SECRET', expect.not.stringContaining('SECRET')],
  ])('of a damaged one: %s', (text, shown) => expect(withoutInvitationKeys(text)).toEqual(shown));
});

it.each([
  '',
  'hello',
  'p2p chat: #dev, https://x.example/a.b',
  'a%zz\\',
  `${FINGERPRINT}.short`,
  '100 % #1',
  'Wir haben uns gestern im Garten getroffen und lange geredet. Morgen kommen wir wieder gegen acht.',
  'WIR HABEN UNS GESTERN IM GARTEN GETROFFEN UND LANGE GEREDET. MORGEN KOMMEN WIR ALLE WIEDERGUT, AM 12. MAI 2026',
])('text that holds none stays as it is: %j', (text) => expect(withoutInvitationKeys(text)).toBe(text));

// S7
it.each([
  ['p2pchat: again and again', 'p2pchat:'.repeat(8_000)],
  ['with full stops', 'p2pchat:.'.repeat(7_000)],
  ['with hashes', 'p2pchat:#'.repeat(7_000)],
  ['full stops', '.'.repeat(64_000)],
  ['fingerprints', `${FINGERPRINT}.`.repeat(1_400)],
  ['percent signs', '%2'.repeat(32_000)],
  ['percent signs that were encoded', '%25'.repeat(21_000)],
  ['numbers of HTML', '&#'.repeat(16_000) + '&#46'.repeat(8_000)],
  ['nothing but backslashes', '\\'.repeat(64_000)],
  ['full-width letters', '\uff0e'.repeat(21_000)],
  ['backslashes', '\\u00'.repeat(16_000)],
])('%s: takes no more than 20 ms', (_what, text) => {
  const times = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage();
    withoutInvitationKeys(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  expect(Math.min(...times)).toBeLessThan(20);
});
