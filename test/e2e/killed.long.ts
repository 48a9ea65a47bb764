// Real programs that are killed, or told to end, in the middle of a conversation.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRoom, PeerProgram, TrackerProgram, temporaryFolder } from '../helpers/programs.ts';

describe('real processes', () => {
  it('show a killed peer as away, then as gone; one that is back in time as if nothing had been', async () => {
    const tracker = await TrackerProgram.start(['--seat-grace', '2']);
    const [ana, bob, eva] = (await inRoom(tracker, 'ana', 'bob', 'eva')) as [PeerProgram, PeerProgram, PeerProgram];
    bob.child.kill('SIGKILL');
    eva.child.kill('SIGKILL');
    await ana.event('member_away', { username: 'bob' });
    ana.type('are you there?');
    const back = await PeerProgram.start('bob', tracker.endpoint, []);
    await back.event('room_joined', { room: 'dev' });
    await ana.event('member_back', { username: 'bob' });
    await back.event('message', { content: 'are you there?' });
    await ana.event('member_left', { username: 'eva', reason: 'lost' });
    await ana.event('failed', { to: 'eva' });
  });

  it('go on talking when the tracker is killed, and come back by themselves when it returns', async () => {
    const data = temporaryFolder();
    const tracker = await TrackerProgram.start([], data);
    const [ana, bob, eva] = (await inRoom(tracker, 'ana', 'bob', 'eva')) as [PeerProgram, PeerProgram, PeerProgram];
    await tracker.line((line) => line['message'] === 'created', 'the room');
    // Seats are written within a second; a tracker that is killed before would find fewer.
    await expect.poll(() => seatsOnDisk(data)).toBe(3);
    tracker.child.kill('SIGKILL');
    for (const peer of [ana, bob, eva]) await peer.event('tracker', { state: 'lost' });
    ana.type('still here?');
    for (const peer of [bob, eva]) await peer.event('message', { content: 'still here?' });
    const before = [ana, bob, eva].map((peer) => peer.all('tracker').length);
    const again = await TrackerProgram.start(['--port', String(tracker.port)], data);
    for (const [index, peer] of [ana, bob, eva].entries()) {
      const isBack = () =>
        peer
          .all('tracker')
          .slice(before[index])
          .some((line) => line['state'] === 'connected');
      await peer.until(isBack, 'the tracker again');
    }
    expect(again.errors).toBe('');
    eva.type('/rooms');
    const [dev] = (await eva.event('rooms'))['rooms'] as [{ owner: string; present: string[] }];
    expect(dev).toMatchObject({ owner: 'ana', present: ['ana', 'bob', 'eva'] });
    eva.type('and now?');
    for (const peer of [ana, bob]) await peer.event('message', { content: 'and now?' });
    expect([ana, bob, eva].flatMap((peer) => peer.all('room_left'))).toEqual([]);
  });

  it('end in order on a signal, with 128 + its number', async () => {
    const tracker = await TrackerProgram.start();
    const [ana, bob] = (await inRoom(tracker, 'ana', 'bob')) as [PeerProgram, PeerProgram];
    bob.child.kill('SIGTERM');
    expect(await bob.exited).toBe(143);
    await ana.event('member_left', { username: 'bob', reason: 'left' });
    ana.child.stdin?.end();
    expect(await ana.exited).toBe(0);
  });
});

/** How many seats of #dev are in the tracker's file. */
function seatsOnDisk(data: string): number {
  try {
    const { rooms } = JSON.parse(readFileSync(join(data, 'rooms_db.json'), 'utf8')) as {
      rooms: { dev: { seats: [] } };
    };
    return rooms.dev.seats.length;
  } catch {
    return 0; // Between two renames there is no such file.
  }
}
