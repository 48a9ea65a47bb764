// What is in captures/, and how it is made. `WRITE_CAPTURES=1 npx vitest run test/wireshark/captures.test.ts` makes the
// files again.

import { recordTls } from '../helpers/recorded-tls.ts';
import { BARE_TALKS, bareTalk } from './bare-session.ts';
import type { Talk } from './composed-capture.ts';
import { ComposedCapture, lineOf } from './composed-capture.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import {
  ANA,
  type Asked,
  anaBegins,
  anaDeletes,
  anaHearsOfBob,
  BOB,
  bobComes,
  bobHearsOfTheEnd,
  bobJoins,
  bobLeaves,
  liveness,
  onTheLink,
  TRACKER,
} from './session.ts';
import { upgrade, webSocketFrame } from './websocket-frames.ts';

/** A longer text than one TLS record, or one segment, has room for. */
const LONG_TEXT = 'Uma conversa comprida. '.repeat(900);

const longMessage = { cmd: 'MESSAGE', room: 'dev', username: 'bob', content: LONG_TEXT, id: 'long' };
const longAnswer = { cmd: 'ACK', id: 'long' };

function begin(): ComposedCapture {
  const capture = new ComposedCapture();
  capture.name(TRACKER.address, 'tracker');
  capture.name(ANA.address, 'ana');
  capture.name(BOB.address, 'bob');
  return capture;
}

function ask(talk: Talk, asked: readonly Asked[]): void {
  for (const { request, reply } of asked) talk.sent(request).received(reply);
}

/** A whole session in plaintext: every command, status and field that there is. */
function plainSession(): ComposedCapture {
  const capture = begin();
  const ana = capture.talk({ ...ANA, port: 50_001 }, TRACKER);
  ask(ana, anaBegins);
  const bob = capture.talk({ ...BOB, port: 50_002 }, TRACKER);
  ask(bob, bobComes);
  bob.sent(bobJoins.request);
  ana.received(anaHearsOfBob);
  bob.received(bobJoins.reply);
  const link = capture.talk({ ...BOB, port: 50_003 }, ANA);
  for (const { from, message } of onTheLink) from === 'bob' ? link.sent(message) : link.received(message);
  link.close();
  for (const peer of [ANA, BOB]) {
    capture
      .talk({ ...TRACKER, port: 50_100 }, peer)
      .sent(liveness.asked)
      .received(liveness.answered)
      .close();
  }
  ask(bob, bobLeaves);
  bob.close();
  ana.sent(anaDeletes.request).received(bobHearsOfTheEnd).received(anaDeletes.reply);
  ana.close();
  return capture;
}

/** A reference peer: objects without an end of their own, and answers without numbers. */
function bareObjects(): ComposedCapture {
  const capture = begin();
  for (const talk of BARE_TALKS) bareTalk(capture, talk);
  return capture;
}

/** Several objects in a segment, and one in several, cut in the middle of characters too. */
function pieces(): ComposedCapture {
  const capture = begin();
  const messages = onTheLink.filter(({ from }) => from === 'bob').map(({ message }) => message);
  capture.says.push(...messages, ...messages, ...messages, longMessage);
  capture
    .talk({ ...BOB, port: 50_010 }, ANA)
    .sent(messages.map(lineOf).join(''))
    .close();
  capture
    .talk({ ...BOB, port: 50_011 }, ANA)
    .sent(messages.map((one) => JSON.stringify(one)).join(''))
    .close();
  const cut = capture.talk({ ...BOB, port: 50_012 }, ANA);
  const all = Buffer.from(messages.map(lineOf).join(''));
  for (let at = 0; at < all.length; at += 37) cut.sent(all.subarray(at, at + 37));
  cut.close();
  const long = capture.talk({ ...BOB, port: 50_013 }, ANA);
  const bytes = Buffer.from(lineOf(longMessage));
  for (let at = 0; at < bytes.length; at += 1_400) long.sent(bytes.subarray(at, at + 1_400));
  long.received(longAnswer).close();
  return capture;
}

