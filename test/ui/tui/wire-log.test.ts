import { describe, expect, it } from 'vitest';
import type { WireReport } from '../../../peer/reports.ts';
import { WireLog } from '../../../peer/ui/tui/model/wire-log.ts';
import { onWire } from '../phrases/sample-reports.ts';

const MEGABYTE = 1024 * 1024;

/** A message with so long a text. */
function long(number: number, length: number): WireReport {
  const object = { cmd: 'MESSAGE', content: 'x'.repeat(length) };
  return onWire({ number, object, bytes: JSON.stringify(object).length + 1, carried: 'ab'.repeat(2_048) });
}

describe('what the inspector keeps', () => {
  it('is bounded in number', () => {
    const log = new WireLog();
    for (let number = 1; number <= 5_000; number += 1) log.add(onWire({ number }));
    expect(log.all.length).toBeLessThan(2_200);
    expect(log.all.at(-1)?.number).toBe(5_000);
  });

  it('is numbered on when another login begins with 1 again', () => {
    const log = new WireLog();
    for (const number of [1, 2, 1]) log.add(onWire({ number }));
    expect(log.all.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('is bounded in bytes, of which the newest are kept', () => {
    const log = new WireLog();
    for (let number = 1; number <= 200; number += 1) log.add(long(number, 64 * 1024));
    const bytes = log.all.reduce((sum, report) => sum + JSON.stringify(report).length, 0);
    expect(bytes).toBeLessThan(4.25 * MEGABYTE);
    expect(bytes).toBeGreaterThan(3.5 * MEGABYTE);
    expect(log.all.at(-1)?.number).toBe(200);
    log.add(long(201, 5 * MEGABYTE));
    log.add(onWire({ number: 202 }));
    expect(log.all.map(({ number }) => number)).toEqual([202]);
  });
});
