// What is always so of reading messages: a valid one comes back as it was, and anything else is refused, never thrown.

import fc, { type Arbitrary } from 'fast-check';
import { expect } from 'vitest';
import { parseRoomName, parseUsername } from '../../commons/model/names.ts';
import { parseEndpoint } from '../../commons/net/endpoint.ts';
import { JsonFramer, type JsonObject } from '../../commons/protocol/json-framer.ts';
import { isInOurForm, parsePeerMessage, peerMessageSchemas } from '../../commons/protocol/peer-messages.ts';
import { readAnyReply } from '../../commons/protocol/replies.ts';
import {
  fromTracker,
  isCommand,
  okReply,
  parseRequest,
  requestSchemas,
} from '../../commons/protocol/tracker-messages.ts';
import { anyText } from '../helpers/any-text.ts';
import { keptTexts } from './corpus.ts';
import { fuzz } from './fuzz.ts';
import { anyObject, nearly } from './json-text.ts';
import { anyName, oneOf, peerMessages, requests, roomName, trackerMessages, username } from './messages.ts';

const CORPUS = 'objects.jsonl';
const ids = fc.oneof(
  fc.string({ minLength: 1, maxLength: 21 }),
  fc.constantFrom('x'.repeat(64), '__proto__', '\ud800'),
);

export const PEER = peerMessages(username, roomName, ids);
export const REQUESTS = requests(anyName, anyName);
export const TRACKER = trackerMessages(username, roomName, fc.oneof(fc.integer(), fc.constant('login')));

/** No object takes longer to be read or refused; ours take a few microseconds. */
const SLOW_MS = 100;

/** Out through JSON and in through the framer. */
function sent(message: object): JsonObject {
  const objects: JsonObject[] = [];
  new JsonFramer().push(Buffer.from(JSON.stringify(message)), (object) => objects.push(object));
  return objects[0] as JsonObject;
}

/** Whether `read` says what `message` said; fields that are undefined are not there. */
function says(read: unknown, message: unknown): boolean {
  if (typeof read !== 'object' || typeof message !== 'object' || !read || !message) return Object.is(read, message);
  if (Array.isArray(read) !== Array.isArray(message)) return false;
  const fields = Object.entries(read).filter(([, value]) => value !== undefined);
  if (fields.length !== Object.keys(message).length) return false;
  return fields.every(([key, value]) => Object.hasOwn(message, key) && says(value, (message as JsonObject)[key]));
}

function survives(runs: number, messages: Arbitrary<object>, read: (object: JsonObject) => unknown): number {
  const line = (message: object): string => JSON.stringify(message);
  return fuzz({ runs, inputs: messages, kept: [], corpus: CORPUS, line }, (message) => {
    const back = read(sent(message));
    if (!says(back, message)) expect(back).toEqual(message);
  });
}

/** What a peer says is what the other one reads. */
export function peerMessagesSurvive(runs: number): number {
  return survives(runs, oneOf(PEER), (object) => {
    const parsed = parsePeerMessage(object);
    return 'message' in parsed ? parsed.message : parsed;
  });
}

/** What a peer asks is what the tracker reads. */
export function requestsSurvive(runs: number): number {
  return survives(runs, oneOf(REQUESTS), (object) => {
    const cmd = object['cmd'];
    const parsed = isCommand(cmd) ? parseRequest(cmd, object) : { problem: 'unknown' };
    return 'request' in parsed ? parsed.request : parsed;
  });
}

/** What the tracker says is what a peer reads. */
export function trackerMessagesSurvive(runs: number): number {
  return survives(runs, oneOf(TRACKER), (object) => fromTracker.safeParse(object).data);
}

const nearlyAnything = fc.oneof(
  { weight: 4, arbitrary: nearly(oneOf(PEER)) },
  { weight: 3, arbitrary: nearly(oneOf(REQUESTS)) },
  { weight: 3, arbitrary: nearly(oneOf(TRACKER)) },
  { weight: 2, arbitrary: anyObject },
);

