import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Liveness, type LivenessOptions } from '../../tracker/presence/liveness.ts';

const INTERVAL_MS = 120_000;

/** Without chance, unless a test brings some: nobody is pinged early. */
const liveness = (options: Partial<LivenessOptions> = {}): Liveness =>
  new Liveness({ intervalMs: INTERVAL_MS, concurrency: 10, youngConcurrency: 1_000, random: () => 0, ...options });

/** Whom to ping at `now`. */
function dueAt(watch: Liveness, now: number): string[] {
  watch.scan(now);
  return watch.take(now);
}

describe('a peer', () => {
  it('is pinged an interval after it was heard from, not before', () => {
    const watch = liveness();
    watch.heardFrom('ana', 1_000);
    expect(dueAt(watch, 1_000)).toEqual([]);
    expect(dueAt(watch, 120_999)).toEqual([]);
    expect(dueAt(watch, 121_000)).toEqual(['ana']);
  });

  it('is pinged at most a fifth of the interval early, by chance', () => {
    const times = [0, 0.25, 0.5, 0.999].map((chance) => {
      const watch = liveness({ random: () => chance });
      watch.heardFrom('ana', 0);
      let now = 0;
      while (dueAt(watch, now).length === 0) now += 100;
      return now;
    });
    expect(times).toEqual([120_000, 114_000, 108_000, 96_100]);
  });

  it('is pinged again an interval after each PONG', () => {
    const watch = liveness();
    watch.heardFrom('ana', 0);
    for (let round = 1; round <= 5; round += 1) {
      const now = round * INTERVAL_MS;
      expect(dueAt(watch, now - 1)).toEqual([]);
      expect(dueAt(watch, now)).toEqual(['ana']);
      watch.heardFrom('ana', now);
    }
  });

  it('is not pinged a second time while the first ping is under way', () => {
    const watch = liveness();
    watch.heardFrom('ana', 0);
    expect(dueAt(watch, INTERVAL_MS)).toEqual(['ana']);
    expect(watch.isUnderWay('ana')).toBe(true);
    expect(dueAt(watch, INTERVAL_MS)).toEqual([]);
    expect(dueAt(watch, INTERVAL_MS * 5)).toEqual([]);
  });

  it('that is found in two scans before it is taken is pinged once', () => {
    const watch = liveness();
    watch.heardFrom('ana', 0);
    watch.scan(INTERVAL_MS);
    watch.scan(INTERVAL_MS + 1);
    expect(watch.take(INTERVAL_MS)).toEqual(['ana']);
    expect(watch.take(INTERVAL_MS)).toEqual([]);
  });

  it('that logs in again while a ping is under way starts afresh', () => {
    const watch = liveness();
    watch.heardFrom('ana', 0);
    dueAt(watch, INTERVAL_MS);
    watch.heardFrom('ana', INTERVAL_MS + 500);
    expect(watch.isUnderWay('ana')).toBe(false);
    expect(dueAt(watch, 2 * INTERVAL_MS + 499)).toEqual([]);
    expect(dueAt(watch, 2 * INTERVAL_MS + 500)).toEqual(['ana']);
  });

  it('that was heard from after it had become due need not be pinged', () => {
    const watch = liveness({ concurrency: 1 });
    watch.heardFrom('ana', 0);
    watch.heardFrom('bob', 0);
    expect(dueAt(watch, INTERVAL_MS)).toEqual(['ana']);
    watch.heardFrom('bob', INTERVAL_MS);
    watch.heardFrom('ana', INTERVAL_MS);
    expect(dueAt(watch, INTERVAL_MS + 1)).toEqual([]);
  });

  it('that is gone is not pinged, whether due, under way or neither', () => {
    const watch = liveness({ concurrency: 1 });
    for (const name of ['waiting', 'under way', 'due']) watch.heardFrom(name, 0);
    watch.heardFrom('later', 1);
    watch.forget('waiting');
    expect(dueAt(watch, INTERVAL_MS)).toEqual(['under way']);
    watch.forget('due');
    watch.forget('under way');
    watch.forget('later');
    watch.forget('nobody');
    expect(watch.isUnderWay('under way')).toBe(false);
    expect(dueAt(watch, INTERVAL_MS * 10)).toEqual([]);
  });

  it('of which only a former tracker knew is pinged soon, at a time left to chance', () => {
    const watch = liveness({ random: () => 0.5 });
    watch.pingSoon('ana', 1_000, 30_000);
    expect(dueAt(watch, 15_999)).toEqual([]);
    expect(dueAt(watch, 16_000)).toEqual(['ana']);
    expect(watch.isUnderWay('ana')).toBe(true);
  });

  it('is known by any name', () => {
    const watch = liveness();
    const names = ['__proto__', 'constructor', '7', '山田'];
    for (const name of names) watch.heardFrom(name, 0);
    expect(dueAt(watch, INTERVAL_MS)).toEqual(names);
  });
});

