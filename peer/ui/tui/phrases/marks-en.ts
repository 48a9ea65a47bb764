import type { MarkPhrases } from './phrases.ts';

export const englishMarks: MarkPhrases = {
  tracker: {
    connected: (name) => `The tracker ${name} is connected: you can create, join and list rooms.`,
    lost: (name, reason) =>
      `Lost the tracker ${name} (${reason}): chats keep working, but rooms cannot change until it is back; reconnecting.`,
    reconnecting: (name, reason) =>
      reason === ''
        ? `Contacting the tracker ${name}.`
        : `The tracker ${name} does not answer (${reason}); still trying. To start one here: npm run tracker`,
  },
  encryptionOn: 'Every connection is encrypted (TLS 1.3, one key for each person).',
  encryptionPrefer:
    'Connections are encrypted if the other side can; people who cannot are marked P and named in the title.',
  encryptionOff: 'Encryption is OFF: anyone on the network can read everything. Start without --encryption off.',
  keylog: (file) =>
    `The keys of your connections are being recorded in ${file}: anyone who has that file can read everything.`,
  person: {
    reached: (name) => `${name} is connected to you directly.`,
    connecting: (name) => `Connecting to ${name}.`,
    away: (name) => `${name} lost connection; their seat is kept for a minute, and so is what you write.`,
    unreached: (name, reason) =>
      `Can't connect to ${name}${reason === '' ? '' : ` (${reason})`}; trying again, and what you write is kept.`,
    refused: (name, reason) => `Not connected to ${name}, by your own decision or to protect you: ${reason}.`,
    blocked: (name) => `You blocked ${name}: you won't see each other's messages.`,
    encrypted: (name) => `What you and ${name} write is encrypted; nobody else can read it.`,
    plaintext: (name) => `What you and ${name} write is NOT encrypted; anyone on the network can read it.`,
    verified: (name) => `You verified ${name}'s key: it is really theirs.`,
    unverified: (name) =>
      `${name}'s key was remembered at first contact, but never compared. To compare it: /verify ${name}`,
    changed: (name) => `${name}'s KEY HAS CHANGED: nothing is sent until you decide (F3, or /verify and /trust).`,
    lookAlike: (name, like) => `${name} ONLY LOOKS like ${like}: the names are different, so this is someone else.`,
    records: (name) => `${name} records the keys of the connection: what you write can be read later.`,
    encryptionOff: (name) => `${name} turned encryption off: ask them why.`,
    confirmsNothing: (name) => `${name}'s program never confirms delivery.`,
  },
  line: {
    waiting: (text, names) => `"${text}" is waiting until ${names} can be reached.`,
    partly: (text, got, waits) => `"${text}" was delivered to ${got}, and is waiting for ${waits}.`,
    sent: (text, names) => `"${text}" was sent to ${names}, but delivery is not confirmed.`,
    delivered: (text, names) => `"${text}" was delivered to ${names}.`,
    failed: (text, names) => `"${text}" was NOT delivered to ${names}.`,
  },
  unread: (label, count, highlights) =>
    `${label} has ${count} new${highlights > 0 ? `, ${highlights} of them for you` : ''}.`,
  ended: (label) => `You are no longer in ${label}: you can read it until /leave closes it.`,
  muted: (label) => `${label} is muted (F4): you'll only be notified when someone mentions you.`,
  more: (count) =>
    `You have scrolled up; ${count === 0 ? 'there is more below' : `${count} new below`} (Ctrl+End goes there).`,
  plaintextLine: 'A message that begins with P was not encrypted.',
  lineMarks: ({ pending, sent, check, bullet, half, ring, cross }) => [
    `Next to your messages: ${pending} waiting, ${sent} sent, ${check} delivered (${check}2: to two people), ! failed.`,
    `Before a person: ${bullet} connected, ${half} connecting, ${ring} not connected, ${cross} blocked.`,
    `After a person: ${check} verified, ? never compared, ! key changed, P not encrypted, K records keys, ~ only looks like someone else.`,
  ],
};
