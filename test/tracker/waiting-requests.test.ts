// What a session has asked while its request before is still being decided: how much of it is read (rule 3 of S4).
import { describe, expect, it } from 'vitest';
import { HeldBytes } from '../../commons/net/held-bytes.ts';
import { JsonChannel } from '../../commons/net/json-channel.ts';
import { ok } from '../../tracker/requests/outcome.ts';
import { ControlConnection } from '../../tracker/service/control-connection.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { MemoryNetwork } from '../helpers/memory-network.ts';

const US = { address: '127.0.0.1', port: 1 };
const THEM = { address: '127.0.0.1', port: 2 };

/** A session whose requests are decided when `decide` is called. */
function session(isLoggedIn: boolean, held = new HeldBytes(1e9)) {
  const clock = new FakeClock();
  const [ours, theirs] = new MemoryNetwork({ clock }).pair(US, THEM);
  theirs.start({ received: () => {}, closed: () => {} });
  const channel = new JsonChannel(ours, { clock, isAccepted: true, held });
  const decisions: (() => void)[] = [];
  let decided = 0;
  let isEnded = false;
  const connection = new ControlConnection(
    channel,
    {
      decide: () =>
        new Promise((resolve) =>
          decisions.push(() => {
            decided += 1;
            resolve(() => ({ reply: ok('Done.') }));
          }),
        ),
      change: () => {},
      perform: () => {},
      ended: () => {
        isEnded = true;
      },
    },
    clock,
  );
  if (isLoggedIn) connection.session.username = 'mal';
  return {
    clock,
    theirs,
    channel,
    decideAll: async () => {
      for (let turns = 0; turns < 500; turns += 1) {
        decisions.shift()?.();
        await clock.advance(0);
      }
      return decided;
    },
    /** Bytes that were written and are not read yet. */
    unread: () => theirs.bufferedBytes,
    isEnded: () => isEnded,
  };
}

const LISTS = `{"cmd":"LIST_ROOMS","a":[${'[],'.repeat(20_000)}[]]}\n`;
const SMALL = '{"cmd":"LIST_ROOMS"}\n';

describe('requests that wait for the one before', () => {
  it.each([
    ['large ones of a user', true, LISTS, 40, 2],
    ['large ones of a stranger', false, LISTS, 40, 2],
    ['small ones of a user', true, SMALL, 400, 65],
    ['small ones of a stranger', false, SMALL, 400, 2],
  ])('are read no further than needed: %s', async (_what, isLoggedIn, request, count, most) => {
    const on = session(isLoggedIn);
    for (let sent = 0; sent < count; sent += 1) {
      on.theirs.write(request);
      await on.clock.advance(0);
    }
    expect(on.unread()).toBeGreaterThanOrEqual((count - most - 1) * request.length);
  });

  it('are all decided in the end', async () => {
    const on = session(true);
    for (let sent = 0; sent < 40; sent += 1) on.theirs.write(LISTS);
    await on.clock.advance(0);
    expect(await on.decideAll()).toBe(40);
    expect(on.unread()).toBe(0);
    expect(on.channel.heldBytes).toBeLessThan(64 * 1024);
  });

  it('count as what all connections hold, by what they take when they are read', async () => {
    const on = session(true, new HeldBytes(1_000_000));
    on.theirs.write(SMALL);
    on.theirs.write(LISTS); // 60 KB, and 1.2 MB of empty lists.
    await on.clock.advance(0);
    expect(on.isEnded()).toBe(false); // 16 times 60 KB.
    on.theirs.write(LISTS);
    await on.decideAll();
    const crowded = session(true, new HeldBytes(900_000));
    crowded.theirs.write(SMALL);
    crowded.theirs.write(LISTS);
    await crowded.clock.advance(0);
    expect(crowded.isEnded()).toBe(true);
  });
});
