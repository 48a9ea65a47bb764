import { describe, it } from 'vitest';
import { FLOODS, holdsTenTimesOver } from '../hostile-peer/floods.ts';

describe('a member says ten thousand', () => {
  it.each(FLOODS)('%s: what is held of them does not grow', (_what, object) => holdsTenTimesOver(object));
});
