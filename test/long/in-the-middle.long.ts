// Every bit of a handshake, one at a time.
import { expect, it } from 'vitest';
import { everyFlip, honestHandshake, isHarmless, isLegacyVersion } from '../commons/tls/one-flipped-bit.ts';

it('whichever bit of a handshake is flipped on its way, nobody is deceived', async () => {
  const honest = await honestHandshake();
  let flipped = 0;
  for (const flip of everyFlip(honest)) {
    flipped += 1;
    const isOfNoUse = isLegacyVersion(flip, honest);
    if (await isHarmless(flip)) expect(isOfNoUse, JSON.stringify(flip)).toBe(true);
  }
  expect(flipped).toBe((honest.dialler.length + honest.acceptor.length) * 8);
});
