import { it } from 'vitest';
import { unknownSequencesTypeNothing } from '../ui/screen/unknown-sequences.ts';

it('a hundred thousand sequences that are no key, cut anywhere, never type a character (T3, T4)', () => {
  unknownSequencesTypeNothing(100_000);
});
