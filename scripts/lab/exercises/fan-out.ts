import { type Exercise, IN_THE_CLEAR } from '../exercise.ts';
import { inRoom } from '../in-room.ts';
import { type Observed, only } from '../observed.ts';

export const fanOut: Exercise = {
  name: '3-fan-out',
  title: 'The fan-out of a room update',

  async play(lab) {
    lab.say('ana creates the room dev; bob joins it, then eva. bob leaves it. The tracker tells the others each time.');
    await lab.startTracker();
    const [ana, bob, eva] = await inRoom(lab, ['ana', 'bob', 'eva'], IN_THE_CLEAR.args);
    if (!ana || !bob || !eva) throw new Error('three were to come');
    bob.type('/leave');
    for (const peer of [ana, eva]) await peer.fact({ event: 'member_left', username: 'bob' });
    await bob.fact({ event: 'room_left' });
    await lab.quit(bob, eva, ana);
  },

  answers(seen) {
    const updates = seen.said('ROOM_UPDATE');
    const told = updates.filter(({ object }) => object['msg'] === 'eva joined dev.');
    const toAna = updates.filter(({ to }) => to === 'ana');
    return {
      'updates-when-bob-joins': updates.filter(({ object }) => object['msg'] === 'bob joined dev.').length,
      'updates-when-eva-joins': told.length,
      'told-when-eva-joins': sorted(told.map(({ to }) => to)),
      'revisions-when-eva-joins': new Set(told.map(revisionOf)).size,
      'updates-when-bob-leaves': updates.filter(({ object }) => object['msg'] === 'bob left dev.').length,
      'updates-in-all': updates.length,
      'updates-to-ana': toAna.length,
      'connections-for-updates-to-ana': new Set(toAna.map(({ stream }) => stream)).size,
      'rises-of-the-revision': toAna.filter((update, index) => revisionOf(update) > revisionOf(toAna[index - 1]))
        .length,
      links: seen.links.length,
      'who-dials': sorted(seen.links.map(({ opener }) => opener)),
    };
  },

  measures(seen) {
    const join = only(seen.said('JOIN_ROOM').filter(({ from }) => from === 'eva'));
    const told = seen.said('ROOM_UPDATE').filter(({ object }) => object['msg'] === 'eva joined dev.');
    return { 'fan-out-ms': Math.max(...told.map(({ atMs }) => atMs)) - join.atMs };
  },
};

/** The revision of the room in an update, which rises with each change. */
function revisionOf(update: Observed | undefined): number {
  return Number((update?.object['room'] as { revision?: number } | null | undefined)?.revision);
}

function sorted(names: readonly string[]): string {
  return [...names].sort().join(', ');
}
