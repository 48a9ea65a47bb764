import { describe, expect, it } from 'vitest';
import { dissect, hasTshark, valuesOf } from '../helpers/tshark.ts';
import { fuzzedCapture } from './fuzzed-capture.ts';

describe.runIf(hasTshark())('the dissector, of captures that nobody would write', () => {
  it('fails at none, and finds every object beside the damaged ones', async () => {
    const { bytes, intact } = fuzzedCapture(1, 80);
    const objects = await dissect(bytes);
    const ids = objects.flatMap((object) => valuesOf(object, 'p2pchat.id')).filter((id) => id.startsWith('intact-'));
    expect(ids).toEqual(intact);
    expect(objects.length).toBeGreaterThan(intact.length * 1.5);
  });
});
