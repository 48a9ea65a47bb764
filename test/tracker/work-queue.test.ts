import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Overloaded, WorkQueue, type WorkQueueOptions } from '../../tracker/auth/work-queue.ts';
import { FakeClock, settle } from '../helpers/fake-clock.ts';

const wanted = (from = 'somebody') => ({ from, isWanted: () => true });

/** A queue under a fake clock, and notes of what it does. */
class Desk {
  readonly clock = new FakeClock();
  readonly queue: WorkQueue;
  readonly started: string[] = [];
  readonly ended: string[] = [];
  most = 0;

  constructor(options: Partial<WorkQueueOptions> = {}) {
    this.queue = new WorkQueue({ clock: this.clock, concurrency: 2, maxWaitMs: 3_000, expectedMs: 100, ...options });
  }

  /** A piece of work that takes `ms`, for `from`. */
  does(name: string, ms = 100, from = 'somebody'): Promise<string> {
    return this.queue.run(async () => {
      this.started.push(name);
      this.most = Math.max(this.most, this.started.length - this.ended.length);
      await new Promise<void>((resolve) => this.clock.after(ms, resolve));
      this.ended.push(name);
      return `${name} is done`;
    }, wanted(from));
  }

  /** As `does`, with what became of it in a word. */
  tries(name: string, ms?: number, from?: string): Promise<'done' | 'overloaded'> {
    return this.does(name, ms, from).then(
      () => 'done',
      (error: unknown) => {
        expect(error).toBeInstanceOf(Overloaded);
        return 'overloaded';
      },
    );
  }
}

const names = (count: number, prefix = 'w'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

describe('a work queue', () => {
  it('starts as many pieces at once as it may, and the others in the order in which they came', async () => {
    const desk = new Desk();
    const results = names(5).map((name) => desk.does(name));
    await settle();
    expect(desk.started).toEqual(['w1', 'w2']);
    await desk.clock.advance(100);
    expect(desk.started).toEqual(['w1', 'w2', 'w3', 'w4']);
    await desk.clock.advance(1_000);
    expect(await Promise.all(results)).toEqual(names(5).map((name) => `${name} is done`));
    expect(desk.started).toEqual(names(5));
    expect(desk.most).toBe(2);
  });

  it('lets nobody overtake who comes while others wait', async () => {
    const desk = new Desk({ concurrency: 1 });
    const work = [desk.does('w1', 10), desk.does('w2', 10)];
    await desk.clock.advance(10);
    work.push(desk.does('w3', 10));
    await desk.clock.advance(100);
    await Promise.all(work);
    expect(desk.started).toEqual(names(3));
  });

  it('passes on what work fails with, at once or later, and goes on with the next', async () => {
    const desk = new Desk({ concurrency: 1 });
    const later = desk.queue.run(async () => {
      await settle();
      throw new RangeError('later');
    }, wanted());
    const atOnce = desk.queue.run(() => {
      throw new TypeError('at once');
    }, wanted());
    const good = desk.does('good');
    const outcomes = Promise.allSettled([later, atOnce, good]);
    await desk.clock.advance(1_000);
    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: expect.any(RangeError) },
      { status: 'rejected', reason: expect.any(TypeError) },
      { status: 'fulfilled', value: 'good is done' },
    ]);
    const next = names(2, 'next').map((name) => desk.does(name));
    await desk.clock.advance(1_000);
    await Promise.all(next);
    expect(desk.most).toBe(1);
  });

  it('refuses what would have to wait too long, without starting it, and says when to come back', async () => {
    const desk = new Desk({ concurrency: 2, maxWaitMs: 300, expectedMs: 100 });
    const accepted = names(8).map((name) => desk.tries(name));
    const refused = await desk.does('too much').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Overloaded);
    expect(refused).toMatchObject({ name: 'Overloaded', retryAfterMs: 350 });
    await desk.clock.advance(10_000);
    expect(await Promise.all(accepted)).toEqual(Array(8).fill('done'));
    expect(desk.started).toEqual(names(8));
  });

  it('takes more again as soon as some is done', async () => {
    const desk = new Desk({ concurrency: 1, maxWaitMs: 100, expectedMs: 100 });
    const work = [desk.tries('w1'), desk.tries('w2')];
    expect(await desk.tries('too early')).toBe('overloaded');
    await desk.clock.advance(100);
    work.push(desk.tries('w3'));
    await desk.clock.advance(1_000);
    expect(await Promise.all(work)).toEqual(['done', 'done', 'done']);
  });

  it('refuses nothing while a place is free, however slow work is', async () => {
    const desk = new Desk({ concurrency: 2, maxWaitMs: 0, expectedMs: 60_000 });
    for (let round = 0; round < 5; round += 1) {
      const work = [desk.tries('a', 60_000), desk.tries('b', 60_000)];
      expect(await desk.tries('c')).toBe('overloaded');
      await desk.clock.advance(60_000);
      expect(await Promise.all(work)).toEqual(['done', 'done']);
    }
  });

  it('learns what work takes: fewer may wait for slow work, and more again when it is fast', async () => {
    const desk = new Desk({ concurrency: 1, maxWaitMs: 1_000, expectedMs: 100 });
    const howManyWait = async (): Promise<number> => {
      const outcomes = Promise.all(names(200, 'try').map((name) => desk.tries(name, 0)));
      await desk.clock.advance(10);
      return (await outcomes).filter((outcome) => outcome === 'done').length - 1;
    };
    expect(await howManyWait()).toBe(10);
    const work = async (count: number, ms: number): Promise<void> => {
      for (const name of names(count)) {
        const done = desk.tries(name, ms);
        await desk.clock.advance(ms);
        expect(await done).toBe('done');
      }
    };
    await work(50, 500);
    expect(await howManyWait()).toBe(2);
    await work(100, 10);
    expect(await howManyWait()).toBeGreaterThan(50);
  });

  it('counts the time of work that fails, too', async () => {
    const desk = new Desk({ concurrency: 1, maxWaitMs: 1_000, expectedMs: 100 });
    for (let round = 0; round < 50; round += 1) {
      const failing = desk.queue.run(async () => {
        await new Promise<void>((resolve) => desk.clock.after(2_000, resolve));
        throw new Error('no');
      }, wanted());
      const failed = failing.catch(() => 'failed');
      await desk.clock.advance(2_000);
      expect(await failed).toBe('failed');
    }
    const running = desk.tries('running');
    expect(await desk.tries('waiting')).toBe('overloaded');
    await desk.clock.advance(100);
    await running;
  });

  it('never does more at once than it may, in any order of coming and going, and loses nothing', async () => {
    const piece = fc.record({ after: fc.nat(30), takes: fc.nat(50), fails: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        async (pieces, concurrency) => {
          const clock = new FakeClock();
          const queue = new WorkQueue({ clock, concurrency, maxWaitMs: Number.POSITIVE_INFINITY, expectedMs: 10 });
          const started: number[] = [];
          let underWay = 0;
          const outcomes: Promise<string>[] = [];
          for (const [index, { after, takes, fails }] of pieces.entries()) {
            await clock.advance(after);
            const done = queue.run(async () => {
              started.push(index);
              underWay += 1;
              expect(underWay).toBeLessThanOrEqual(concurrency);
              await new Promise<void>((resolve) => clock.after(takes, resolve));
              underWay -= 1;
              if (fails) throw new Error('failed');
              return 'done';
            }, wanted());
            outcomes.push(done.catch((error: Error) => error.message));
          }
          await clock.advance(2_000);
          expect(await Promise.all(outcomes)).toEqual(pieces.map(({ fails }) => (fails ? 'failed' : 'done')));
          expect(started).toEqual(pieces.map((_, index) => index));
        },
      ),
      { numRuns: 40 },
    );
  });
});

