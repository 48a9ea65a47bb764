import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peerMessageSchemas } from '../../../commons/protocol/peer-messages.ts';
import { requestSchemas } from '../../../commons/protocol/tracker-messages.ts';
import { EXPLAINED_WORDS, meaningOf, wordOf } from '../../../peer/wire/meaning.ts';

const words = [
  ...Object.keys(requestSchemas),
  ...Object.keys(peerMessageSchemas),
  'OK',
  'ERROR',
  'ROOM_UPDATE',
  'PEER_ONLINE',
];

describe('every word of the protocol', () => {
  it('is explained, and no other', () => {
    expect([...EXPLAINED_WORDS].sort()).toEqual([...new Set(words)].sort());
  });

  it.each(words)('%s means something in both languages', (word) => {
    const object = {
      [['OK', 'ERROR', 'ROOM_UPDATE', 'PEER_ONLINE'].includes(word) ? 'status' : 'cmd']: word,
      room: 'dev',
    };
    const [english, portuguese] = [meaningOf(object, 'en'), meaningOf(object, 'pt')];
    expect(english).not.toBe('');
    expect(portuguese).not.toBe(english);
    expect(`${english}${portuguese}`).not.toMatch(/undefined|\[object|NaN/);
  });
});

describe('whatever comes before anybody has checked it', () => {
  it.each(words)('as a %s with any values', (word) => {
    const poison = JSON.parse('{"toString":1,"valueOf":null,"length":{"toString":null}}');
    for (const value of [poison, [[poison]], null, 1e300]) {
      const object = { cmd: word, username: value, room: value, content: value, code: value, msg: value };
      for (const language of ['en', 'pt'] as const)
        expect(meaningOf(object, language)).not.toMatch(/undefined|\[object/);
      expect(wordOf({ cmd: value, status: value })).toMatch(/^(\?|1e\+300)$/);
    }
  });

  it('as any object at all', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('cmd', 'status', 'room', 'username', '__proto__'), fc.jsonValue()),
        (object) => {
          expect(typeof meaningOf(object, 'en') + typeof wordOf(object)).toBe('stringstring');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what is no word of ours', () => {
  it.each([[{}], [{ cmd: 'constructor' }], [{ cmd: '__proto__' }], [{ cmd: 7 }], [{ cmd: 'X'.repeat(10_000) }]])(
    '%o means nothing, and harms nobody',
    (object) => {
      expect(meaningOf(object, 'en')).toBe('');
      expect(wordOf(object).length).toBeLessThanOrEqual(24);
    },
  );

  it('is made harmless', () => {
    expect(meaningOf({ cmd: 'MESSAGE', room: '\x1b[2J', content: '\x1b]0;x\x07\u202eevil' }, 'en')).toBe(
      'to #: "evil"',
    );
  });
});
