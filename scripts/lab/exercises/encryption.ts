import type { Exercise } from '../exercise.ts';
import { inRoom } from '../in-room.ts';
import { withoutKeys } from '../merged-capture.ts';
import { Observation, type ObservedConnection, only } from '../observed.ts';

const SHORT = 'a'.repeat(10);
const LONG = 'a'.repeat(110);

export const encryption: Exercise = {
  name: '6-encryption',
  title: 'TLS and the key log',

  async play(lab) {
    lab.say('ana and bob talk as usual, encrypted. One message is a hundred letters longer than the other.');
    await lab.startTracker();
    const [ana, bob] = await inRoom(lab, ['ana', 'bob'], []);
    if (!ana || !bob) throw new Error('two were to come');
    for (const [index, line] of [SHORT, LONG].entries()) {
      ana.type(line);
      await ana.fact({ event: 'delivered' }, index + 1);
    }
    await lab.quit(bob, ana);
  },

  answers(seen) {
    const messages = seen.said('MESSAGE').map(({ frame, object }) => ({
      content: String(object['content']),
      bytes: only(seen.packets.filter((packet) => packet.frame === frame)).packet.payload.length,
    }));
    const [short, long] = [SHORT, LONG].map((content) => only(messages.filter((one) => one.content === content)));
    return {
      connections: seen.connections.length,
      'read-without-keys': new Observation(withoutKeys(seen.capture)).objects.length,
      'objects-in-the-clear': seen.objects.filter(({ isEncrypted }) => !isEncrypted).length,
      'alpn-to-the-tracker': namesIn(seen.controlConnections),
      'alpn-between-peers': namesIn(seen.links),
      'first-byte': [...new Set(seen.connections.map((one) => `0x${(firstBytes(one)[0] ?? 0).toString(16)}`))].join(
        ', ',
      ),
      'longer-by': (long?.bytes ?? 0) - (short?.bytes ?? 0),
      'says-that-it-records': seen.said('HELLO').filter(({ object }) => object['keylog'] === true).length,
    };
  },
};

/** What the first bytes say in the clear of what will be spoken. */
function namesIn(connections: readonly ObservedConnection[]): string {
  const names = connections.map((one) => /p2pchat[a-z-]*\/\d/.exec(firstBytes(one).toString('latin1'))?.[0] ?? '?');
  return [...new Set(names)].join(', ');
}

function firstBytes({ packets }: ObservedConnection): Buffer {
  return packets.find(({ packet }) => packet.payload.length > 0)?.packet.payload ?? Buffer.alloc(0);
}
