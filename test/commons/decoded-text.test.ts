// T12: what people and programs give us as bytes.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../commons/text/decoded-text.ts';
import { givenSecret } from '../../peer/sign-in/given-secrets.ts';
import { readLines } from '../../peer/ui/input-lines.ts';
import { temporaryFolder } from '../helpers/programs.ts';

const utf16le = (text: string): Buffer => Buffer.from(text, 'utf16le');
const utf16be = (text: string): Buffer => utf16le(text).swap16();
const BOM = '\ufeff';

async function linesOf(...chunks: readonly (Buffer | string)[]): Promise<string[]> {
  const seen: string[] = [];
  async function* input() {
    yield* chunks;
  }
  await readLines(input(), {
    line: (text) => seen.push(text),
    tooLong: () => seen.push('too long'),
    unreadable: () => seen.push('unreadable'),
    ready: async () => undefined,
  });
  return seen;
}

describe('lines that are piped in', () => {
  it.each([
    ['begin behind a byte order mark', [Buffer.from(`${BOM}/join dev\nhi\n`)], ['/join dev', 'hi']],
    ['even one that comes in pieces', [...Buffer.from(`${BOM}hi\n`)].map((byte) => Buffer.of(byte)), ['hi']],
    ['keep one that stands elsewhere', [`hi\n${BOM}x`], ['hi', `${BOM}x`]],
    ['are none, if they are UTF-16, and that is said once', [utf16le(`${BOM}hi\n`), utf16le('more\n')], ['unreadable']],
    ['nor if it is the other way round', [utf16be(`${BOM}hi\n`)], ['unreadable']],
    ['nor if the mark comes in pieces', [...utf16le(`${BOM}hi\n`)].map((byte) => Buffer.of(byte)), ['unreadable']],
    ['nor the other way round in pieces', [...utf16be('hi\n')].map((byte) => Buffer.of(byte)), ['unreadable']],
    ['nor if it begins with other letters', [utf16le('日本\n')], ['unreadable']],
    ['nor with those the other way round', [utf16be('日本\n')], ['unreadable']],
    ['nor if it has no byte order mark', [utf16le('hello\n')], ['unreadable']],
  ])('%s', async (_what, chunks, lines) => expect(await linesOf(...chunks)).toEqual(lines));
});

describe.each(['password', 'passphrase'] as const)('a %s file', (what) => {
  const inFile = (bytes: Buffer | string): Promise<string | null> => {
    const file = join(temporaryFolder(), 'secret');
    writeFileSync(file, bytes, { mode: 0o600 });
    return givenSecret(what, file, undefined);
  };

  it('may begin with a byte order mark', async () => expect(await inFile(`${BOM}geheim\r\n`)).toBe('geheim'));

  it('may begin with one in the environment, too, since shells keep it', async () =>
    expect(await givenSecret(what, null, `${BOM}geheim`)).toBe('geheim'));

  it.each([
    utf16le(`${BOM}geheim`),
    utf16be(`${BOM}geheim`),
    utf16le('geheim'),
    utf16le('senhaé'),
    utf16le('пароль1'),
    utf16be('пароль1'),
    utf16le('пароль'),
    utf16be('пароль'),
    utf16be('日本 1'),
    utf16le('日本語\r\n'),
  ])('that is UTF-16 is refused', (bytes) =>
    expect(inFile(bytes)).rejects.toMatchObject({ output: expect.stringContaining('UTF-16; save it as UTF-8') }),
  );

  it.each([
    Buffer.from('coração', 'latin1'),
    Buffer.from([0, 0x91, 0xfe, 0x83, 0x58]),
    Buffer.from([0x83, 0, 0xd8, 0x01]),
  ])('of other bytes is taken as it always was: they may be a key', async (bytes) =>
    expect(await inFile(bytes)).toBe(bytes.toString('utf8')),
  );
});

it.each(['', 'a', 'é', 'ab\0', '日本'])('UTF-8 is no UTF-16: %j', (text) => {
  expect(textOf(Buffer.from(text))).toBe(text);
});
