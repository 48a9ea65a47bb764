// S12: the dissector hides the key of an invitation, however it is spelled.

import { expect, it } from 'vitest';
import { INVITATION, PIECES, SPELLINGS } from '../helpers/key-spellings.ts';
import { dissect, hasTshark, valuesOf } from '../helpers/tshark.ts';
import { ComposedCapture } from './composed-capture.ts';

const TEXTS = [
  ...SPELLINGS.map(([, text]) => text),
  `and then: ${(INVITATION.slice(20).match(/.{1,25}/g) ?? []).join(' │\n│ ')}`,
  `${INVITATION}.Bye`,
  `${INVITATION},${INVITATION}`,
  INVITATION.replace('p2pchat', 'P2PCHAT'),
  encodeURIComponent(INVITATION),
  INVITATION.replaceAll('.', '%2E'),
  (INVITATION.match(/.{1,30}/g) ?? []).join(' │\n│ '),
  INVITATION.replace('.K0', '.K'), // Damaged.
  `${'p2pchat:'.repeat(2_000)}${INVITATION}`,
];

it.runIf(hasTshark())('an invitation shows no key in the tree, whatever its spelling', async () => {
  const capture = new ComposedCapture();
  const talk = capture.talk({ address: '10.0.0.2', port: 41_001 }, { address: '10.0.0.3', port: 41_002 });
  for (const [id, content] of TEXTS.entries()) {
    talk.sent({
      cmd: 'MESSAGE',
      room: null,
      username: 'ana',
      content,
      id: `${id}`,
      sent_at: '2026-01-01T12:00:00.000Z',
    });
  }
  talk.close();
  const contents = (await dissect(capture.bytes)).map((object) => valuesOf(object, 'p2pchat.content').join());
  expect(contents).toHaveLength(TEXTS.length);
  for (const content of contents) {
    expect(content).toContain('…');
    for (const piece of PIECES) expect(content.replace(/[^ -~]|\s/g, '')).not.toContain(piece);
  }
});

it.runIf(hasTshark())('sentences are shown as they are', async () => {
  const capture = new ComposedCapture();
  const content =
    'Wir haben uns gestern im Garten getroffen und lange geredet. Morgen kommen wir wieder gegen acht \\ & 100 % sicher.';
  capture
    .talk({ address: '10.0.0.2', port: 41_001 }, { address: '10.0.0.3', port: 41_002 })
    .sent({ cmd: 'MESSAGE', content });
  expect((await dissect(capture.bytes)).map((object) => valuesOf(object, 'p2pchat.content'))).toEqual([[content]]);
});
