// A tracker of its own process, with the limits that the command line sets.

import { describe, expect, it } from 'vitest';
import { login } from '../hostile/honest.ts';
import { processAttacked } from '../hostile/hostile-program.ts';

describe('a tracker process with --limits all', () => {
  it('cuts off the 65th stranger, limits guesses by token, and names the true number of seconds', () =>
    processAttacked(
      async (tracker) => {
        const strangers = await Promise.all(Array.from({ length: 64 }, () => tracker.connect()));
        const tooMuch = await tracker.connect();
        await tooMuch.closed('its address has 64 strangers');
        expect(tooMuch.heard).toBe(0);
        expect(strangers.filter((client) => client.isClosed)).toEqual([]);
        for (const client of strangers) {
          client.send('GET / HTTP/1.1\r\n\r\n');
          await client.closed('HTTP is not understood');
        }
        const codes: unknown[] = [];
        for (let count = 0; count < 11; count += 1) {
          const guesser = await tracker.connect();
          const reply = await guesser.ask(login('ana', { token: `guess ${count}` }));
          codes.push(reply['code']);
          if (count === 10) expect(reply).toMatchObject({ retry_after: 10 });
          await guesser.closed('it was refused');
        }
        expect(codes).toEqual([...Array(10).fill('LOGIN_FAILED'), 'RATE_LIMITED']);
      },
      ['--limits', 'all'],
    ));

  // Regression 1, as anybody could do it who reached the tracker: one object, and the process was gone.
  it('survives a username that cannot be made a string', () =>
    processAttacked(
      async (tracker) => {
        const deadly = await tracker.connect();
        deadly.send('{"cmd":"LOGIN","username":{"toString":null},"port":1}');
        await deadly.closed('it was refused');
        expect(deadly.objects).toMatchObject([{ code: 'BAD_REQUEST' }]);
      },
      ['--limits', 'all'],
    ));
});

describe('a tracker process', () => {
  it('lives through some MiB of binary, a reset in the middle of everything, and a broken object', () =>
    processAttacked(async (tracker) => {
      for (const bytes of [
        Buffer.alloc(4_000_000, 0xff),
        Buffer.alloc(4_000_000, '{'),
        Buffer.alloc(4_000_000, '{"a":'),
      ]) {
        const client = await tracker.connect();
        client.send(bytes);
        await client.closed('that is not readable');
        const reset = await tracker.connect();
        reset.send(bytes);
        reset.socket.resetAndDestroy();
      }
    }));
});
