// Rule 3 of S4: every collection that others can fill has a bound in bytes. Each is filled with several times what the
// heap of this process can hold; the full screen is open and shows it.

import { describe, expect, it } from 'vitest';
import type { Report, WireReport } from '../../peer/reports.ts';
import { graphemeWidth } from '../../peer/ui/tui/text/width.ts';
import { because } from '../helpers/because.ts';
import type { FullScreenInTest } from '../helpers/full-screen.ts';
import { link, message } from '../ui/phrases/sample-reports.ts';
import { entering, inRoom } from '../ui/tui/scenes.ts';
import { usedHeap } from './used-heap.ts';

/** Of the heap, in bytes, when all that has become garbage is collected. */
const MAX_HEAP_BYTES = 150e6;

/** The largest content that an object on the wire has room for. */
const LARGEST = 61_000;

let count = 0;

/** Another text each time, in one piece: V8 keeps one of equal ones, and parts of others as references. */
function text(units: number): string {
  count += 1;
  return Buffer.alloc(units, `text ${count} `).toString('latin1');
}

function said(from: string, content: string, room: string | null): Report {
  count += 1;
  return message({ from, content, room, id: `id${count}`, sent_at: '2999-01-01T00:00:00.000Z' });
}

function wire(content: string, more = {}, bytes = content.length): WireReport {
  count += 1;
  const ends = { local: '127.0.0.1:1', remote: '127.0.0.1:2', connection: count, is_dialled: false };
  const carried = { carried: text(2_048), carried_bytes: 1_024, bytes };
  const what = { direction: 'received', peer: 'mallory', security: 'tls1.3', at: '2026-01-01T12:00:00.000Z' } as const;
  return { event: 'wire', number: count, ...what, ...ends, ...carried, object: { cmd: 'MESSAGE', content, ...more } };
}

interface Filling {
  readonly what: string;
  readonly times: number;
  readonly fill: (index: number) => readonly Report[];
}

const FILLINGS: readonly Filling[] = [
  { what: 'the largest messages of one stranger', times: 6_000, fill: () => [said('mallory', text(LARGEST), null)] },
  {
    what: 'the largest messages of many strangers',
    times: 6_000,
    fill: (index) => [said(`mal${index}`, text(LARGEST), null)],
  },
  {
    what: 'the largest messages in a room, not Latin',
    times: 2_500,
    fill: () => [said('bob', Buffer.alloc(LARGEST, `日${count}`).toString(), 'dev')],
  },
  { what: 'very many small messages', times: 300_000, fill: () => [said('mallory', 'x', null)] },
  { what: 'small messages of ever new names', times: 100_000, fill: (index) => [said(`mal${index}`, 'x', null)] },
  { what: 'messages of nothing but newlines', times: 4_000, fill: () => [said('bob', '\n'.repeat(30_000), 'dev')] },
  {
    what: 'links of ever new names',
    times: 100_000,
    fill: (index) => [link(`mal${index}`, { state: 'closed', reason: because(text(200)) })],
  },
  {
    what: 'invitations',
    times: 20_000,
    fill: (index) => [{ event: 'invitation', from: `mal${index}`, room: text(48), private: true }],
  },
  {
    what: 'rooms that are entered and lost',
    times: 3_000,
    fill: (index) => [
      ...entering(`r${index}`, 'mal', 'bob'),
      { event: 'room_left', room: `r${index}`, reason: 'left' },
    ],
  },
  { what: 'objects on the wire', times: 20_000, fill: () => [wire(text(LARGEST))] },
  {
    what: 'objects on the wire with nothing but empty lists',
    times: 4_000,
    fill: () => [wire('', { a: Array.from({ length: 5_000 }, () => []) }, 15_000)],
  },
  {
    what: 'errors',
    times: 100_000,
    fill: () => [{ event: 'error', problem: { code: 'STORAGE_FAILED', reason: text(1_000) } }],
  },
];

async function shows(screen: FullScreenInTest, fill: Filling['fill'], times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    screen.tell(...fill(index));
    if (index % (times / 20) !== 0) continue;
    await screen.pass();
    screen.emulator.raw = '';
  }
}

describe('a full screen with the inspector open', () => {
  it('has a small heap to do so', () => {
    expect(process.execArgv).toContain('--max-old-space-size=224');
    expect(globalThis.gc).toBeDefined();
  });

  it.each(FILLINGS)('is not filled by $what', { timeout: 120_000 }, async ({ fill, times }) => {
    const screen = await inRoom({ columns: 100, rows: 40, settings: { bell: 'off', notify: 'off' } });
    await screen.press('f6');
    await shows(screen, fill, times);
    expect(usedHeap()).toBeLessThan(MAX_HEAP_BYTES);
    await screen.pass();
    screen.shows('#dev');
  });

  it('is not filled by all of it in turn', { timeout: 120_000 }, async () => {
    const screen = await inRoom({ columns: 100, rows: 40, settings: { bell: 'off', notify: 'off' } });
    await screen.press('f6');
    for (const { fill, times } of FILLINGS) await shows(screen, fill, Math.ceil(times / 400) * 20);
    expect(usedHeap()).toBeLessThan(MAX_HEAP_BYTES);
  });

  it('does not remember the widths of long clusters', () => {
    const before = usedHeap();
    for (let index = 0; index < 200; index += 1) graphemeWidth(`${index}${'\u200d'.repeat(30_000)}`);
    expect(usedHeap() - before).toBeLessThan(2e6);
  });
});
