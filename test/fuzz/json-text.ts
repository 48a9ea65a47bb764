// JSON as text, because some of it cannot be had from values: numbers that are too large, fields that come twice,
// prototypes. And valid messages with something wrong in them.

import fc, { type Arbitrary } from 'fast-check';
import { anyText } from '../helpers/any-text.ts';

/** Values that programs stumble over. */
const ODD_VALUES: readonly string[] = [
  'null true false 0 -0 1 -1 1.5 1e999 -1e999 1e300 9007199254740993 4294967296 65535 65536',
  '"" "x" "0" "\\ud800" "\\u0000" "\\u001b[31m" "\\u202e" "a\\nb" "__proto__" "toString" "\\u0130" "\\ufb03"',
  '[] [[]] [null] ["x"] [1] {} {"x":1} {"length":1} {"toString":null} {"toString":1,"valueOf":1}',
  '{"__proto__":null} {"__proto__":{"x":1}} {"constructor":{"prototype":null}} {"toJSON":1} {"then":1}',
].flatMap((line) => line.split(' '));

const LONG_TEXTS: readonly string[] = [64, 65, 128, 129, 255, 256, 257, 4_096, 4_097].map(
  (size) => `"${'x'.repeat(size)}"`,
);

const ODD_KEYS: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'toJSON',
  'length',
  '',
  'cmd',
  'request_id',
  'x',
];

const oddValue = fc.oneof(
  { weight: 200, arbitrary: fc.constantFrom(...ODD_VALUES) },
  { weight: 20, arbitrary: fc.constantFrom(...LONG_TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom(`"${'x'.repeat(61_440)}"`, `"${'x'.repeat(61_441)}"`) },
);
const text = anyText(12).map((value) => JSON.stringify(value));
const key = fc.oneof(fc.constantFrom(...ODD_KEYS), fc.string({ maxLength: 4 })).map((value) => JSON.stringify(value));

const { value } = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 4, arbitrary: oddValue },
    { weight: 2, arbitrary: text },
    { weight: 1, arbitrary: tie('array') },
    { weight: 1, arbitrary: tie('object') },
  ),
  array: fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 4 })
    .map((fields) => `{${fields.map(([name, item]) => `${name}:${item}`).join(',')}}`),
}));

/** Any value, as JSON text of at most a few levels. */
export const anyValue: Arbitrary<string> = value;

/** Any object, as JSON text. */
export const anyObject: Arbitrary<string> = fc
  .array(fc.tuple(key, value), { maxLength: 5 })
  .map((fields) => `{${fields.map(([name, item]) => `${name}:${item}`).join(',')}}`);

type Flaw =
  | { readonly how: 'drop'; readonly at: number }
  | { readonly how: 'replace' | 'double'; readonly at: number; readonly by: string }
  | { readonly how: 'add'; readonly key: string; readonly by: string };

const at = fc.nat(15);
const flaw: Arbitrary<Flaw> = fc.oneof(
  fc.record({ how: fc.constant('drop' as const), at }),
  fc.record({ how: fc.constantFrom('replace' as const, 'double' as const), at, by: value }),
  fc.record({ how: fc.constant('add' as const), key, by: value }),
);

/** A message as JSON text, with up to three flaws. */
export function nearly(messages: Arbitrary<object>): Arbitrary<string> {
  return fc.tuple(messages, fc.array(flaw, { maxLength: 3 })).map(([message, flaws]) => {
    const fields = Object.entries(message).map(([name, item]) => [JSON.stringify(name), JSON.stringify(item)]);
    for (const each of flaws) spoil(fields, each);
    return `{${fields.map(([name, item]) => `${name}:${item}`).join(',')}}`;
  });
}

function spoil(fields: (string | undefined)[][], flawed: Flaw): void {
  if (flawed.how === 'add') {
    fields.push([flawed.key, flawed.by]);
    return;
  }
  if (fields.length === 0) return;
  const index = flawed.at % fields.length;
  const [name] = fields[index] as string[];
  if (flawed.how === 'drop') fields.splice(index, 1);
  else if (flawed.how === 'replace') fields[index] = [name, flawed.by];
  else fields.push([name, flawed.by]);
}
