// One invitation as people and programs spell it: what masks keys has to find each (S12).

/** Whose key has pieces that nothing else has. */
export const KEY = 'K0eyK1eyK2eyK3eyK4eyKQ';
const FINGERPRINT = 'f'.repeat(42).concat('A');
export const INVITATION = `p2pchat://t.example.org:6060/dev#ana.b.${FINGERPRINT}.${KEY}`;

/** No piece of the key that is worth anything. */
export const PIECES = KEY.match(/..../g) ?? [];

const each = (spell: (code: number) => string): string =>
  [...INVITATION].map((character) => spell(character.charCodeAt(0))).join('');
const hex = (code: number): string => code.toString(16);
/** With that in the middle of the key. */
const split = (by: string): string => INVITATION.replace('K2', `${by}K2`);

export const SPELLINGS: readonly (readonly [how: string, text: string])[] = [
  ['with escaped slashes', INVITATION.replaceAll('/', '\\u002f')],
  ['with escaped full stops', INVITATION.replaceAll('.', '\\u002E')],
  ['with full stops that were escaped twice', INVITATION.replaceAll('.', '\\\\u002e')],
  ['with full stops as JavaScript has them', INVITATION.replaceAll('.', '\\x2e')],
  ['percent-encoded twice', encodeURIComponent(encodeURIComponent(INVITATION.replaceAll('.', '%2E')))],
  ['with all of it percent-encoded in capitals', each((code) => `%${hex(code).toUpperCase()}`)],
  ['with full stops of HTML', INVITATION.replaceAll('.', '&#46;')],
  ['with all of it as numbers of HTML', each((code) => `&#${code};`)],
  ['with all of it as hexadecimal numbers of HTML', each((code) => `&#x${hex(code)};`)],
  ['in an element of HTML', `<a href="${INVITATION}">${INVITATION}</a>`],
  ['in a link of Markdown', `[come](${INVITATION})`],
  ['escaped for Markdown', INVITATION.replace(/[._#:-]/g, '\\$&')],
  ['in bold', `**${INVITATION}**`],
  ['before a Chinese full stop', `${INVITATION}。谢谢`],
  ['before an Arabic question mark', `${INVITATION}؟`],
  ['before Thai letters', `${INVITATION}ครับ`],
  ['before letters without a space', `${INVITATION}and`],
  ['split by a tab', split('\t')],
  ['split by a space that nobody sees', split('\u200b')],
  ['split by a soft hyphen', split('\u00ad')],
  ['split by a hyphen and a line break', split('-\n')],
  ['split by a quoted line', split('\n> ')],
  ['in full-width letters', each((code) => String.fromCharCode(code + 0xfee0))],
  ['in capitals as far as nobody minds', INVITATION.replace(/^[^#]*/, (where) => where.toUpperCase())],
  ['with spaces everywhere', [...INVITATION].join(' ')],
  ['without its beginning', INVITATION.slice(20)],
  ['as the fingerprint and the key alone', `${FINGERPRINT}.${KEY}`],
];
