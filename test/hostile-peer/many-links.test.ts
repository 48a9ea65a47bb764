// A member, whom we let in, opens link after link. Some bound must hold, as for everything that others decide.
import { describe, expect, it } from 'vitest';
import { Member, type Scene, scene, withMal } from './scene.ts';
import { stillServes } from './still-serves.ts';
import { HostileListener, Stranger } from './stranger.ts';

/** More than anybody needs; the exact number is the product's to choose. */
const MOST = 64;

/** ana has dialled mal, so that among links of extended peers it is hers that stays. */
async function dialled(on: Scene): Promise<void> {
  const listener = await HostileListener.open();
  const mal = await Member.logIn(on.trackerPort, 'mal', listener.port);
  await mal.asks({ cmd: 'CREATE_ROOM', room: 'trap' });
  await on.ana.types('/join trap', 'room_joined');
  (await listener.nth(1)).says({ cmd: 'HELLO', username: 'mal', version: 1 });
  await on.ana.until(() => on.ana.isLinkedTo('mal'), 'the link that ana dialled');
}

describe('one member cannot hold any number of links', () => {
  it.each([
    ['as an extended peer', withMal, 1],
    ['as an extended peer whom we have dialled', dialled, 1],
    ['as a reference peer', withMal, undefined],
  ])('%s', async (_how, begins, version) => {
    const on = await scene();
    await begins(on);
    const links: Stranger[] = [];
    for (let count = 0; count < 300; count += 1) {
      const link = await Stranger.dial(on.ana.port);
      link.says({ cmd: 'HELLO', username: 'mal', version });
      links.push(link);
    }
    await stillServes(on.ana, on.bob);
    for (const link of links) link.says({ cmd: 'PING' });
    for (const link of links) await link.waitFor(({ pongs, isClosed }) => pongs > 0 || isClosed, 'PONG or the end');
    await stillServes(on.ana, on.bob);
    expect(links.filter(({ isClosed }) => !isClosed).length).toBeLessThanOrEqual(MOST);
  });
});
