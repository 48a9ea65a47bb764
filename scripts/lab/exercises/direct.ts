import { type Exercise, IN_THE_CLEAR } from '../exercise.ts';
import { inRoom } from '../in-room.ts';
import type { Observation, Observed, ObservedConnection } from '../observed.ts';

const LINES = 10;
const OTHERS = 2;

export const direct: Exercise = {
  name: '5-direct',
  title: 'Direct traffic and tracker traffic',

  async play(lab) {
    lab.say(`Three people are in a room. ana sends ${LINES} messages. The tracker is stopped, and she sends one more.`);
    await lab.startTracker();
    const [ana, bob, eva] = await inRoom(lab, ['ana', 'bob', 'eva'], IN_THE_CLEAR.args);
    if (!ana || !bob || !eva) throw new Error('three were to come');
    for (let line = 1; line <= LINES; line += 1) {
      ana.type(`line ${line}`);
      await ana.fact({ event: 'delivered' }, line * OTHERS);
    }
    await lab.stopTracker();
    for (const peer of [ana, bob, eva]) await peer.fact({ event: 'tracker', state: 'lost' });
    ana.type('does anybody hear me?');
    await ana.fact({ event: 'delivered' }, (LINES + 1) * OTHERS);
    for (const peer of [bob, eva]) await peer.fact({ event: 'message', content: 'does anybody hear me?' });
    await lab.quit(eva, bob, ana);
  },

  answers(seen) {
    const messages = seen.said('MESSAGE');
    const afterTracker = messages.filter(({ atMs }) => atMs > trackerEnded(seen));
    return {
      'control-connections': new Set(seen.controlConnections.map(({ opener }) => opener)).size,
      links: seen.links.length,
      messages: messages.length,
      'messages-to-the-tracker': messages.filter(({ to }) => to === 'tracker').length,
      acknowledged: seen.said('ACK').reduce((count, ack) => count + acknowledgedBy(ack), 0),
      'after-the-tracker': afterTracker.length,
      'objects-about-lines-at-the-tracker': seen.objects.filter(
        ({ to, object }) => to === 'tracker' && /line \d|anybody hear/.test(JSON.stringify(object)),
      ).length,
    };
  },

  measures(seen) {
    const bytes = (connections: readonly ObservedConnection[]): number =>
      connections.flatMap(({ packets }) => packets).reduce((sum, { packet }) => sum + packet.payload.length, 0);
    return { 'link-bytes': bytes(seen.links), 'control-bytes': bytes(seen.controlConnections) };
  },
};

function acknowledgedBy({ object }: Observed): number {
  const { ids } = object;
  return 1 + (Array.isArray(ids) ? ids.length : 0);
}

/** The last that was heard of it. */
function trackerEnded(seen: Observation): number {
  return Math.max(
    ...seen.packets
      .filter(({ from, packet }) => seen.nameOf(from) === 'tracker' && packet.isEnding)
      .map(({ atMs }) => atMs),
  );
}
