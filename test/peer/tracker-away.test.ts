// U11: what is said of a request when the tracker is away, or leaves before it has answered.
import { describe, expect, it } from 'vitest';
import { roomOf, type TestPeer } from '../helpers/peer-world.ts';
import { asTyped } from '../helpers/typed.ts';

async function withoutTracker(): Promise<TestPeer> {
  const { world, peers } = await roomOf('ana', 'bob');
  const [ana] = peers as [TestPeer, TestPeer];
  await world.service.stop();
  await ana.hears('tracker', ({ state }) => state === 'lost');
  return ana;
}

const AWAY = 'the tracker is away. Try again when it is back.';

describe('while the tracker is away', () => {
  it.each([
    ['/create tea', `#tea was not created: ${AWAY}`, undefined],
    ['/create tea --invite-only', `#tea was not created: ${AWAY}`, undefined],
    ['/join tea', `You didn't join #tea: ${AWAY}`, undefined],
    ['/delete-room dev', `#dev was not deleted: ${AWAY}`, undefined],
    ['/msg zoe hello', `zoe can't be looked up: ${AWAY}`, undefined],
    ['/add zoe', `zoe can't be looked up: ${AWAY}`, undefined],
    ['/rooms', `The rooms can't be listed: ${AWAY}`, 'rooms'],
    ['/peers', `The people online can't be listed: ${AWAY}`, 'peers'],
  ])('%s says that it was not done', async (line, message, about) => {
    const ana = await withoutTracker();
    await ana.types(line);
    expect(ana.last('error')).toEqual({ event: 'error', code: 'TRACKER_AWAY', message, ...(about ? { about } : {}) });
  });
});

describe('when the tracker is lost before it has answered', () => {
  it.each([
    ['/create tea', 'Lost the tracker before it answered; this may or may not have been done.'],
    ['/join tea', 'Lost the tracker before it answered; this may or may not have been done.'],
    ['/delete-room dev', 'Lost the tracker before it answered; this may or may not have been done.'],
    ['/rooms', "The tracker didn't answer. Try again later."],
    ['/msg zoe hello', "The tracker didn't answer. Try again later."],
  ])('%s says so', async (line, message) => {
    const { world, peers } = await roomOf('ana', 'bob');
    const [ana] = peers as [TestPeer, TestPeer];
    ana.service.intend(asTyped(line));
    await world.service.stop();
    await ana.until(() => ana.last('error') !== undefined, 'the error');
    expect(ana.last('error')).toMatchObject({ code: 'TRACKER_AWAY', message });
  });
});
