// Ids that come twice, are very long or are somebody else's; and acknowledgements of what was never said.
import { describe, expect, it } from 'vitest';
import { openRoomOf, type TestPeer } from '../helpers/peer-world.ts';
import { MemoryStranger } from './memory-stranger.ts';
import { Member, scene, withMal } from './scene.ts';
import { stillServes } from './still-serves.ts';

const message = (content: string, id?: string): object => ({ cmd: 'MESSAGE', room: 'dev', content, id });
const acksOf = (received: readonly object[], id: string): number =>
  received.filter((object) => JSON.stringify(object).includes(`"ACK"`) && JSON.stringify(object).includes(`"${id}"`))
    .length;

describe('a message that comes twice', () => {
  it('is shown once and acknowledged each time, whatever it says the second time', async () => {
    const on = await scene();
    const { link } = await withMal(on);
    link.says(message('one', 'a'));
    await link.waitFor(({ objects }) => acksOf(objects, 'a') === 1, 'the first acknowledgement');
    link.says(message('another', 'a'));
    await link.waitFor(({ objects }) => acksOf(objects, 'a') === 2, 'the second acknowledgement');
    expect(on.ana.heardFrom('mal')).toEqual(['one']);
    await stillServes(on.ana, on.bob);
  });

  it('is shown once though it comes on two links', async () => {
    const on = await scene();
    const { mal, link } = await withMal(on);
    link.says(message('one', 'a'));
    await link.waitFor(({ objects }) => acksOf(objects, 'a') === 1, 'the acknowledgement on the first link');
    const other = await mal.linkTo(on.ana.port);
    other.says(message('one', 'a'));
    await other.waitFor(({ objects }) => acksOf(objects, 'a') === 1, 'the acknowledgement on the second link');
    expect(on.ana.heardFrom('mal')).toEqual(['one']);
    await stillServes(on.ana, on.bob);
  });

  it('is shown once though its reader has left the private chat meanwhile', async () => {
    const on = await scene();
    const rui = await Member.logIn(on.trackerPort, 'rui');
    const first = await rui.linkTo(on.ana.port);
    first.says({ cmd: 'MESSAGE', content: 'once', id: 'a' });
    await first.hears({ cmd: 'ACK', id: 'a' });
    await on.ana.types('/msg rui', 'conversation');
    first.socket.destroy(); // Had the acknowledgement not come before, rui would say it again.
    await on.ana.until(() => !on.ana.isLinkedTo('rui'), 'the end of the first link');
    await on.ana.types('/leave', 'conversation');
    const second = await rui.linkTo(on.ana.port);
    second.says({ cmd: 'MESSAGE', content: 'once', id: 'a' });
    await second.hears({ cmd: 'ACK', id: 'a' });
    expect(on.ana.heardFrom('rui')).toEqual(['once']);
    await stillServes(on.ana, on.bob);
  });

  it('is shown though it came too early the first time, on a link that broke', async () => {
    const { world, peers } = await openRoomOf('ana', 'bob');
    const [ana, bob] = peers as [TestPeer, TestPeer];
    const rui = await world.member('rui');
    const message = { cmd: 'MESSAGE', room: 'dev', content: 'early', id: 'a', sent_at: '2026-01-01T12:00:00.000Z' };
    const first = await MemoryStranger.dial(world, ana.listenPort);
    await first.says({ cmd: 'HELLO', username: 'rui', version: 1 });
    await first.says(message);
    first.connection.destroy('cut');
    await world.clock.advance(100);
    expect(ana.heard).toEqual([]);
    await rui.ask({ cmd: 'JOIN_ROOM', room: 'dev' });
    const second = await MemoryStranger.dial(world, ana.listenPort);
    await second.says({ cmd: 'HELLO', username: 'rui', version: 1 });
    await second.says(message);
    await world.clock.advance(100);
    expect(ana.heard).toEqual(['early']);
    await stillServes(ana, bob);
  });

  it('is another message when another member says it: nobody can silence anybody by taking his ids', async () => {
    const on = await scene();
    const { link } = await withMal(on);
    const { id } = await on.bob.types('from bob', 'queued');
    await on.bob.until(() => on.bob.all('delivered').some(({ to }) => to === 'ana'), 'the acknowledgement of ana');
    link.says(message('from mal', id));
    await link.waitFor(({ objects }) => acksOf(objects, id) === 1, 'the acknowledgement');
    const next = `bob-${Number(id.slice(4)) + 1}`;
    link.says(message('the id that bob will use', next));
    await link.waitFor(({ objects }) => acksOf(objects, next) === 1, 'the acknowledgement');
    expect(on.ana.heardFrom('mal')).toEqual(['from mal', 'the id that bob will use']);
    await stillServes(on.ana, on.bob);
  });
});

describe('an id', () => {
  it.each([
    ['of 64 units', 'x'.repeat(64)],
    ['that is a prototype', '__proto__'],
    ['with quotes and newlines', '"\n\\"'],
    ['that is half a character', '\ud83d'],
  ])('%s is an id: acknowledged as it is, and known when it comes again', async (_what, id) => {
    const on = await scene();
    const { link } = await withMal(on);
    const acks = (): number => link.objects.filter((object) => object['id'] === id).length;
    link.says(message('one', id));
    await link.waitFor(() => acks() === 1, 'the first acknowledgement');
    link.says(message('two', id));
    await link.waitFor(() => acks() === 2, 'the second acknowledgement');
    expect(on.ana.heardFrom('mal')).toEqual(['one']);
    await stillServes(on.ana, on.bob);
  });

  it('is not asked for: messages without one are shown each time, and not acknowledged', async () => {
    const on = await scene();
    const { link } = await withMal(on);
    link.says(message('same'), message('same'));
    await link.isKept();
    expect(on.ana.heardFrom('mal')).toEqual(['same', 'same']);
    expect(link.objects.filter(({ cmd }) => cmd === 'ACK')).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});

describe('an acknowledgement', () => {
  it('counts for the member who gives it and for nobody else', async () => {
    const on = await scene();
    const { link } = await withMal(on);
    const { id } = await on.ana.types('to both', 'queued');
    await link.hears({ cmd: 'MESSAGE', id });
    await on.ana.until(() => on.ana.all('delivered').some(({ to }) => to === 'bob'), 'the acknowledgement of bob');
    link.says({ cmd: 'ACK', id, code: 'NOT_A_MEMBER' });
    expect(await on.ana.reported('failed')).toMatchObject({
      id,
      to: 'mal',
      reason: { why: 'line_refused', username: 'mal', code: 'NOT_A_MEMBER' },
    });
    expect(on.ana.all('delivered').map(({ to }) => to)).toEqual(['bob']);
    await stillServes(on.ana, on.bob);
  });

  it('of what was never said, or was settled before, changes nothing', async () => {
    const on = await scene();
    const { link } = await withMal(on);
    const { id } = await on.ana.types('to both', 'queued');
    await link.hears({ cmd: 'MESSAGE', id });
    link.says({ cmd: 'ACK', id, ids: ['bob-1', 'ana-999', '__proto__', id] });
    await on.ana.until(() => on.ana.all('delivered').length === 2, 'both acknowledgements');
    const before = on.ana.reports.length;
    link.says({ cmd: 'ACK', id, code: 'NOT_A_MEMBER' }, { cmd: 'ACK', id: 'ana-1000', ids: [id] });
    await link.isKept();
    expect(on.ana.reports.slice(before)).toEqual([]);
    await stillServes(on.ana, on.bob);
  });
});
