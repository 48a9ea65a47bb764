// N16: whatever somebody has written, what tshark exports of it is well-formed XML and JSON.

import { describe, expect, it } from 'vitest';
import { hasTshark, tshark } from '../helpers/tshark.ts';
import { ComposedCapture } from './composed-capture.ts';
import { BOB, TRACKER } from './session.ts';

const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

/**
 * Controls, half pairs, characters that are none, marks that turn the line, private ones and the last of each plane.
 */
const CODES = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  ...[0x22, 0x26, 0x27, 0x3c, 0x3e, 0x5c, 0xad, 0x61c, 0x200b, 0x2028, 0x2029, 0x202e, 0x2066, 0xd800, 0xdbff, 0xdc00],
  ...[0xdfff, 0xe000, 0xfdd0, 0xfdef, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0x1fffe, 0x1ffff, 0xe0001, 0xffffe, 0x10ffff],
];

/** Escaped, and as it is where JSON allows that: half a pair as the three bytes that UTF-8 forbids. */
function texts(code: number): Buffer[] {
  const escaped = [...String.fromCodePoint(code)].flatMap((character) =>
    character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
  if (code < 0x20 || code === 0x22 || code === 0x5c) return [Buffer.from(escaped.join(''))];
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  const raw = isHalf ? Buffer.from([0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]) : undefined;
  return [Buffer.from(escaped.join('')), raw ?? Buffer.from(String.fromCodePoint(code))];
}

/** Every place in which the dissector shows a text of somebody else. */
const PLACES = [
  '{"cmd":"MESSAGE","room":"?","username":"?","content":"a?b","id":"?"}',
  '{"cmd":"LOGIN","request_id":"?","username":"?","password":"?","port":5}',
  '{"status":"ERROR","msg":"?","code":"?","request_id":"?"}',
  '{"status":"OK","msg":"?","rooms":{"?":{"name":"?"}},"peers":[{"username":"?","address":"?"}]}',
  '{"cmd":"ROSTER","room":"?","revision":1,"members":[{"username":"?","fingerprint":"?"}]}',
  '{"cmd":"?","a?":"?"}',
  '{"cmd":"PING","a?":{"?":["?"]}}',
  '{"cmd":"MESSAGE","content":{"?":"?"}}',
  '{"cmd":"MESSAGE",?}',
];

function inEveryPlace(): Buffer {
  const capture = new ComposedCapture();
  const talk = capture.talk({ ...BOB, port: 50_000 }, TRACKER);
  for (const text of CODES.flatMap(texts)) {
    for (const place of PLACES) {
      const parts = place.split('?').flatMap((part, index) => (index === 0 ? [] : [text]).concat(Buffer.from(part)));
      talk.sent(Buffer.concat([...parts, Buffer.from('\n')]));
    }
  }
  talk.close();
  return capture.bytes;
}

/** What no XML may have (XML 1.0, section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NO_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu;

/** One layer of a frame, as tshark writes it in JSON, has several objects of ours under one name. */
const OURS = ['-j', 'p2pchat'];

describe.runIf(hasTshark())('of texts that are treacherous in any place', () => {
  const capture = inEveryPlace();

  it('PDML is well-formed', async () => {
    const out = await tshark(capture, ['-2', '-T', 'pdml', ...OURS]);
    expect(out.match(NO_XML)).toBeNull();
    // Nothing but entities behind an ampersand, and no bracket in a value.
    expect(out.match(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi)).toBeNull();
    const tags = out.replace(/<\?xml[^?]*\?>|<\?[^?]*\?>|<!--[\s\S]*?-->/g, '').match(/<[^<>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(10_000);
    expect(tags.filter((tag) => !/^<\/?\w+(?: \w+="[^"<]*")*\s*\/?>$/.test(tag)).slice(0, 3)).toEqual([]);
  });

  it('JSON is JSON', async () => {
    const out = await tshark(capture, ['-2', '-Y', 'p2pchat', '-T', 'json', ...OURS]);
    expect((JSON.parse(out) as unknown[]).length).toBeGreaterThan(500);
    expect(out.isWellFormed()).toBe(true);
  });

  it('each line for Elasticsearch is JSON', async () => {
    const out = await tshark(capture, ['-2', '-Y', 'p2pchat', '-T', 'ek', ...OURS]);
    const lines = out.split('\n').filter((line) => line !== '');
    expect(lines.length).toBeGreaterThan(500);
    for (const line of lines) JSON.parse(line);
  });
});
