// Reasons are worded in both languages, from their fields alone.
import { describe, expect, it } from 'vitest';
import { jsonEventOf } from '../../../peer/ui/json-event.ts';
import { reasonInEnglish } from '../../../peer/ui/phrases/reasons-en.ts';
import { reasonInPortuguese } from '../../../peer/ui/phrases/reasons-pt.ts';
import { REASONS } from './sample-reasons.ts';

describe('a reason', () => {
  it.each(Object.values(REASONS).map((reason) => [reason.why, reason] as const))(
    'is a clause in both languages: %s',
    (why, reason) => {
      const [english, portuguese] = [reasonInEnglish(reason), reasonInPortuguese(reason)];
      for (const text of [english, portuguese]) expect(text).not.toMatch(/undefined|\[object|^$|\.$/);
      expect(portuguese, why).not.toBe(english);
    },
  );

  it.each([
    [REASONS.line_refused, 'bob refused it (NOT_A_MEMBER)', 'bob recusou (NOT_A_MEMBER)'],
    [REASONS.away_too_long, 'only 1,000 lines', 'só 1.000 linhas'],
    [REASONS.key_changed, '/verify bob', '/verificar bob'],
    [REASONS.wrong_key, '10.0.0.1:5000', '10.0.0.1:5000'],
    [REASONS.connection, 'the other side closed the connection', 'a outra ponta fechou a conexão'],
    [REASONS.other_name, 'eva answers there, not bob', 'é eva, não bob'],
  ])('keeps its fields in both: %j', (reason, english, portuguese) => {
    expect(reasonInEnglish(reason)).toContain(english);
    expect(reasonInPortuguese(reason)).toContain(portuguese);
  });

  it('is English for programs', () => {
    const failed = { event: 'failed', id: 'q1', to: 'bob' } as const;
    expect(jsonEventOf({ ...failed, reason: REASONS.goodbye })).toEqual({ ...failed, reason: 'bob said goodbye' });
    expect(jsonEventOf({ event: 'tracker', state: 'lost', reason: REASONS.connection })).toEqual({
      event: 'tracker',
      state: 'lost',
      reason: 'the other side closed the connection',
    });
  });
});