describe('the sweep', () => {
  it('has no more pings under way than it may, and starts the next when one is over', () => {
    const watch = liveness({ concurrency: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) watch.heardFrom(name, 0);
    expect(dueAt(watch, INTERVAL_MS)).toEqual(['a', 'b']);
    expect(watch.take(INTERVAL_MS)).toEqual([]);
    watch.heardFrom('a', INTERVAL_MS);
    expect(watch.take(INTERVAL_MS)).toEqual(['c']);
    watch.forget('b');
    watch.forget('c');
    expect(watch.take(INTERVAL_MS)).toEqual(['d', 'e']);
  });

  it('has only a few young pings under way, and more where somebody does not answer', () => {
    const watch = liveness({ concurrency: 4, youngConcurrency: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) watch.heardFrom(name, 0);
    expect(dueAt(watch, INTERVAL_MS)).toEqual(['a', 'b']);
    expect(dueAt(watch, INTERVAL_MS + 99)).toEqual([]);
    expect(dueAt(watch, INTERVAL_MS + 100)).toEqual(['c', 'd']);
    expect(dueAt(watch, INTERVAL_MS + 200)).toEqual([]);
    watch.heardFrom('a', INTERVAL_MS + 200);
    expect(dueAt(watch, INTERVAL_MS + 200)).toEqual(['e']);
  });

  it('spreads over the interval peers who all came at once', () => {
    let chance = 0;
    const watch = liveness({
      concurrency: 1_000,
      random: () => {
        chance = (chance + 0.618) % 1;
        return chance;
      },
    });
    for (let number = 0; number < 1_000; number += 1) watch.heardFrom(`peer ${number}`, 0);
    const perSecond: number[] = [];
    for (let now = 0; now <= 10 * INTERVAL_MS; now += 1_000) {
      const taken = dueAt(watch, now);
      for (const name of taken) watch.heardFrom(name, now);
      perSecond.push(taken.length);
    }
    const lastInterval = perSecond.slice(-INTERVAL_MS / 1_000);
    expect(Math.max(...lastInterval)).toBeLessThan(60);
    expect(lastInterval.filter((count) => count > 0).length).toBeGreaterThan(60);
  });

  it('pings everybody in time, nobody twice at once, and no more at once than it may', () => {
    const chance = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
    const peers = fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        peers,
        chance,
        fc.integer({ min: 1, max: 5 }),
        fc.nat(3),
        (starts, random, concurrency, takesTicks) => {
          const watch = liveness({ intervalMs: 1_000, concurrency, random: () => random.next().value ?? 0 });
          const lastHeard = new Map(starts.map((start) => [`peer ${start}`, start]));
          for (const [name, start] of lastHeard) watch.heardFrom(name, start);
          const underWay = new Map<string, number>();
          // What everybody has to wait for if all become due in the same moment.
          const queueMs = Math.ceil(starts.length / concurrency) * (takesTicks + 1) * 10;
          for (let now = 0; now < 5_000; now += 10) {
            for (const [name, since] of underWay) {
              if (now - since < takesTicks * 10) continue;
              underWay.delete(name);
              watch.heardFrom(name, now);
              lastHeard.set(name, now);
            }
            for (const name of dueAt(watch, now)) {
              expect(underWay.has(name)).toBe(false);
              const silence = now - (lastHeard.get(name) ?? 0);
              expect(silence).toBeGreaterThanOrEqual(800);
              expect(silence).toBeLessThanOrEqual(1_000 + queueMs + 10);
              underWay.set(name, now);
            }
            expect(underWay.size).toBeLessThanOrEqual(concurrency);
          }
          for (const [name, heard] of lastHeard) {
            expect(underWay.has(name) || 5_000 - heard <= 1_000 + queueMs + 10).toBe(true);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
