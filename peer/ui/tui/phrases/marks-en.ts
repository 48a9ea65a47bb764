import type { MarkPhrases } from './phrases.ts';

export const englishMarks: MarkPhrases = {
  tracker: {
    connected: (name) => `The tracker ${name} is connected: rooms can be made, entered and listed.`,
    lost: (name, reason) =>
      `The tracker ${name} is away (${reason}): conversations go on, rooms cannot change; it is tried again by itself.`,
    reconnecting: (name, reason) =>
      reason === ''
        ? `The tracker ${name} is being asked.`
        : `The tracker ${name} does not answer (${reason}); it is tried again by itself. To start one here: npm run tracker`,
  },
  encryptionOn: 'Only encrypted links are made (TLS 1.3, one key for each person).',
  encryptionPrefer: 'Links are encrypted where the other side can; who cannot is marked P, and named in the title.',
  encryptionOff: 'Encryption is OFF: everybody on the way can read all of it. Start without --encryption off.',
  keylog: (file) => `The keys of your links are recorded in ${file}: whoever has it can read all of it.`,
  person: {
    reached: (name) => `${name} is connected to you directly.`,
    connecting: (name) => `${name} is being connected to.`,
    away: (name) => `${name} is away; the seat is kept for a minute, and so is what you write.`,
    unreached: (name, reason) =>
      `${name} cannot be reached${reason === '' ? '' : ` (${reason})`}; it is tried again, and what you write is kept.`,
    refused: (name, reason) => `${name} is not connected, on your own decision or to protect you: ${reason}.`,
    blocked: (name) => `You have blocked ${name}: nothing goes to them or comes from them.`,
    encrypted: (name) => `What you and ${name} say is encrypted; nobody else can read it.`,
    plaintext: (name) => `What you and ${name} say is NOT encrypted; everybody on the way can read it.`,
    verified: (name) => `The key of ${name} was compared with theirs: it is verified.`,
    unverified: (name) => `The key of ${name} was kept at first contact and never compared; /verify ${name} does that.`,
    changed: (name) =>
      `${name} has ANOTHER KEY than before: nothing is sent until you decide (F3, or /verify and /trust).`,
    lookAlike: (name, like) => `${name} ONLY LOOKS like ${like}: it is another name, of somebody else.`,
    records: (name) => `${name} records the keys of the link: what you say may be read later.`,
    encryptionOff: (name) => `${name} has switched encryption off: ask them why.`,
    confirmsNothing: (name) => `The program of ${name} never says that a line has come.`,
  },
  line: {
    waiting: (text, names) => `"${text}" waits until it can reach ${names}.`,
    partly: (text, got, waits) => `"${text}" was delivered to ${got}, and waits for ${waits}.`,
    sent: (text, names) => `"${text}" was sent to ${names}; nothing has been confirmed yet.`,
    delivered: (text, names) => `"${text}" was delivered to ${names}.`,
    failed: (text, names) => `"${text}" was NOT delivered to ${names}.`,
  },
  unread: (label, count, highlights) =>
    `${label} has ${count} new${highlights > 0 ? `, ${highlights} of them for you` : ''}.`,
  ended: (label) => `${label} is no more, or your seat in it: it can be read until /leave closes it.`,
  muted: (label) => `${label} is muted (F4): only what is for you by name calls you.`,
  more: (count) =>
    `You have scrolled up; ${count === 0 ? 'there is more below' : `${count} new below`} (Ctrl+End goes there).`,
  plaintextLine: 'A line that begins with P was not encrypted on its way.',
  lineMarks: [
    'Beside a line of yours: a dot or three waits, an arrow was sent, a check was delivered (to so many), ! was not.',
    'Beside a person: a full dot is connected, half a dot is being connected, a ring is not, a cross is blocked.',
    'After a person: a check is verified, ? is not compared yet, ! has another key, P is plaintext, K records keys, ~ looks like another.',
  ],
};
