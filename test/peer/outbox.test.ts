import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Line, Outbox } from '../../peer/core/records/outbox.ts';

const line = (id: string, more: Partial<Line> = {}): Line => ({
  id,
  room: 'dev',
  content: `line ${id}`,
  sentAt: '2026-01-01T12:00:00.000Z',
  ...more,
});

/** An outbox that holds these lines, and notes of what it sends. */
function outboxOf(...ids: string[]): Outbox {
  const outbox = new Outbox();
  for (const id of ids) outbox.add(line(id));
  return outbox;
}

/** Sends `count` lines, or all; their ids, in order, with `*` at those that were sent before. */
function sendFrom(outbox: Outbox, count = Number.POSITIVE_INFINITY, nowMs = 0): string[] {
  const ids: string[] = [];
  while (ids.length < count) {
    const sent = outbox.send(nowMs);
    if (!sent) break;
    ids.push(sent.isFirstTime ? sent.line.id : `${sent.line.id}*`);
  }
  return ids;
}

const idsOf = (lines: readonly Line[]): string[] => lines.map(({ id }) => id);

describe('an outbox', () => {
  it('is empty at first, and sends nothing', () => {
    const outbox = outboxOf();
    expect(outbox.isEmpty).toBe(true);
    expect(outbox.send(0)).toBeNull();
    expect([outbox.queuedCount, outbox.inFlightCount, outbox.oldestInFlightMs]).toEqual([0, 0, null]);
    outbox.requeue();
    expect(outbox.isEmpty).toBe(true);
  });

  it('sends lines in the order in which they were added, each once', () => {
    const outbox = outboxOf('c', 'a', '7', '__proto__', 'b');
    expect(sendFrom(outbox)).toEqual(['c', 'a', '7', '__proto__', 'b']);
    expect(outbox.send(0)).toBeNull();
  });

  it('gives lines as they were added', () => {
    const outbox = new Outbox();
    const added = line('a', { room: null, content: 'psst' });
    outbox.add(added);
    expect(outbox.send(0)).toEqual({ line: added, isFirstTime: true });
    expect(outbox.settle('a')).toEqual(added);
  });

  it('counts what waits and what is in flight, until it is settled', () => {
    const outbox = outboxOf('a', 'b', 'c');
    expect([outbox.queuedCount, outbox.inFlightCount]).toEqual([3, 0]);
    sendFrom(outbox, 2);
    expect([outbox.queuedCount, outbox.inFlightCount]).toEqual([1, 2]);
    outbox.settle('a');
    expect([outbox.queuedCount, outbox.inFlightCount]).toEqual([1, 1]);
    expect(outbox.isEmpty).toBe(false);
    sendFrom(outbox);
    for (const id of ['c', 'b']) outbox.settle(id);
    expect(outbox.isEmpty).toBe(true);
  });

  it('settles each line once, and none that it does not hold', () => {
    const outbox = outboxOf('a', 'b');
    sendFrom(outbox, 1);
    expect(outbox.settle('nobody')).toBeNull();
    expect(outbox.settle('a')?.id).toBe('a');
    expect(outbox.settle('a')).toBeNull();
    expect(sendFrom(outbox)).toEqual(['b']);
  });

  it('settles lines in any order', () => {
    const outbox = outboxOf('a', 'b', 'c');
    sendFrom(outbox);
    for (const id of ['b', 'c', 'a']) expect(outbox.settle(id)?.id).toBe(id);
    expect(outbox.isEmpty).toBe(true);
  });

  it('knows when the oldest line in flight was sent', () => {
    const outbox = outboxOf('a', 'b', 'c');
    sendFrom(outbox, 1, 100);
    sendFrom(outbox, 1, 200);
    expect(outbox.oldestInFlightMs).toBe(100);
    outbox.settle('a');
    expect(outbox.oldestInFlightMs).toBe(200);
    outbox.settle('b');
    expect(outbox.oldestInFlightMs).toBeNull();
  });
});

