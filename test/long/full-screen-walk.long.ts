import { describe, it } from 'vitest';
import { walk } from '../ui/tui/random-walk.ts';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);

describe('a random walk, in a window of any size', () => {
  it.each(SEEDS)('sees what a fresh paint would show, and nothing beside it (%i)', (seed) => walk(1_000, seed));
});
