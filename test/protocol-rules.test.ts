// The rules of docs/protocol.md are numbered so that code and tests can cite them: "protocol 7.8.4". A number that is
// cited exists, and no number stands for two rules.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../commons/protocol/errors.ts';
import { parsePeerMessage, peerMessageSchemas } from '../commons/protocol/peer-messages.ts';
import {
  errorReply,
  isCommand,
  okReply,
  parseRequest,
  peerOnline,
  requestSchemas,
  roomUpdate,
} from '../commons/protocol/tracker-messages.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/protocol.md'), 'utf8');
const [prose = '', appendix = ''] = page.split('## Appendix A');

const sections = [...page.matchAll(/^### (\w+\.\d+) /gm)].map(([, section = '']) => section);
/** The rules in the order of the page, each with the section that it stands in. */
const rules = prose.split(/^### /m).flatMap((part) => {
  const [, section = ''] = /^(\d+\.\d+) /.exec(part) ?? [];
  return [...part.matchAll(/^(?:\*\*|\| )(\d+\.\d+\.\d+)(?:\*\*| \|)/gm)].map(([, rule = '']) => ({ rule, section }));
});

describe('a rule of the protocol', () => {
  it('has a number of its section, and the numbers ascend', () => {
    expect(rules.length).toBeGreaterThan(150);
    expect(rules.filter(({ rule, section }) => !rule.startsWith(`${section}.`))).toEqual([]);
    for (const name of sections) {
      const numbers = rules.filter(({ section }) => section === name).map(({ rule }) => Number(rule.split('.')[2]));
      expect(numbers, name).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    }
  });

  it('stands in a section whose number ascends', () => {
    const numbers = sections.map((section) => section.replace('A', '11').split('.').map(Number));
    const inOrder = [...numbers].sort(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
    expect(numbers).toEqual(inOrder);
    expect(new Set(sections).size).toBe(sections.length);
  });
});

describe('a cited number', () => {
  const known = new Set([...sections, ...rules.map(({ rule }) => rule)]);
  const sources = ['commons', 'tracker', 'peer', 'scripts', 'bench', 'test', 'wireshark'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((name) => /\.(?:ts|mjs|lua|md)$/.test(name) && !name.includes('node_modules')),
  );
  const cited = sources.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /\bprotocol (\d+\.\d+(?:\.\d+)?(?:(?:,| and| to) \d+\.\d+(?:\.\d+)?)*)/g,
      ),
    ]
      .flatMap(([, numbers = '']) => numbers.match(/\d+\.\d+(?:\.\d+)?/g) ?? [])
      .map((number) => ({ file, number })),
  );

  it('in the source is that of a rule or a section', () => {
    expect(cited.filter(({ number }) => !known.has(number))).toEqual([]);
  });

  it('on the page itself is that of a rule or a section', () => {
    const withoutOthers = prose.replace(/RFC \d+, section [\d.]+/g, '').replace(/`[^`\n]*`/g, '');
    const numbers = [...withoutOthers.matchAll(/(?<![\d.])([1-9]\d?\.\d{1,2}(?:\.\d{1,2})?)(?![\d.]*\d)/g)].map(
      ([, n = '']) => n,
    );
    const isVersion = (number: string): boolean => ['1.3', '0.5', '1.5'].includes(number); // TLS 1.3; seconds
    expect(numbers.filter((number) => !known.has(number) && !isVersion(number))).toEqual([]);
  });

  it.each([
    'commons/protocol/json-framer.ts',
    'commons/protocol/limits.ts',
    'commons/protocol/tracker-messages.ts',
    'commons/protocol/peer-messages.ts',
    'commons/protocol/replies.ts',
    'tracker/rooms/rooms.ts',
    'peer/links/link-table.ts',
    'test/peer/link.test.ts',
  ])('tells which rules %s carries out', (file) => {
    expect(cited.some((citation) => citation.file === file)).toBe(true);
  });
});

describe('the tables of the protocol', () => {
  const rowsOf = (section: string): string => prose.split(`### ${section} `)[1]?.split('\n### ')[0] ?? '';

  it.each(Object.keys(requestSchemas))('have a row for the request %s', (cmd) => {
    expect(rowsOf('3.2')).toMatch(new RegExp(`^\\| (?:\\*ext\\* )?\`${cmd}\` \\|.*\\|$`, 'm'));
  });

  it.each(Object.keys(peerMessageSchemas))('have a row for the message %s', (cmd) => {
    expect(rowsOf('7.2')).toMatch(new RegExp(`^\\| \`${cmd}\`(?: \\*ext\\*)? \\|.*\\|$`, 'm'));
  });

  it.each([...ERROR_CODES])('have a row for the code %s', (code) => {
    expect(rowsOf('3.4')).toMatch(new RegExp(`^\\| \`${code}\` \\| [^|]{10,} \\| [^|]+ \\|$`, 'm'));
  });
});

describe('an example of the protocol', () => {
  const examples = [...appendix.matchAll(/^```json\n(.*?)^```/gms)].map(
    ([, text = '']) => JSON.parse(text) as { readonly cmd?: string; readonly status?: string },
  );
  const statuses: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> = {
    OK: okReply,
    ERROR: errorReply,
    ROOM_UPDATE: roomUpdate,
    PEER_ONLINE: peerOnline,
  };

  it.each(examples.map((object) => [object.cmd ?? object.status, object] as const))(
    'passes its schema: %s',
    (_, object) => {
      if (object.status !== undefined) expect(statuses[object.status]?.safeParse(object).success).toBe(true);
      else if (isCommand(object.cmd)) expect(parseRequest(object.cmd, object)).toHaveProperty('request');
      else expect(parsePeerMessage(object)).toHaveProperty('message');
    },
  );

  it.each([...Object.keys(requestSchemas), ...Object.keys(peerMessageSchemas)])('is there for %s', (cmd) => {
    expect(examples.some((object) => object.cmd === cmd)).toBe(true);
  });
});
