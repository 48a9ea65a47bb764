import { it } from 'vitest';
import { talkInBursts } from './bursts.ts';

/** More than a reference peer reads with one recv. */
const LINES = 20;

it('a room shared with a reference peer carries every message both ways, none lost, none twice, in bursts', () =>
  talkInBursts('ours', LINES));
