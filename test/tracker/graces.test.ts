import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Graces } from '../../tracker/presence/graces.ts';

const GRACE_MS = 60_000;
const graces = (graceMs = GRACE_MS): Graces => new Graces(graceMs);

describe('a grace', () => {
  it('holds a user who was lost, until it is over', () => {
    const held = graces();
    held.begin('ana', 1_000);
    expect(held.isHeld('ana')).toBe(true);
    expect(held.nextAt()).toBe(61_000);
    expect(held.takeExpired(60_999)).toEqual([]);
    expect(held.isHeld('ana')).toBe(true);
    expect(held.takeExpired(61_000)).toEqual(['ana']);
    expect(held.isHeld('ana')).toBe(false);
  });

  it('is over once only', () => {
    const held = graces();
    held.begin('ana', 0);
    expect(held.takeExpired(GRACE_MS)).toEqual(['ana']);
    expect(held.takeExpired(GRACE_MS * 10)).toEqual([]);
    expect(held.nextAt()).toBeNull();
  });

  it('ends when the user is back', () => {
    const held = graces();
    held.begin('ana', 0);
    held.end('ana');
    expect(held.isHeld('ana')).toBe(false);
    expect(held.nextAt()).toBeNull();
    expect(held.takeExpired(GRACE_MS)).toEqual([]);
  });

  it('starts again for a user who loses the connection again, and then ends after those of others', () => {
    const held = graces();
    held.begin('ana', 0);
    held.begin('bob', 10);
    held.begin('ana', 20);
    expect(held.nextAt()).toBe(GRACE_MS + 10);
    expect(held.takeExpired(GRACE_MS + 15)).toEqual(['bob']);
    expect(held.takeExpired(GRACE_MS + 20)).toEqual(['ana']);
  });

  it('may be nothing at all', () => {
    const held = graces(0);
    held.begin('ana', 5);
    expect(held.takeExpired(5)).toEqual(['ana']);
  });

  it('is over for several at once, first come first gone', () => {
    const held = graces();
    for (const [index, name] of ['eva', 'ana', '7', '__proto__', 'bob'].entries()) held.begin(name, index);
    expect(held.takeExpired(GRACE_MS + 3)).toEqual(['eva', 'ana', '7', '__proto__']);
    expect(held.nextAt()).toBe(GRACE_MS + 4);
  });

  it('of nobody is not there', () => {
    const held = graces();
    expect(held.isHeld('ana')).toBe(false);
    expect(held.nextAt()).toBeNull();
    expect(held.takeExpired(Number.MAX_SAFE_INTEGER)).toEqual([]);
    held.end('ana');
    held.suspend('ana');
    expect(held.isHeld('ana')).toBe(false);
  });
});

describe('a user who answers PING without a connection', () => {
  it('is held without an end', () => {
    const held = graces();
    held.begin('ana', 0);
    held.suspend('ana');
    expect(held.isHeld('ana')).toBe(true);
    expect(held.nextAt()).toBeNull();
    expect(held.takeExpired(GRACE_MS * 1_000)).toEqual([]);
    expect(held.isHeld('ana')).toBe(true);
  });

  it('stays held however often they answer', () => {
    const held = graces();
    held.begin('ana', 0);
    for (let time = 0; time < 5; time += 1) held.suspend('ana');
    expect(held.isHeld('ana')).toBe(true);
  });

  it('has the whole grace again when they answer no more', () => {
    const held = graces();
    held.begin('ana', 0);
    held.suspend('ana');
    held.begin('ana', 500_000);
    expect(held.takeExpired(559_999)).toEqual([]);
    expect(held.takeExpired(560_000)).toEqual(['ana']);
    expect(held.isHeld('ana')).toBe(false);
  });

  it('is held no more when they are back, or gone for good', () => {
    const held = graces();
    held.begin('ana', 0);
    held.suspend('ana');
    held.end('ana');
    expect(held.isHeld('ana')).toBe(false);
  });

  it('does not hold up the graces of others', () => {
    const held = graces();
    held.begin('ana', 0);
    held.begin('bob', 1);
    held.suspend('ana');
    expect(held.nextAt()).toBe(GRACE_MS + 1);
    expect(held.takeExpired(GRACE_MS + 1)).toEqual(['bob']);
  });
});

describe('all graces', () => {
  it('are what a plain list of ends says, in any order of events', () => {
    const name = fc.constantFrom('ana', 'bob', 'eva', '7', '__proto__');
    const step = fc.tuple(fc.nat(40), fc.constantFrom('begin', 'end', 'suspend', 'expire'), name);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const held = graces(50);
        const model = new Map<string, number>();
        let now = 0;
        for (const [passed, what, username] of steps) {
          now += passed;
          if (what === 'begin') {
            held.begin(username, now);
            model.set(username, now + 50);
          } else if (what === 'end') {
            held.end(username);
            model.delete(username);
          } else if (what === 'suspend') {
            held.suspend(username);
            if (model.has(username)) model.set(username, Number.POSITIVE_INFINITY);
          } else {
            const over = [...model].filter(([, until]) => until <= now).sort(([, a], [, b]) => a - b);
            expect(held.takeExpired(now).sort()).toEqual(over.map(([each]) => each).sort());
            for (const [each] of over) model.delete(each);
          }
          for (const each of ['ana', 'bob', 'eva', '7', '__proto__']) expect(held.isHeld(each)).toBe(model.has(each));
          const next = Math.min(...model.values());
          expect(held.nextAt()).toBe(Number.isFinite(next) ? next : null);
        }
      }),
      { numRuns: 200 },
    );
  });
});