/** Any object is a message, or is refused in words, at every place where one is read; and soon. */
export function anythingIsReadOrRefused(runs: number): number {
  const input = { runs, inputs: nearlyAnything, kept: keptTexts(CORPUS), corpus: CORPUS, line: (text: string) => text };
  return fuzz(input, (text) => {
    const object = JSON.parse(text) as JsonObject;
    let tookMs = readingMs(object);
    // A busy machine is slow once, and slow code every time.
    for (let tries = 0; tookMs > SLOW_MS && tries < 3; tries += 1) tookMs = readingMs(object);
    check(tookMs <= SLOW_MS, `it takes ${tookMs} ms to be read`);
  });
}

/** Reads the object wherever one is read; how long that took. */
function readingMs(object: JsonObject): number {
  const startedAt = performance.now();
  readAsPeer(object);
  readAsRequest(object);
  readFromTracker(object);
  return performance.now() - startedAt;
}

const BYTES32 = 'b'.repeat(43);

/** Something for each field that some request needs. */
const ANY_FIELDS = {
  ...{ username: 'ana', password: '0'.repeat(64), nonce: 'n'.repeat(24), port: 1, room: 'dev', proof: BYTES32 },
  peers: [],
  verifier: { salt: 's'.repeat(22), cost: '15:8:1', stored_key: BYTES32, server_key: BYTES32 },
};

function readAsPeer(object: JsonObject): void {
  const parsed = parsePeerMessage(object);
  if ('message' in parsed) {
    const { message } = parsed;
    const again = peerMessageSchemas[message.cmd].safeParse(message);
    check(again.success, 'a message that was read is not valid');
    // The quick way of reading must find what the schema finds.
    if (again.success && isInOurForm(object)) check(agrees(again.data, object), 'the quick way reads something else');
  } else {
    check(typeof ('problem' in parsed ? parsed.problem : parsed.unknown) === 'string', 'a refusal has no words');
  }
}

function readAsRequest(object: JsonObject): void {
  for (const command of Object.keys(requestSchemas) as (keyof typeof requestSchemas)[]) {
    if (command !== object['cmd'] && command !== 'LOGIN') continue;
    const parsed = parseRequest(command, object);
    if ('problem' in parsed)
      check(/^[^\n]{1,1000}$/.test(parsed.problem), `a problem of many lines: ${parsed.problem}`);
    else check(requestSchemas[command].safeParse(parsed.request).success, 'a request that was read is not valid');
  }
}

function readFromTracker(object: JsonObject): void {
  const parsed = fromTracker.safeParse(object);
  if (parsed.success) check(fromTracker.safeParse(parsed.data).success, 'a reply that was read is not valid');
  const { data: reply } = okReply.safeParse(object);
  if (!reply) return;
  for (const [cmd, schema] of Object.entries(requestSchemas)) {
    const request = schema.safeParse({ cmd, ...ANY_FIELDS });
    if (!request.success) throw request.error;
    const answer = readAnyReply(request.data, reply, 'ana');
    check('data' in answer || answer.problem !== '', 'an answer that is none, for no reason');
  }
}

/** Names and endpoints are read or refused, whatever they are. */
export function anyTextIsANameOrNone(runs: number): number {
  const texts = fc.oneof(anyText(60), fc.string({ unit: 'grapheme', maxLength: 60 }), anyName);
  const line = (text: string): string => JSON.stringify({ name: text });
  return fuzz({ runs, inputs: texts, kept: [], corpus: CORPUS, line }, (text) => {
    for (const parse of [parseUsername, parseRoomName]) {
      const named = parse(text);
      if ('name' in named) check(says(parse(named.name), named), 'the normal form of a name is another name');
      else check(named.problem !== '', 'a refusal has no words');
    }
    const endpoint = parseEndpoint(text, { address: '127.0.0.1', port: 1 });
    if (endpoint) check(endpoint.port >= 1 && endpoint.port <= 65_535, `port ${endpoint.port}`);
  });
}

/** Each field that the schema read is as it stands in the object. */
function agrees(read: object, object: JsonObject): boolean {
  return Object.entries(read).every(([key, value]) => value === undefined || says(value, object[key]));
}

function check(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}
