import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { JsonFramer } from '../../commons/protocol/json-framer.ts';
import { type Dissected, dissect, hasTshark, pairsOf, tshark, valuesOf } from '../helpers/tshark.ts';
import { CAPTURES } from './captures.ts';
import type { ComposedCapture } from './composed-capture.ts';
import { byText, expectedFields } from './expected-fields.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { SECRETS } from './session.ts';

/** Expert notes, by the names that one filters for. */
const NOTES = /cleartext|records_keys|encrypts_nothing|refused|unframed|orphan/;

const FILES = Object.keys(CAPTURES);
const SESSIONS = FILES.filter((file) => file !== 'hostile.pcapng');
const fileOf = (name: string): string => join(import.meta.dirname, 'captures', name);
const composed = new Map<string, ComposedCapture>();
beforeAll(async () => {
  for (const [name, { make }] of Object.entries(CAPTURES)) composed.set(name, await make());
});

describe.runIf(hasTshark())('the dissector', () => {
  // Files of this kind can stand one behind the other, and tshark takes longer to start than to read them.
  const sessions = Buffer.concat(SESSIONS.map((name) => readFileSync(fileOf(name))));
  const found = new Map<string, Dissected[]>();
  const all = (): Dissected[] => [...found.values()].flat();

  beforeAll(async () => {
    const objects = await dissect(sessions);
    for (const name of SESSIONS) found.set(name, objects.splice(0, composed.get(name)?.says.length));
    expect(objects).toEqual([]);
  });

  it.each(SESSIONS)('reads every field of every object: %s', (name) => {
    const derived = /^_ws|^p2pchat\.(info|part|length|framing|encrypted|index|request$|response|time)/;
    const read = (found.get(name) ?? []).map((object) =>
      pairsOf(object)
        .filter(([field]) => !derived.test(field) && !NOTES.test(field))
        .sort(byText),
    );
    expect(read).toEqual(composed.get(name)?.says.map(expectedFields));
  });

  it('finds nothing that it does not know, and nothing malformed', () => {
    const strange = /^p2pchat\.(field|malformed|oversize|unknown|wrong_type|unexpected_field)$/;
    expect(
      all()
        .flatMap(pairsOf)
        .filter(([field]) => strange.test(field)),
    ).toEqual([]);
  });

  it.each(['plain.pcapng', 'tls.pcapng', 'websocket.pcapng'])('links every question with its answer: %s', (name) => {
    const asking = (found.get(name) ?? []).filter((object) => object['p2pchat.request'] === '1');
    expect(asking.length).toBeGreaterThan(4);
    expect(asking.filter((object) => !('p2pchat.response_in' in object))).toEqual([]);
    const answering = (found.get(name) ?? []).filter((object) => object['p2pchat.response'] === '1');
    expect(answering.filter((object) => !(Number([object['p2pchat.time']].flat()[0]) > 0))).toEqual([]);
    expect(answering.flatMap((object) => valuesOf(object, 'p2pchat.response_cmd')).sort()).toEqual(
      asking.map((object) => object['p2pchat.cmd']).sort(),
    );
  });

  it('links the answers to a reference peer, which have no numbers', () => {
    const answers = (found.get('bare.pcapng') ?? []).filter((object) => 'p2pchat.status' in object);
    expect(answers.map((object) => object['p2pchat.response_cmd'])).toEqual(['LOGIN', 'JOIN_ROOM', 'LOGOUT']);
  });

  it('knows what is encrypted', () => {
    const encrypted = SESSIONS.map((name) => [
      name,
      (found.get(name) ?? []).filter((object) => object['p2pchat.encrypted'] === '1').length,
    ]);
    expect(Object.fromEntries(encrypted)).toEqual({
      'plain.pcapng': 0,
      'bare.pcapng': 0,
      'pieces.pcapng': 0,
      'reordered.pcapng': 0,
      'tls.pcapng': 26,
      'websocket.pcapng': 16,
    });
  });

  it.each(['plain', 'bare'])('says in one line what an object means: captures/%s.txt', async (name) => {
    const lines = (found.get(`${name}.pcapng`) ?? []).map((object) => `${object['p2pchat.info']}\n`);
    await expect(lines.join('')).toMatchFileSnapshot(`captures/${name}.txt`);
  });

  it('points at what is worth a look', () => {
    const notesOf = (name: string): string[] =>
      (found.get(name) ?? [])
        .flatMap(pairsOf)
        .map(([field]) => field)
        .filter((field) => NOTES.test(field));
    const count = (name: string): { [note: string]: number } =>
      Object.fromEntries(
        [...new Set(notesOf(name))].map((note) => [note, notesOf(name).filter((one) => one === note).length]),
      );
    expect(count('plain.pcapng')).toEqual({
      'p2pchat.cleartext_password': 1,
      'p2pchat.cleartext_secret': 6,
      'p2pchat.records_keys': 1,
      'p2pchat.refused': 3,
    });
    expect(count('bare.pcapng')).toEqual({
      'p2pchat.cleartext_password': 1,
      'p2pchat.encrypts_nothing': 1,
      'p2pchat.refused': 1,
      'p2pchat.unframed': 13,
    });
    expect(count('tls.pcapng')).toEqual({ 'p2pchat.records_keys': 1, 'p2pchat.refused': 1 });
  });

  describe('shows no secret', () => {
    // Passwords and the like as they were written, and as an export of bytes would have them.
    const forms = Object.values(SECRETS).flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').replaceAll('=', ''),
    ]);
    const leaks = (text: string): string[] => forms.filter((form) => text.includes(form));

    it('in the tree and the summary', async () => {
      const text = await tshark(sessions, ['-2', '-V', '-P']);
      expect(text).toContain('Password: (hidden, 64 characters)');
      expect(leaks(text)).toEqual([]);
    });

    it('in an export of the tree, whose fields have their bytes beside them', async () => {
      const text = await tshark(sessions, ['-2', '-Y', 'p2pchat', '-T', 'pdml', '-j', 'p2pchat']);
      const ours = text.match(/<proto name="p2pchat".*?<\/proto>/gs) ?? [];
      expect(ours.length).toBeGreaterThan(100);
      expect(leaks(ours.join())).toEqual([]);
    });

    it('as plain JSON either, unless it is told to', async () => {
      const asJson = ['-o', 'p2pchat.json:TRUE', '-T', 'fields', '-e', 'json.value.string', '-e', 'p2pchat.password'];
      const text = await tshark(sessions, asJson);
      expect(text).toContain('olá');
      expect(leaks(text)).toEqual([]);
      const told = await tshark(sessions, ['-o', 'p2pchat.show_secrets:TRUE', ...asJson]);
      expect(leaks(told)).toContain(SECRETS.password);
    });
  });

  describe('of hostile texts', () => {
    let shown = '';
    beforeAll(async () => {
      shown = await tshark(composed.get('hostile.pcapng')?.bytes ?? Buffer.alloc(0), ['-V', '-P']);
    });

    it('calls malformed what the program refuses to read, and nothing else', () => {
      const streams = shown
        .split(/^Frame \d+: /m)
        .filter((packet) => packet.includes('Malformed: '))
        .map((packet) => /\[Stream index: (\d+)\]/.exec(packet)?.[1]);
      const refused = HOSTILE_TEXTS.flatMap((text, index) => (isRefused(Buffer.from(text)) ? [String(index)] : []));
      expect(refused.length).toBeGreaterThan(20);
      expect([...new Set(streams)]).toEqual(refused);
    });

    it('is well-formed as XML, whatever somebody has written (N16)', async () => {
      const pdml = await tshark(composed.get('hostile.pcapng')?.bytes ?? Buffer.alloc(0), [
        '-T',
        'pdml',
        '-j',
        'p2pchat',
      ]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 (section 2.2) does not allow.
      expect(pdml.match(/[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu)).toBeNull();
      expect(pdml).toContain('MESSAGE');
    });

    it('lets no control character through', () => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
      const treacherous = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
      expect(shown.match(treacherous)).toBeNull();
    });
  });
});

/** Whether the program would close the connection: at once, or because what was begun never ends. */
function isRefused(bytes: Buffer): boolean {
  const framer = new JsonFramer();
  try {
    framer.push(bytes, () => {});
    return framer.isUnfinished;
  } catch {
    return true;
  }
}
