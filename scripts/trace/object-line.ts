// An object on the wire in one line for a person. Whatever opens something (a password, a token, a room's secret, an
// invitation, a proof) is left out, and all text of strangers is made harmless.

import { withoutInvitationKeys } from '../../commons/protocol/invitation-keys.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { visible } from '../../commons/text/text.ts';

const MAX_CONTENT = 60;
const MAX_SENTENCE = 80;
const MAX_NAME = 64;

type Described = (object: JsonObject) => string;

const room: Described = (object) => named(' #', object['room']);
const sentence: Described = (object) => named(': ', object['msg'], MAX_SENTENCE);

/** What follows the word itself; a word that is not here needs no more. */
const ABOUT: { readonly [word: string]: Described } = {
  SCRAM: (object) => named(' ', object['username']),
  REGISTER: (object) => `${named(' ', object['username'])} with a password${named(', port ', object['port'])}`,
  LOGIN: (object) => `${named(' ', object['username'])} by ${wayOfLogin(object)}${named(', port ', object['port'])}`,
  LIST_PEERS: (object) => `${named(' of #', object['room'])}${named(' for ', object['peer'])}`,
  CREATE_ROOM: (object) => `${room(object)}${named(' by ', object['access'])}`,
  JOIN_ROOM: room,
  LEAVE_ROOM: room,
  DELETE_ROOM: room,
  OK: sentence,
  ERROR: (object) => `${named(' ', object['code'])}${sentence(object)}`,
  ROOM_UPDATE: (object) => `${seatsOf(object)}${sentence(object)}`,
  PEER_ONLINE: sentence,
  HELLO: (object) =>
    `${named(' ', object['username'])}${object['keylog'] === true ? ', records keys' : ''}${object['encryption'] === 'off' ? ', encrypts nothing' : ''}`,
  MESSAGE: (object) => `${named(' #', object['room']) || ' (private)'} "${content(object['content'])}"`,
  ACK: (object) => `${acknowledged(object)}${named(' ', object['code'])}`,
  LEAVE: (object) => room(object) || ' (this link)',
  ROSTER: room,
  PROVE: room,
  INVITE: room,
  INVITE_ANSWER: (object) => (object['accepted'] === true ? ' yes' : ' no'),
};

/** The `cmd` of an object, or its `status`; empty: it has neither. */
export function wordOf({ cmd, status }: JsonObject): string {
  if (typeof cmd === 'string') return name(cmd);
  return typeof status === 'string' ? name(status) : '';
}

export function lineOf(object: JsonObject): string {
  const word = wordOf(object);
  if (word === '') return 'an object without a command';
  const about = Object.hasOwn(ABOUT, word) ? ABOUT[word] : undefined;
  return about ? `${word}${about(object)}` : word;
}

/** Whether it answers something. */
export function isAnswer(word: string): boolean {
  return ['OK', 'ERROR', 'PONG', 'ACK', 'INVITE_ANSWER'].includes(word);
}

function name(value: unknown): string {
  return visible(String(value)).slice(0, MAX_NAME).toWellFormed();
}

/** `before` and the value, or nothing if there is none. */
function named(before: string, value: unknown, length = MAX_NAME): string {
  if (typeof value !== 'string' && typeof value !== 'number') return '';
  return `${before}${withoutInvitationKeys(visible(String(value)))
    .slice(0, length)
    .toWellFormed()}`;
}

function wayOfLogin({ token, proof, password }: JsonObject): string {
  if (token !== undefined) return 'token';
  if (proof !== undefined) return 'proof of the password';
  return password === undefined ? 'key' : 'password';
}

function content(value: unknown): string {
  const text = named('', value, MAX_CONTENT + 1);
  return text.length > MAX_CONTENT ? `${text.slice(0, MAX_CONTENT).toWellFormed()}…` : text;
}

function acknowledged({ ids }: JsonObject): string {
  return Array.isArray(ids) && ids.length > 0 ? ` of ${ids.length + 1}` : '';
}

function seatsOf({ room: changed, room_name }: JsonObject): string {
  if (typeof changed !== 'object' || changed === null) return named(' #', room_name);
  const { name: title, seats } = changed as JsonObject;
  const people = (Array.isArray(seats) ? seats.slice(0, 3) : []).map((seat: JsonObject | null) => {
    return `${named('', seat?.['username'])}${seat?.['state'] === 'away' ? ' away' : ''}`;
  });
  return `${named(' #', title)}${people.length > 0 ? ` [${people.join(', ')}]` : ''}`;
}
