// The dissector has the words of the protocol in tables of its own. They are compared with the schemas here, so that it
// cannot fall behind; no tshark is needed for that.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listedPeerView, peerView, roomView, seatView } from '../../commons/model/views.ts';
import { PEER_PROTOCOL, TRACKER_PROTOCOL } from '../../commons/net/security.ts';
import { MAX_DEPTH, MAX_OBJECT_BYTES } from '../../commons/protocol/limits.ts';
import { peerMessageSchemas } from '../../commons/protocol/peer-messages.ts';
import {
  errorReply,
  okReply,
  peerOnline,
  requestSchemas,
  roomUpdate,
  verifier,
} from '../../commons/protocol/tracker-messages.ts';
import { SECRET_FIELDS } from '../../commons/protocol/without-secrets.ts';
import { DISSECTOR } from '../helpers/tshark.ts';

const lua = readFileSync(DISSECTOR, 'utf8');

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** The objects in objects by the names of their fields, sorted. */
const SHAPES = new Map(
  Object.entries({
    ROOM: schemaOf(roomView),
    PEER: schemaOf(listedPeerView),
    SEAT: schemaOf(seatView),
    MEMBER: schemaOf(peerMessageSchemas.ROSTER).properties?.['members']?.items ?? {},
    VERIFIER: schemaOf(verifier),
  }).map(([shape, { properties = {} }]) => [Object.keys(properties).sort().join(), shape]),
);
// In a ROOM a peer has fewer fields than in a list.
SHAPES.set(
  Object.keys(schemaOf(peerView).properties ?? {})
    .sort()
    .join(),
  'PEER',
);

/** The lists of a reply: their entries are read one by one, and by a schema of their own. */
const LISTS: { readonly [name: string]: readonly string[] } = {
  rooms: ['rooms[]', 'rooms{ROOM}'],
  peers: ['peers{PEER}'],
};

/** The fields of an object as the dissector writes them down, in order of the alphabet. */
function written({ properties = {} }: JsonSchema, isReply = false): string[] {
  return Object.entries(properties)
    .flatMap(([name, schema]) => (isReply && LISTS[name]) || [writtenField(name, schema)])
    .sort();
}

function writtenField(name: string, schema: JsonSchema): string {
  const { type, items, properties } = withoutNull(schema);
  if (type === 'array') return items?.type === 'object' ? `${name}[${shapeOf(items)}]` : `${name}[]`;
  return properties ? `${name}:${shapeOf({ properties })}` : name;
}

/** What it is when it is not null. */
function withoutNull(schema: JsonSchema): JsonSchema {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
}

function shapeOf({ properties = {} }: JsonSchema): string {
  return SHAPES.get(Object.keys(properties).sort().join()) ?? 'an object that the dissector does not know';
}

/** A table of the dissector: each row's words. */
function table(name: string): { [row: string]: string[] } {
  const [, body = ''] = new RegExp(`^local ${name} = \\{\\n(.*?)^\\}`, 'ms').exec(lua) ?? [];
  const rows = [...body.matchAll(/^ {2}(\w+)\s*= "([^"]*)"/gm)];
  return Object.fromEntries(rows.map(([, row = '', words = '']) => [row, words.split(' ').sort()]));
}

const expected = (schemas: { readonly [word: string]: z.ZodType }, isReply = false): { [row: string]: string[] } =>
  Object.fromEntries(Object.entries(schemas).map(([word, schema]) => [word, written(schemaOf(schema), isReply)]));

describe('the words that the dissector knows', () => {
  it('are the requests and their fields', () => {
    expect(table('REQUESTS')).toEqual(expected(requestSchemas));
  });

  it('are the replies and notices and their fields', () => {
    expect(table('REPLIES')).toEqual(
      expected({ OK: okReply, ERROR: errorReply, ROOM_UPDATE: roomUpdate, PEER_ONLINE: peerOnline }, true),
    );
  });

  it('are the messages between peers and their fields', () => {
    expect(table('MESSAGES')).toEqual(expected(peerMessageSchemas));
  });

  it('are the fields of the objects in them', () => {
    expect(table('SHAPES')).toEqual({
      ROOM: written(schemaOf(roomView)),
      PEER: written(schemaOf(listedPeerView)),
      SEAT: written(schemaOf(seatView)),
      MEMBER: written(schemaOf(peerMessageSchemas.ROSTER).properties?.['members']?.items ?? {}),
      VERIFIER: written(schemaOf(verifier)),
    });
  });

  it('are of the kind that the schemas say', () => {
    const kinds = new Map(
      [...lua.matchAll(/^ {2}(\w+)\s*= \{ "(\w+)",/gm)].map(([, word = '', kind = '']) => [word, kind]),
    );
    const all = [...Object.values(requestSchemas), ...Object.values(peerMessageSchemas), okReply, errorReply, roomView];
    const properties = [...all, listedPeerView, seatView].flatMap((schema) =>
      Object.entries(schemaOf(schema).properties ?? {}),
    );
    const odd = properties.filter(([name, schema]) => !isOfKind(kinds.get(name), schema));
    expect(odd).toEqual([]);
  });
});

/** Types of JSON for each kind of value; texts are also what objects and lists are shown as. */
const TYPES: { readonly [kind: string]: readonly string[] } = {
  flag: ['boolean'],
  whole: ['integer'],
  number: ['number'],
  secret: ['string'],
  text: ['string', 'array', 'object'],
  id: ['string', 'number'],
};

/** A schema that was refined beyond what JSON Schema can say has no type. */
function isOfKind(kind: string | undefined, schema: JsonSchema): boolean {
  const types = [withoutNull(schema).type ?? []].flat().filter((type) => type !== 'null');
  return kind !== undefined && types.every((type) => (TYPES[kind] ?? []).includes(type));
}

describe('the dissector', () => {
  it('has the limits of the protocol', () => {
    expect(lua).toContain(`MAX_DEPTH = ${MAX_DEPTH}\n`);
    expect(lua).toContain(`MAX_OBJECT_KIB = ${MAX_OBJECT_BYTES / 1024}\n`);
  });

  it('knows what is spoken inside TLS', () => {
    expect(lua).toContain(`ALPN = { "${PEER_PROTOCOL}", "${TRACKER_PROTOCOL}" }`);
  });

  it('takes for a secret whatever is one', () => {
    const secrets = [...lua.matchAll(/^ {2}(\w+)\s*= \{ "secret",/gm)].map(([, word]) => word);
    expect(secrets.sort()).toEqual([...SECRET_FIELDS].sort());
  });

  it('keeps to what both versions of Lua have', () => {
    const code = lua.replace(/--.*$/gm, '').replace(/"[^"\n]*"/g, '""');
    expect(code.match(/\bgoto\b|\/\/|<<|>>|[^~]=~|\bunpack\b|\bloadstring\b|\bsetfenv\b/g)).toBeNull();
  });
});
