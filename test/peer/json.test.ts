import { describe, expect, it } from 'vitest';
import { toJsonLine } from '../../peer/ui/json.ts';

describe('an event as a line of JSON', () => {
  it('is the event, and harmless to look at', () => {
    const content = 'a\x9b2Jb\u202ec\u2028d\ne\x1b[2J';
    const report = {
      event: 'message',
      room: null,
      from: 'ana',
      content,
      id: 'x',
      sent_at: 'now',
      security: 'plaintext',
    } as const;
    const line = toJsonLine(report);
    expect(JSON.parse(line)).toEqual(report);
    expect(line).toMatch(/^[\x20-\x7e]+\n$/);
  });
});
