// N18: the gate finds the newest long-term Node by itself.
import { describe, expect, it } from 'vitest';
import { newestLts } from '../../scripts/newest-lts.ts';

const VERSIONS = ['9.0.0', '26.12.1', '24.11.0', '25.9.0', '26.0.0', '27.0.0-alpha.1'];

describe('the newest long-term Node', () => {
  it.each([
    ['2026-11-30', 26],
    ['2026-10-01', 26],
    ['2026-09-30', 24],
    ['2025-10-02', 24],
  ])('on %s is %i: an even one, from the October of its year on (N18)', (day, major) => {
    expect(newestLts(VERSIONS, Date.parse(day))).toBe(major);
  });

  it.each([
    ['2027-09-30', 26],
    ['2027-10-01', 27],
    ['2028-11-01', 28],
  ])('on %s is %i: from 27 on there is one each year', (day, major) => {
    expect(newestLts([...VERSIONS, '27.3.0', '28.0.0', '29.0.0'], Date.parse(day))).toBe(major);
  });

  it('is an error where the registry has none', () => {
    expect(() => newestLts(['25.0.0', '26.0.0-rc.1'], Date.parse('2026-11-30'))).toThrow('no long-term version');
  });
});