// S10: one address without an account kept everybody's password from being looked at.
describe('a work queue that several ask', () => {
  it('gives places in turn: who has asked for a hundred delays another by one', async () => {
    const desk = new Desk({ concurrency: 1, maxWaitMs: 100_000 });
    const work = names(100, 'mal').map((name) => desk.does(name, 100, 'mal'));
    await settle();
    work.push(desk.does('ana', 100, 'ana'), desk.does('ben', 100, 'ben'), desk.does('ana2', 100, 'ana'));
    await desk.clock.advance(20_000);
    await Promise.all(work);
    expect(desk.started.slice(0, 8)).toEqual(['mal1', 'mal2', 'ana', 'ben', 'mal3', 'ana2', 'mal4', 'mal5']);
    expect(desk.started).toHaveLength(103);
  });

  it('is full for who fills it, and for nobody else', async () => {
    const desk = new Desk({ concurrency: 1, maxWaitMs: 1_000 });
    const flood = names(50, 'mal').map((name) => desk.tries(name, 100, 'mal'));
    const others = names(4, 'other').map((name) => desk.tries(name, 100, name));
    await desk.clock.advance(10_000);
    expect(await Promise.all(others)).toEqual(Array(4).fill('done'));
    expect((await Promise.all(flood)).filter((outcome) => outcome === 'done').length).toBeLessThanOrEqual(11);
  });

  it('tells who has waited too long because of others, and starts nothing for them', async () => {
    const desk = new Desk({ concurrency: 1, maxWaitMs: 1_000 });
    const early = names(11, 'mal').map((name) => desk.tries(name, 100, 'mal'));
    const others = names(9, 'other').map((name) => desk.tries(name, 100, name));
    await desk.clock.advance(10_000);
    expect(await Promise.all(others)).toEqual(Array(9).fill('done'));
    const outcomes = await Promise.all(early);
    expect(outcomes.slice(0, 2)).toEqual(['done', 'done']);
    expect(outcomes.at(-1)).toBe('overloaded');
    expect(desk.started).toHaveLength(9 + outcomes.filter((outcome) => outcome === 'done').length);
  });

  it('forgets work that is no longer wanted, of any asker', async () => {
    const desk = new Desk({ concurrency: 1, maxWaitMs: 1_000 });
    const first = desk.does('first');
    let isOpen = true;
    const gone = names(5, 'gone').map((from) =>
      desk.queue.run(async () => 'done', { from, isWanted: () => isOpen }).catch(() => 'refused'),
    );
    isOpen = false;
    const last = desk.does('last', 100, 'late');
    await desk.clock.advance(200);
    expect([await Promise.all(gone), await first, await last]).toEqual([
      Array(5).fill('refused'),
      'first is done',
      'last is done',
    ]);
  });
});
