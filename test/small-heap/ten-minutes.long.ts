// S4: a stranger on another machine writes for ten minutes, as much as the limits allow. The heap of the core and of
// the full screen stays flat, whether the stranger waits for an answer or was accepted.

import { describe, expect, it } from 'vitest';
import { newIdentity } from '../../commons/identity/identity.ts';
import { RATE_LIMITS } from '../../commons/limits/rate-limits.ts';
import { MAX_REQUEST_UNITS } from '../../peer/core/records/contact-request.ts';
import type { Report } from '../../peer/reports.ts';
import { TestPeer } from '../helpers/peer-world.ts';
import { RawLink } from '../helpers/raw-link.ts';
import { TrackerWorld } from '../helpers/tracker-world.ts';
import { asTyped } from '../helpers/typed.ts';
import { atHome } from '../ui/tui/scenes.ts';

const MINUTES = 10;

/** Of the heap, in bytes, when what is not used any more has been collected. */
const MAX_HEAP_BYTES = 150e6;

/** Between two pictures, in which the clocks stand still. */
const STEP_MS = 250;
const SAMPLE_MS = 20_000;

/** So long that both limits, of objects and of bytes, are used up. */
const CONTENT_UNITS = 2_400;

/** Messages that the stranger has sent ahead of their acknowledgements: always more than the next step takes. */
const AHEAD = 600;

/** More than it takes until the last of these is read. */
const STOP_MS = 10_000;

/** What may be taken in ten minutes: all that may come at once, and then so much a second. */
const { user } = RATE_LIMITS.peerObjects;
const MOST = user.burst + user.perSecond * 60 * MINUTES;

class Flood {
  readonly #link: RawLink;
  #sent = 0;
  taken = 0;
  refused = 0;

  constructor(link: RawLink) {
    this.#link = link;
  }

  /** As a program that writes as fast as it may. */
  goOn(): void {
    for (const ack of this.#link.received.splice(0)) {
      if (ack['cmd'] === 'PING') this.#link.send({ cmd: 'PONG' });
      if (ack['cmd'] !== 'ACK') continue;
      const ids = ack['ids'];
      const count = 1 + (Array.isArray(ids) ? ids.length : 0);
      this.taken += count;
      if (ack['code'] !== undefined) this.refused += count;
    }
    while (this.#sent - this.taken < AHEAD) {
      this.#sent += 1;
      const content = Buffer.alloc(CONTENT_UNITS, `line ${this.#sent} `).toString('latin1');
      this.#link.send({ cmd: 'MESSAGE', room: null, username: 'mallory', content, id: `m${this.#sent}` });
    }
  }
}

/** ana at the full screen, who is shown all that her client reports, and mallory, who has written to her. */
async function scene() {
  const world = await TrackerWorld.start();
  const reports: Report[] = [];
  const show = (report: Report): void => void reports.push(report);
  const ana = await TestPeer.start(world, 'ana', { requestPolicy: 'ask', show });
  const screen = await atHome({ columns: 100, rows: 40 });
  await screen.press('f6');
  const identity = newIdentity();
  await world.member('mallory', undefined, identity);
  const link = await RawLink.as('mallory', world, ana, identity, '198.51.100.7');
  expect(link.isLetIn).toBe(true);
  return { world, ana, reports, screen, flood: new Flood(link) };
}

type Scene = Awaited<ReturnType<typeof scene>>;

let number = 0;

/** As the tap of a program that is at a terminal tells of what was received. */
function onTheWire(report: Report): Report[] {
  if (report.event !== 'message') return [];
  number += 1;
  const ends = { connection: 1, local: '127.0.0.1:1', remote: '198.51.100.7:2', is_dialled: false } as const;
  const object = { cmd: 'MESSAGE', content: report.content };
  const carried = { carried: null, carried_bytes: null, bytes: CONTENT_UNITS };
  const what = { direction: 'received', peer: 'mallory', security: 'tls1.3', at: report.sent_at } as const;
  return [{ event: 'wire', number, ...what, ...ends, ...carried, object }];
}

async function step({ world, ana, reports, screen }: Scene): Promise<void> {
  await world.clock.advance(STEP_MS);
  ana.reports.length = 0;
  for (const report of reports.splice(0)) screen.tell(...onTheWire(report), report);
  await screen.pass(STEP_MS);
  screen.emulator.raw = '';
}

function used(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

describe('ten minutes of a stranger at the allowed rate', () => {
  it('are spent in a small heap', () => {
    expect(process.execArgv).toContain('--max-old-space-size=224');
    expect(globalThis.gc).toBeDefined();
  });

  it.each([
    ['who waits for an answer', false],
    ['who was accepted', true],
  ])('leave the heap flat, and at most 150 MB: a stranger %s', { timeout: 400_000 }, async (what, isAccepted) => {
    const here = await scene();
    const { ana, screen, flood } = here;
    const samples: number[] = [];
    for (let elapsed = 0; elapsed < MINUTES * 60_000; elapsed += STEP_MS) {
      flood.goOn();
      await step(here);
      if (elapsed === 0 && isAccepted) ana.service.intend(asTyped('/accept mallory'));
      if ((elapsed + STEP_MS) % SAMPLE_MS === 0) samples.push(used());
    }
    const perMinute = samples.filter((_, index) => index % 3 === 2).map((bytes) => (bytes / 1e6).toFixed(1));
    console.log(`the heap after each minute of a stranger ${what}, in MB: ${perMinute.join(' ')}`);
    expect(flood.taken).toBeGreaterThan(MOST * 0.9);
    expect(flood.taken).toBeLessThanOrEqual(MOST * 1.01);
    const third = samples.length / 3;
    const [middle, last] = [mean(samples.slice(third, 2 * third)), mean(samples.slice(2 * third))];
    expect(Math.abs(last - middle)).toBeLessThan(middle / 10);
    expect(Math.max(...samples)).toBeLessThan(MAX_HEAP_BYTES);
    screen.shows(isAccepted ? '@mallory' : 'mallory wants to talk to you');
    // What was sent before the user had answered, or all but what may wait.
    expect(isAccepted ? MOST - flood.refused : flood.refused).toBeGreaterThan(MOST * 0.9);
    if (isAccepted) return;
    for (let passed = 0; passed < STOP_MS; passed += STEP_MS) await step(here);
    ana.service.intend(asTyped('/accept mallory'));
    await step(here);
    screen.shows('@mallory', `line ${Math.floor(MAX_REQUEST_UNITS / CONTENT_UNITS)} `);
  });
});