describe('a lost link', () => {
  it('sends all that was in flight again, first and in order', () => {
    const outbox = outboxOf('a', 'b', 'c', 'd');
    expect(sendFrom(outbox, 3)).toEqual(['a', 'b', 'c']);
    outbox.settle('a');
    outbox.requeue();
    outbox.add(line('e'));
    expect([outbox.queuedCount, outbox.inFlightCount]).toEqual([4, 0]);
    expect(sendFrom(outbox)).toEqual(['b*', 'c*', 'd', 'e']);
  });

  it('may be lost again and again, even in the middle of sending again', () => {
    const outbox = outboxOf('a', 'b', 'c', 'd');
    sendFrom(outbox, 3);
    outbox.requeue();
    expect(sendFrom(outbox, 1)).toEqual(['a*']);
    outbox.requeue();
    outbox.requeue();
    expect(sendFrom(outbox, 2)).toEqual(['a*', 'b*']);
    outbox.requeue();
    expect(sendFrom(outbox)).toEqual(['a*', 'b*', 'c*', 'd']);
  });

  it('does not send again what was acknowledged late, before or after', () => {
    const outbox = outboxOf('a', 'b', 'c');
    sendFrom(outbox);
    outbox.requeue();
    expect(outbox.settle('b')?.id).toBe('b');
    expect(sendFrom(outbox)).toEqual(['a*', 'c*']);
  });

  it('restarts the time of a line when it is sent again', () => {
    const outbox = outboxOf('a');
    sendFrom(outbox, 1, 100);
    outbox.requeue();
    expect(outbox.oldestInFlightMs).toBeNull();
    sendFrom(outbox, 1, 900);
    expect(outbox.oldestInFlightMs).toBe(900);
  });
});

describe('lines that are given up', () => {
  const mixed = (): Outbox => {
    const outbox = new Outbox();
    for (const id of ['a', 'b', 'c', 'd']) outbox.add(line(id, { room: 'ac'.includes(id) ? 'dev' : null }));
    return outbox;
  };

  it('are those that match, with those in flight or without them', () => {
    const without = mixed();
    sendFrom(without, 2);
    expect(idsOf(without.drop(({ room }) => room === 'dev', false))).toEqual(['c']);
    expect(sendFrom(without)).toEqual(['d']);
    expect(without.inFlightCount).toBe(3);

    const even = mixed();
    sendFrom(even, 2);
    expect(idsOf(even.drop(({ room }) => room === 'dev', true))).toEqual(['a', 'c']);
    expect(even.settle('a')).toBeNull();
    expect(even.settle('b')?.id).toBe('b');
    expect(sendFrom(even)).toEqual(['d']);
  });

  it('are all of them, in order, when nothing more will be said', () => {
    const outbox = mixed();
    sendFrom(outbox, 2);
    expect(idsOf(outbox.drop(() => true, true))).toEqual(['a', 'b', 'c', 'd']);
    expect(outbox.isEmpty).toBe(true);
  });

  it('are the newest when too many wait, whatever is in flight', () => {
    const outbox = outboxOf('a', 'b', 'c', 'd', 'e');
    sendFrom(outbox, 1);
    expect(outbox.trim(4)).toEqual([]);
    expect(idsOf(outbox.trim(2))).toEqual(['d', 'e']);
    expect([outbox.queuedCount, outbox.inFlightCount]).toEqual([2, 1]);
    outbox.requeue();
    expect(sendFrom(outbox)).toEqual(['a*', 'b', 'c']);
    expect(outbox.trim(0)).toEqual([]);
  });
});

describe('whatever links come and go', () => {
  it('each line arrives, in order, once', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('add' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ do: fc.constant('send' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ do: fc.constant('arrive' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ do: fc.constant('acknowledge' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ do: fc.constant('lose the link' as const), count: fc.constant(1) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const outbox = new Outbox();
        const added: string[] = [];
        const heard: string[] = [];
        let underWay: string[] = [];
        let unacknowledged: string[] = [];
        const arrive = (count: number): void => {
          for (const id of underWay.splice(0, count)) {
            if (!heard.includes(id)) heard.push(id);
            unacknowledged.push(id);
          }
        };
        const send = (count: number): void => {
          underWay.push(...sendFrom(outbox, count).map((id) => id.replace('*', '')));
        };
        for (const { do: what, count } of steps) {
          if (what === 'add') {
            for (let more = 0; more < count; more += 1) {
              const id = `line ${added.length}`;
              added.push(id);
              outbox.add(line(id));
            }
          } else if (what === 'send') send(count);
          else if (what === 'arrive') arrive(count);
          else if (what === 'acknowledge') for (const id of unacknowledged.splice(0, count)) outbox.settle(id);
          else {
            outbox.requeue();
            underWay = [];
            unacknowledged = [];
          }
          expect(outbox.queuedCount + outbox.inFlightCount).toBeLessThanOrEqual(added.length);
        }
        send(Number.POSITIVE_INFINITY);
        arrive(Number.POSITIVE_INFINITY);
        for (const id of unacknowledged) outbox.settle(id);
        expect(heard).toEqual(added);
        expect(outbox.isEmpty).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
