import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Violation } from '../../commons/protocol/errors.ts';
import { JsonFramer, type JsonObject } from '../../commons/protocol/json-framer.ts';
import { MAX_DEPTH, MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { anyCharacter, anyText } from '../helpers/any-text.ts';

interface Outcome {
  /**
   * The objects as JSON text, which tells `-0`, own `__proto__` keys and the order of keys apart better than `toEqual`.
   */
  readonly objects: readonly string[];
  readonly violation: string | null;
}

/** What comes out of a fresh framer that is fed `chunks`. Anything but a Violation is a bug, and is thrown. */
function frame(chunks: readonly Buffer[], framer = new JsonFramer()): Outcome {
  const objects: string[] = [];
  try {
    for (const chunk of chunks) framer.push(chunk, (object) => objects.push(JSON.stringify(object)));
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return { objects, violation: error.code };
  }
  return { objects, violation: null };
}

/** `bytes` in pieces of these sizes, which are gone through again and again. */
function pieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** What comes out of `text` when it is fed whole, a byte at a time, and cut in two at each place. */
function everyWay(text: string | Buffer): Outcome[] {
  const bytes = Buffer.from(text as string);
  const cuts = Array.from({ length: bytes.length }, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)]);
  return [[bytes], pieces(bytes, [1]), ...cuts].map((chunks) => frame(chunks));
}

function expectEveryWay(text: string | Buffer, expected: Outcome): void {
  for (const outcome of everyWay(text)) expect(outcome).toEqual(expected);
}

const accepted = (...objects: object[]): Outcome => ({
  objects: objects.map((object) => JSON.stringify(object)),
  violation: null,
});
const refused = (violation: string, ...before: object[]): Outcome => ({ ...accepted(...before), violation });

/** An object of exactly so many bytes. */
const objectOf = (bytes: number): string => `{"a":"${'x'.repeat(bytes - 8)}"}`;

/** An object that nests so many deep. */
const nested = (depth: number): string => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
const nestedArrays = (depth: number): string => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