/** Segments that overtook each other, and one that came twice. */
function reordered(): ComposedCapture {
  const capture = begin();
  capture.says.push(...onTheLink.map(({ message }) => message));
  const conversation = capture.conversation({ ...BOB, port: 50_020 }, ANA);
  capture.packets(conversation.open());
  const all = Buffer.from(onTheLink.map(({ message }) => lineOf(message)).join(''));
  const segments = [];
  for (let at = 0; at < all.length; at += 200)
    segments.push(...conversation.data('sent', all.subarray(at, at + 200)).slice(0, 1));
  for (let at = 0; at + 1 < segments.length; at += 2) {
    capture.packets([segments[at + 1], segments[at], segments[at]].filter((segment) => segment !== undefined));
  }
  capture.packets(segments.length % 2 === 1 ? segments.slice(-1) : []);
  capture.packets(conversation.close('sent'));
  return capture;
}

/** The connection with the tracker and a link, in TLS, and the keys of both. */
async function overTls(): Promise<ComposedCapture> {
  const capture = begin();
  const tracker = await recordTls('p2pchat-tracker/1', [
    ...anaBegins.flatMap(({ request, reply }) => [
      { from: 'dialled' as const, text: lineOf(request) },
      { from: 'accepted' as const, text: lineOf(reply) },
    ]),
  ]);
  const link = await recordTls('p2pchat/1', [
    ...onTheLink.map(({ from, message }) => ({
      from: from === 'bob' ? ('dialled' as const) : ('accepted' as const),
      text: lineOf(message),
    })),
    { from: 'dialled', text: lineOf(longMessage) },
    { from: 'accepted', text: lineOf(longAnswer) },
  ]);
  capture.keys([...tracker.keys, ...link.keys]);
  capture.says.push(...anaBegins.flatMap(({ request, reply }) => [request, reply]));
  capture.says.push(...onTheLink.map(({ message }) => message), longMessage, longAnswer);
  const control = capture.talk({ ...ANA, port: 50_030 }, TRACKER);
  for (const { from, bytes } of tracker.pieces) from === 'dialled' ? control.sent(bytes) : control.received(bytes);
  control.close();
  const direct = capture.talk({ ...BOB, port: 50_031 }, ANA);
  for (const { from, bytes } of link.pieces) from === 'dialled' ? direct.sent(bytes) : direct.received(bytes);
  direct.close();
  return capture;
}

/** Through a relay: objects in WebSocket frames, and the TLS of two peers in such frames. */
async function overWebSocket(): Promise<ComposedCapture> {
  const capture = begin();
  const messages = onTheLink.map(({ message }) => message);
  capture.says.push(...messages, ...messages);
  const plain = upgrade(capture.talk({ ...BOB, port: 50_040 }, TRACKER), '/ws/bob@ana');
  for (const { from, message } of onTheLink) {
    const bytes = Buffer.from(lineOf(message));
    from === 'bob' ? plain.sent(webSocketFrame(bytes, true)) : plain.received(webSocketFrame(bytes, false));
  }
  plain.close();
  const link = await recordTls(
    'p2pchat/1',
    onTheLink.map(({ from, message }) => ({ from: from === 'bob' ? 'dialled' : 'accepted', text: lineOf(message) })),
  );
  capture.keys(link.keys);
  const relayed = upgrade(capture.talk({ ...BOB, port: 50_041 }, TRACKER), '/ws/bob@ana');
  for (const { from, bytes } of link.pieces) {
    from === 'dialled' ? relayed.sent(webSocketFrame(bytes, true)) : relayed.received(webSocketFrame(bytes, false));
  }
  relayed.close();
  return capture;
}

/** Texts that are no objects, or odd ones: each on a connection of its own. */
function hostile(): ComposedCapture {
  const capture = begin();
  HOSTILE_TEXTS.forEach((text, index) => {
    capture
      .talk({ ...BOB, port: 51_000 + index }, TRACKER)
      .sent(Buffer.from(text))
      .close();
  });
  return capture;
}

export interface CaptureFile {
  readonly make: () => ComposedCapture | Promise<ComposedCapture>;
  /** Whether it comes out the same each time; a TLS session never does. */
  readonly isRepeatable: boolean;
}

export const CAPTURES: { readonly [file: string]: CaptureFile } = {
  'plain.pcapng': { make: plainSession, isRepeatable: true },
  'bare.pcapng': { make: bareObjects, isRepeatable: true },
  'pieces.pcapng': { make: pieces, isRepeatable: true },
  'reordered.pcapng': { make: reordered, isRepeatable: true },
  'tls.pcapng': { make: overTls, isRepeatable: false },
  'websocket.pcapng': { make: overWebSocket, isRepeatable: false },
  'hostile.pcapng': { make: hostile, isRepeatable: true },
};
