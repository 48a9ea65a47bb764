// What each field of a request may not be, written down by hand from the documents: the schemas only say which fields
// there are. A new request or field has to be entered here.

import type { Command } from '../../commons/protocol/tracker-messages.ts';
import { DIGEST } from '../helpers/tracker-world.ts';

const SECRET = 'Ab0_-'.repeat(9).slice(0, 43);

const VERIFIER = { salt: 's'.repeat(22), cost: '15:8:1', stored_key: SECRET, server_key: SECRET };

/** A request that is understood, and which of its fields it cannot do without. */
export const REQUESTS: Record<
  Command,
  { readonly sample: Readonly<Record<string, unknown>>; readonly needs: string[] }
> = {
  SCRAM: { sample: { username: 'ana', nonce: 'n'.repeat(24) }, needs: ['username', 'nonce'] },
  REGISTER: {
    sample: { username: 'eva', password: DIGEST, address: '10.0.0.1', port: 5_001, features: [] },
    needs: ['username', 'password', 'port'],
  },
  LOGIN: {
    sample: { username: 'ana', password: DIGEST, address: null, port: 5_001, features: ['x'] },
    needs: ['username', 'password', 'port'],
  },
  LIST_PEERS: { sample: { username: 'ana', after: 'a', limit: 5 }, needs: [] },
  LIST_ROOMS: { sample: { username: 'ana', after: 'a', limit: 500 }, needs: [] },
  // Of a private room; one that is open to everybody has neither `access` nor `secret`.
  CREATE_ROOM: {
    sample: { username: 'ana', room: 'new', access: 'password', secret: SECRET },
    needs: ['room', 'access', 'secret'],
  },
  JOIN_ROOM: { sample: { username: 'ana', room: 'dev', secret: SECRET }, needs: ['room'] },
  LEAVE_ROOM: { sample: { username: 'ana', room: 'dev' }, needs: ['room'] },
  DELETE_ROOM: { sample: { username: 'ana', room: 'dev' }, needs: ['room'] },
  WATCH_PEERS: { sample: { username: 'ana', peers: ['bob'] }, needs: ['peers'] },
  PASSWORD: { sample: { username: 'ana', proof: SECRET, verifier: VERIFIER }, needs: ['proof', 'verifier'] },
  LOGOUT: { sample: { username: 'ana' }, needs: [] },
};

/** JSON text, so that it can say what no value can. */
const OBJECTS = ['{}', '{"a":1}', '{"toString":null,"valueOf":null}', '{"__proto__":"ana"}', '{"length":3,"0":"a"}'];
const ARRAYS = ['[]', '["ana"]', '[["ana"]]', '[{"toString":null}]', '[null]'];
const NUMBERS = ['0', '-0', '7', '-1', '1.5', '1e308', '1e999', '-1e999', '9007199254740993'];
const NEITHER = ['null', 'true', 'false', ...OBJECTS];

const NO_STRING = [...NEITHER, ...ARRAYS, ...NUMBERS];
const text = (most: number): string[] => [
  ...NO_STRING,
  JSON.stringify('x'.repeat(most + 1)),
  JSON.stringify('é'.repeat(30_000)),
];
const int = (most: number): string[] => [
  ...NEITHER,
  ...ARRAYS,
  ...['""', '"1"', '"1e3"', '"0x10"', '" 1"', '"ana"'],
  ...['0', '-0', '-1', '1.5', '1e-7', `${most + 1}`, '4294967297', '1e308', '1e999', '-1e999', '9007199254740993'],
];

const DIGESTS = [
  ...['""', '"secret"', JSON.stringify('A'.repeat(64)), JSON.stringify('a'.repeat(63)), JSON.stringify('a'.repeat(65))],
  ...[JSON.stringify(`${'a'.repeat(64)}\n`), JSON.stringify(` ${'a'.repeat(63)}`), JSON.stringify('g'.repeat(64))],
  ...[JSON.stringify('ａ'.repeat(64)), JSON.stringify(`${'a'.repeat(63)}\0`)],
];

const SECRETS = [
  ...['""', '"secret"', JSON.stringify('A'.repeat(42)), JSON.stringify('A'.repeat(44)), JSON.stringify('a'.repeat(64))],
  ...[`${'A'.repeat(42)}=`, `${'A'.repeat(43)}=`, `${'A'.repeat(42)}+`, `${'A'.repeat(42)}/`].map((text) =>
    JSON.stringify(text),
  ),
  ...[`${'A'.repeat(43)}\n`, ` ${'A'.repeat(42)}`, `${'A'.repeat(42)}\0`, 'Ａ'.repeat(43), `${'A'.repeat(41)}🎉`].map(
    (text) => JSON.stringify(text),
  ),
];

const NO_ACCESS = [
  'open',
  'Password',
  'INVITE',
  'password ',
  'invite\0',
  'passwordinvite',
  '__proto__',
  'toString',
  '',
];

const NO_FEATURES = [
  '[7]',
  '[null]',
  '["ok",["x"]]',
  '[{}]',
  JSON.stringify(['x'.repeat(65)]),
  JSON.stringify(Array(33).fill('')),
];

/** Values, as JSON text, with which a request is BAD_REQUEST. */
export const WRONG: Readonly<Record<string, readonly string[]>> = {
  username: text(256),
  password: [...NO_STRING, ...DIGESTS],
  token: text(128),
  nonce: [...text(64), '""', '"ana"', JSON.stringify('='.repeat(24))],
  proof: [...NO_STRING, ...SECRETS],
  verifier: [
    ...[...NEITHER, ...ARRAYS, ...NUMBERS, '""', '"ana"'],
    ...[{ salt: 's' }, { cost: '1:1' }, { cost: '15:8:1,p=x' }, { stored_key: 's' }, { server_key: null }].map(
      (wrong) => JSON.stringify({ ...VERIFIER, ...wrong }),
    ),
  ],
  address: text(255).filter((value) => value !== 'null'),
  port: int(65_535),
  features: [...NEITHER, ...NUMBERS, '"x"', '""', ...NO_FEATURES, JSON.stringify(Array(20_000).fill(0))],
  room: text(256),
  access: [...NO_STRING, ...NO_ACCESS.map((value) => JSON.stringify(value)), JSON.stringify('password'.repeat(7_000))],
  secret: [...NO_STRING, ...SECRETS, JSON.stringify('A'.repeat(60_000))],
  peer: text(256),
  peers: [
    ...NEITHER,
    ...NUMBERS,
    '"bob"',
    '{"0":"bob"}',
    '[7]',
    '["bob",null]',
    '[""]',
    '["bob "]',
    JSON.stringify(Array(65).fill('bob')),
  ],
  after: text(256),
  limit: int(500),
  request_id: [...NEITHER, ...ARRAYS, '1e999', '-1e999', JSON.stringify('x'.repeat(65))],
};

/** The request with this field as this JSON text, or, without a text, without the field. */
export function withField(
  cmd: string,
  sample: Readonly<Record<string, unknown>>,
  field: string,
  value?: string,
): string {
  const { [field]: _without, ...others } = sample;
  const json = JSON.stringify({ cmd, ...others });
  return value === undefined ? json : `${json.slice(0, -1)},${JSON.stringify(field)}:${value}}`;
}
