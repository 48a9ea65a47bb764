// S12: the dissector hides the key of an invitation, however it is spelled.

import { expect, it } from 'vitest';
import { dissect, hasTshark } from '../helpers/tshark.ts';
import { ComposedCapture } from './composed-capture.ts';

const KEY = 'K0eyK1eyK2eyK3eyK4eyKQ';
const INVITATION = `p2pchat://t.example.org:6060/dev#ana.b.${'f'.repeat(42)}A.${KEY}`;
const SPELLINGS = [
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
  for (const [id, content] of SPELLINGS.entries()) {
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
  const shown = JSON.stringify(await dissect(capture.bytes));
  expect(shown).toContain('p2pchat');
  for (const piece of KEY.match(/..../g) ?? []) expect(shown).not.toContain(piece);
});
