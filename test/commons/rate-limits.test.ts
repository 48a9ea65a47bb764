// Rule 4: no limit is reset by what its subject can have as much of as they like.
import { describe, expect, it } from 'vitest';
import { type Guess, Guesses } from '../../commons/limits/guesses.ts';
import { RateLimiter, type Subject } from '../../commons/limits/rate-limiter.ts';
import {
  GUESS_LIMITS,
  GUESSES_MS,
  type GuessLimits,
  RATE_LIMITS,
  type Rates,
} from '../../commons/limits/rate-limits.ts';

/** The nth guise of somebody who has one IPv4 address, or one IPv6 /64. A port is never part of what is counted. */
const GUISES: readonly (readonly [string, (count: number) => { user: string; address: string }])[] = [
  ['a new name', (count) => ({ user: `mal${count}`, address: '192.0.2.7' })],
  ['a new name and another spelling of the address', spelled],
  ['a new IPv6 address', (count) => ({ user: 'mal', address: inside64(count) })],
  ['a new name and IPv6 address', (count) => ({ user: `mal${count}`, address: inside64(count) })],
];

function spelled(count: number): { user: string; address: string } {
  const spellings = ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:c000:0207'];
  return { user: `mal${count}`, address: spellings[count % spellings.length] as string };
}

function inside64(count: number): string {
  return `2001:db8:5:6:${(count * 7919).toString(16).slice(-4)}::${(count % 65_536).toString(16)}`;
}

const RATES: [string, Rates][] = Object.entries(RATE_LIMITS);
const GUESSING: [string, GuessLimits][] = Object.entries(GUESS_LIMITS);

describe.each(RATES)('the rate limit for %s', (_what, rates) => {
  it.each(GUISES)('is not reset by %s', (_how, guise) => {
    const limiter = new RateLimiter(rates);
    const taken = (now: number): number => {
      let count = 0;
      for (let attempt = 0; attempt < rates.network.burst + 500; attempt += 1) {
        if (limiter.take(guise(attempt), now) === 0) count += 1;
      }
      return count;
    };
    expect(taken(0)).toBeLessThanOrEqual(rates.network.burst);
    expect(taken(10_000)).toBeLessThanOrEqual(rates.network.perSecond * 10);
    expect(limiter.take({ user: 'ana', address: '2001:db8:5:7::1' }, 10_000)).toBe(0);
  });

  it.each(GUISES)('owes what was charged, also after %s', (_how, guise) => {
    const limiter = new RateLimiter(rates);
    for (let count = 0; count < rates.network.burst + 1; count += 1) limiter.charge(guise(count), 0);
    expect(limiter.owedMs(guise(1_000_000), 0)).toBeGreaterThan(0);
    const other: Subject = { user: 'ana', address: '192.0.2.8' };
    expect(limiter.owedMs(other, 0)).toBe(0);
  });

  it('leaves others who share the network something', () => {
    const limiter = new RateLimiter(rates);
    if (!rates.user && !rates.userInNetwork) return;
    let count = 0;
    while (limiter.take({ user: 'mal', address: '192.0.2.7' }, 0) === 0) count += 1;
    expect(count).toBeLessThanOrEqual(rates.network.burst / 4);
    expect(limiter.take({ user: 'ana', address: '192.0.2.7' }, 0)).toBe(0);
  });
});

describe.each(GUESSING)('wrong guesses of %s', (_what, limits) => {
  const guess = ({ user, address }: { user: string; address: string }, target = 'dev'): Guess => ({
    guessers: [`key of ${user}`, `@${user}`],
    address,
    target,
  });

  it.each(GUISES)('are not forgotten for %s', (_how, guise) => {
    const guesses = new Guesses(limits);
    let count = 0;
    for (let attempt = 0; attempt < 500; attempt += 1) {
      if (guesses.waitMs(guess(guise(attempt)), 0) > 0) continue;
      guesses.failed(guess(guise(attempt)), 0);
      count += 1;
    }
    expect(count).toBeLessThanOrEqual(limits.network);
    expect(guesses.waitMs(guess(guise(501)), GUESSES_MS - 1)).toBeGreaterThan(0);
    expect(guesses.waitMs(guess(guise(501)), GUESSES_MS)).toBe(0);
    expect(guesses.waitMs(guess(guise(501), 'another room'), 0)).toBe(0);
  });

  it('are few of one key, or of one name, from however many networks', () => {
    const guesses = new Guesses(limits);
    for (let count = 0; count < limits.guesser; count += 1) {
      guesses.failed({ guessers: ['key', `@mal${count}`], address: `192.0.2.${count}`, target: 'dev' }, 0);
    }
    expect(guesses.waitMs({ guessers: ['key', '@new'], address: '198.51.100.1', target: 'dev' }, 0)).toBeGreaterThan(0);
    expect(guesses.waitMs({ guessers: ['new', '@new'], address: '198.51.100.1', target: 'dev' }, 0)).toBe(0);
  });
});

it('wrong passwords of a room are limited for all guessers together', () => {
  const guesses = new Guesses(GUESS_LIMITS.roomPassword);
  let count = 0;
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const guess = { guessers: [`@mal${attempt}`], address: `10.0.${attempt >> 8}.${attempt & 255}`, target: 'dev' };
    if (guesses.waitMs(guess, 0) > 0) continue;
    guesses.failed(guess, 0);
    count += 1;
  }
  expect(count).toBe(GUESS_LIMITS.roomPassword.target);
});
