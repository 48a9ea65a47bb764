import { describe, it } from 'vitest';
import { walk } from './random-walk.ts';

describe('a random walk, in a window of any size', () => {
  it('sees what a fresh paint would show, and nothing beside it', () => walk(100, 1));
});