describe('objects, whole, a byte at a time and cut anywhere', () => {
  it.each([
    ['one object without a terminator', '{"cmd":"PING"}', [{ cmd: 'PING' }]],
    ['one object on a line', '{"cmd":"PING"}\n', [{ cmd: 'PING' }]],
    ['an empty object', '{}', [{}]],
    ['objects separated by newlines', '{"a":1}\n{"b":2}\n{"c":3}\n', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['objects separated by CRLF', '{"a":1}\r\n{"b":2}\r\n', [{ a: 1 }, { b: 2 }]],
    ['glued objects', '{"a":1}{"b":2}{}{"c":3}', [{ a: 1 }, { b: 2 }, {}, { c: 3 }]],
    ['glued objects on one line', '{"a":1}{"b":2}\n{"c":3}\n', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['lines first and glued objects after them', '{"a":1}\n{"b":2}{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['a pretty-printed object', '{\n  "a": [\n    1,\n    2\n  ]\n}\n{"b":2}\n', [{ a: [1, 2] }, { b: 2 }]],
    ['a pretty-printed object with CRLF', '{\r\n\t"a": {}\r\n}\r\n', [{ a: {} }]],
    ['white space before, between and after', ' \t\r\n {"a":1} \t {"b":2} \n\n\r\n \t', [{ a: 1 }, { b: 2 }]],
    ['nothing but white space', ' \r\n\t\n ', []],
    ['characters of two, three and four bytes', '{"á":"山🎉"}\n{"é":"😀"}', [{ á: '山🎉' }, { é: '😀' }]],
    ['braces and quotes inside strings', '{"a":"}{\\"][","}":"{"}{"b":1}', [{ a: '}{"][', '}': '{' }, { b: 1 }]],
    ['backslashes before the closing quote', '{"a":"\\\\"}{"b":"\\\\\\""}', [{ a: '\\' }, { b: '\\"' }]],
    ['escaped newlines', '{"a":"x\\ny\\r\\u000a"}\n', [{ a: 'x\ny\r\n' }]],
    [
      'numbers, null and nested values',
      '{"a":-1.5e3,"b":null,"c":[true,{"d":[]}]}',
      [{ a: -1500, b: null, c: [true, { d: [] }] }],
    ],
  ])('reads %s', (_what, text, objects) => {
    expectEveryWay(text, accepted(...objects));
  });

  it('hands an object on with its last byte, without waiting for a terminator or for more', () => {
    const framer = new JsonFramer();
    const seen: JsonObject[] = [];
    const push = (text: string) => framer.push(Buffer.from(text), (object) => seen.push(object));
    push('{"cmd":"HELLO","username":"ana"');
    expect(seen).toEqual([]);
    push('}');
    expect(seen).toEqual([{ cmd: 'HELLO', username: 'ana' }]);
    push('{"cmd":"PING"}');
    expect(seen).toHaveLength(2);
  });

  it('keeps what it holds when the caller uses its buffer again', () => {
    const framer = new JsonFramer();
    const seen: JsonObject[] = [];
    const chunk = Buffer.from('{"a":"before');
    framer.push(chunk, (object) => seen.push(object));
    chunk.fill('#');
    framer.push(Buffer.from('"}'), (object) => seen.push(object));
    expect(seen).toEqual([{ a: 'before' }]);
  });

  it('takes empty chunks for nothing, even inside an object', () => {
    const nothing = Buffer.alloc(0);
    expect(frame([nothing, Buffer.from('{"a"'), nothing, Buffer.from(':1}'), nothing])).toEqual(accepted({ a: 1 }));
  });

  it('knows whether an object has begun and not ended', () => {
    const framer = new JsonFramer();
    const isUnfinishedAfter = (text: string): boolean => {
      framer.push(Buffer.from(text), () => {});
      return framer.isUnfinished;
    };
    expect(framer.isUnfinished).toBe(false);
    expect(isUnfinishedAfter('\r\n  ')).toBe(false);
    expect(isUnfinishedAfter('{')).toBe(true);
    expect(isUnfinishedAfter('"a":"}')).toBe(true);
    expect(isUnfinishedAfter('"')).toBe(true);
    expect(isUnfinishedAfter('}')).toBe(false);
    expect(isUnfinishedAfter('\n{"b":1}\n')).toBe(false);
    expect(isUnfinishedAfter('{"c":1}{')).toBe(true);
    expect(isUnfinishedAfter('}\n')).toBe(false);
  });
});

describe('what is not an object', () => {
  it.each([
    ['an array', '[1]'],
    ['an array of objects', '[{"cmd":"PING"}]'],
    ['a number', '7'],
    ['null', 'null'],
    ['a string', '"x"'],
    ['true', 'true'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['a word', 'HELLO'],
    ['a zero byte', '\0{"a":1}'],
  ])('refuses %s at the top level', (_what, text) => {
    expectEveryWay(text, refused('BAD_JSON'));
    expectEveryWay(`${text}\n`, refused('BAD_JSON'));
    expectEveryWay(`{"ok":1}\n${text}\n`, refused('BAD_JSON', { ok: 1 }));
    expectEveryWay(`{"ok":1}${text}`, refused('BAD_JSON', { ok: 1 }));
  });

  it.each([
    ['a name without quotes', '{a:1}'],
    ['a comma too many', '{"a":1,}'],
    ['single quotes', "{'a':1}"],
    ['a number with a leading zero', '{"a":01}'],
    ['NaN', '{"a":NaN}'],
    ['a raw newline in a string', '{"a":"x\ny"}'],
    ['a raw tab in a string', '{"a":"x\ty"}'],
    ['a zero byte inside', '{"a":\0}'],
    ['an unknown escape', '{"a":"\\x41"}'],
    ['a bracket that closes a brace', '{]'],
    ['brackets that close in the wrong order', '{"a":[}]'],
    ['a comment', '{/* hello */}'],
  ])('refuses %s', (_what, text) => {
    expectEveryWay(text, refused('BAD_JSON'));
    expectEveryWay(`${text}\n`, refused('BAD_JSON'));
  });

  it('refuses bytes that are not UTF-8', () => {
    for (const bad of ['ff', 'c3', 'c3 28', 'e2 82', 'c0 af', 'ed a0 80', 'f4 90 80 80']) {
      const inside = Buffer.concat([
        Buffer.from('{"a":"'),
        Buffer.from(bad.replaceAll(' ', ''), 'hex'),
        Buffer.from('"}'),
      ]);
      expectEveryWay(inside, refused('BAD_JSON'));
      expectEveryWay(Buffer.concat([inside, Buffer.from('\n')]), refused('BAD_JSON'));
    }
  });

  it('hands on the objects that came before, whatever follows them on their line', () => {
    const bad = Buffer.from([0xff]);
    const line = (...parts: (string | Buffer)[]): Buffer =>
      Buffer.concat(parts.map((part) => Buffer.from(part as string)));
    expectEveryWay(line('{"a":1}', 'x\n'), refused('BAD_JSON', { a: 1 }));
    expectEveryWay(line('{"a":1}{"b":', '}\n'), refused('BAD_JSON', { a: 1 }));
    expectEveryWay(line('{"a":1}', bad, '\n'), refused('BAD_JSON', { a: 1 }));
    expectEveryWay(line('{"a":1}{"b":"', bad, '"}\n'), refused('BAD_JSON', { a: 1 }));
  });
});

describe('values that could surprise', () => {
  it('come through: lone surrogates as escapes', () => {
    const [outcome] = everyWay('{"a":"\\ud800","b":"\\udc00x","\\udfff":1}');
    expect(JSON.parse(outcome?.objects[0] ?? '')).toEqual({ a: '\ud800', b: '\udc00x', '\udfff': 1 });
  });

  it('the last of duplicate keys counts', () => {
    expectEveryWay('{"a":1,"b":2,"a":3}', accepted({ a: 3, b: 2 }));
    expectEveryWay('{"a":1,"b":2,"a":3}\n', accepted({ a: 3, b: 2 }));
  });

  it('keys such as __proto__ and constructor are own properties, and pollute nothing', () => {
    const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}';
    for (const ending of ['', '\n']) {
      let object: JsonObject = {};
      new JsonFramer().push(Buffer.from(text + ending), (seen) => {
        object = seen;
      });
      expect(Object.keys(object)).toEqual(['__proto__', 'constructor', 'toString']);
      expect(Object.hasOwn(object, '__proto__')).toBe(true);
      expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
      expect(JSON.stringify(object)).toBe(text);
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });
});

describe('the largest object', () => {
  const largest = objectOf(MAX_OBJECT_BYTES);
  const tooLarge = objectOf(MAX_OBJECT_BYTES + 1);
  const ways: readonly [string, (bytes: Buffer) => Buffer[]][] = [
    ['whole', (bytes) => [bytes]],
    ['in two halves', (bytes) => pieces(bytes, [MAX_OBJECT_BYTES / 2])],
    ['all but the last byte first', (bytes) => pieces(bytes, [MAX_OBJECT_BYTES - 1, 1])],
    ['a first byte, then the rest', (bytes) => [bytes.subarray(0, 1), bytes.subarray(1)]],
    ['in pieces of 1,000', (bytes) => pieces(bytes, [1000])],
    ['a byte at a time', (bytes) => pieces(bytes, [1])],
  ];
  const endings = ['', '\n', '\r\n', ' \t \r\n', '{"next":1}', '\n{"next":1}\n'];

  it.each(ways)('has 64 KiB, not a byte more: %s', (_how, cut) => {
    const next = [{ next: 1 }];
    for (const ending of endings) {
      const after = ending.includes('next') ? next : [];
      expect(frame(cut(Buffer.from(largest + ending)))).toEqual(accepted(JSON.parse(largest), ...after));
      expect(frame(cut(Buffer.from(`{"ok":1}${largest}${ending}`)))).toEqual(
        accepted({ ok: 1 }, JSON.parse(largest), ...after),
      );
      expect(frame(cut(Buffer.from(tooLarge + ending)))).toEqual(refused('TOO_LARGE'));
      expect(frame(cut(Buffer.from(`{"ok":1}\n${tooLarge}${ending}`)))).toEqual(refused('TOO_LARGE', { ok: 1 }));
    }
  });

  it('is measured in bytes, not in characters', () => {
    const text = (characters: number): string => `{"a":"${'山'.repeat(characters)}"}`;
    const most = Math.floor((MAX_OBJECT_BYTES - 8) / 3);
    for (const ending of ['', '\n']) {
      expect(frame([Buffer.from(text(most) + ending)]).violation).toBeNull();
      expect(frame([Buffer.from(text(most + 1) + ending)])).toEqual(refused('TOO_LARGE'));
    }
  });

  it('is measured with the white space inside, and without what is around it', () => {
    const spaces = ' '.repeat(MAX_OBJECT_BYTES);
    expect(frame([Buffer.from(`${spaces}{"a":1}${spaces}\n${spaces}{"b":2}`)])).toEqual(accepted({ a: 1 }, { b: 2 }));
    for (const ending of ['', '\n']) {
      expect(frame([Buffer.from(`{"a":${spaces}1}${ending}`)])).toEqual(refused('TOO_LARGE'));
    }
  });

  it('is held while it grows and refused at the first byte too many, though it never ends', () => {
    for (const size of [1, 1000, 4096]) {
      const framer = new JsonFramer();
      let pushed = 0;
      const push = (text: string): void => {
        framer.push(Buffer.from(text), () => expect.unreachable());
        pushed += text.length;
      };
      push('{"a":"');
      while (pushed + size <= MAX_OBJECT_BYTES) push('x'.repeat(size));
      expect(framer.isUnfinished).toBe(true);
      push('x'.repeat(MAX_OBJECT_BYTES - pushed));
      expect(() => push('x')).toThrow(expect.objectContaining({ name: 'Violation', code: 'TOO_LARGE' }));
    }
  });

  it('leaves endless white space outside: it is not held', () => {
    const framer = new JsonFramer();
    for (let turn = 0; turn < 64; turn += 1) {
      framer.push(Buffer.alloc(64 * 1024, ' \r\n\t'), () => expect.unreachable());
      expect(framer.isUnfinished).toBe(false);
    }
  });
});

describe('the deepest object', () => {
  /** By line, by scan, and by scan after a stream that has given up writing lines. */
  const paths: readonly [string, (text: string) => string, object[]][] = [
    ['on a line', (text) => `${text}\n`, []],
    ['without a newline', (text) => text, []],
    ['glued to another', (text) => `{}${text}\n`, [{}]],
    ['after a pretty-printed one', (text) => `{\n}\n${text}\n`, [{}]],
  ];

  it.each(paths)(`nests ${MAX_DEPTH} deep, not more: %s`, (_how, wrap, before) => {
    for (const make of [nested, nestedArrays]) {
      expectEveryWay(wrap(make(MAX_DEPTH)), accepted(...before, JSON.parse(make(MAX_DEPTH))));
      expectEveryWay(wrap(make(MAX_DEPTH + 1)), refused('BAD_JSON', ...before));
    }
  });

  it('is not made deeper by brackets inside strings', () => {
    const object = { a: '[{'.repeat(40), '{{{{{{{{{{{{{{{{{{': '}' };
    for (const ending of ['', '\n']) expectEveryWay(JSON.stringify(object) + ending, accepted(object));
  });

  it('is not hidden by a duplicate key that replaces it', () => {
    const text = `{"a":${nestedArrays(MAX_DEPTH)},"a":1}`;
    for (const ending of ['', '\n']) expectEveryWay(text + ending, refused('BAD_JSON'));
  });

  it('may be as deep as 64 KiB allow in an attack, and is refused without an overflow', () => {
    for (const open of ['{"a":', '[', '{"a":[']) {
      const text = `{"a":${open.repeat(Math.floor(MAX_OBJECT_BYTES / open.length) - 2)}`;
      for (const ending of ['', '\n']) expect(frame([Buffer.from(text + ending)])).toEqual(refused('BAD_JSON'));
    }
    const closed = nestedArrays(30_000);
    expect(frame([Buffer.from(`${closed}\n`)])).toEqual(refused('BAD_JSON'));
  });
});

describe('for any input', () => {
  const object = fc.dictionary(
    fc.oneof(anyText(), fc.constantFrom('__proto__', 'constructor', '7')),
    fc.jsonValue({ maxDepth: 4, stringUnit: anyCharacter }),
    { maxKeys: 4 },
  );
  const separator = fc.constantFrom('', '\n', '\r\n', ' ', ' \t', '\n\n \n');
  const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

  it('gives back any objects, with any separators, in any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(object, separator), { maxLength: 6 }),
        sizes,
        fc.boolean(),
        (items, cut, pretty) => {
          const indent = pretty ? 1 : 0;
          const text = items.map(([value, after]) => JSON.stringify(value, null, indent) + after).join('');
          const bytes = Buffer.from(text);
          const expected = accepted(...items.map(([value]) => JSON.parse(JSON.stringify(value)) as object));
          expect(frame([bytes])).toEqual(expected);
          expect(frame(pieces(bytes, cut))).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  const token = fc.constantFrom(
    ...'{ } [ ] " \\ : , \n \r 1 a -'.split(' ').map((text) => Buffer.from(text)),
    ...['{"a":1}', '{"a":', '"b"', 'null', '{}', ' ', 'é', '\\u12', '\ufeff'].map((text) => Buffer.from(text)),
    Buffer.from([0xff]),
    Buffer.from([0xc3]),
    Buffer.from([0x00]),
  );
  const junk = fc.oneof(
    fc.array(token, { maxLength: 30 }).map((tokens) => Buffer.concat(tokens)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.concat([Buffer.from('{'), bytes])),
  );

  it('makes of any junk objects or a Violation, never another error, and the same in any pieces', () => {
    fc.assert(
      fc.property(junk, sizes, (bytes, cut) => {
        const whole = frame([bytes]);
        expect([null, 'BAD_JSON']).toContain(whole.violation);
        expect(frame(pieces(bytes, cut))).toEqual(whole);
        expect(frame(pieces(bytes, [1]))).toEqual(whole);
      }),
      { numRuns: 600 },
    );
  });

  it('survives any junk between good objects', () => {
    fc.assert(
      fc.property(junk, sizes, (bytes, cut) => {
        const around = Buffer.concat([Buffer.from('{"ok":1}\n'), bytes, Buffer.from('\n{"ok":2}\n')]);
        const whole = frame([around]);
        expect(whole.objects[0]).toBe('{"ok":1}');
        expect(frame(pieces(around, cut))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });
});
