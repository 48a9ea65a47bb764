import { type Exercise, IN_THE_CLEAR } from '../exercise.ts';
import { first, only } from '../observed.ts';

export const registration: Exercise = {
  name: '1-registration',
  title: 'Registration',

  async play(lab) {
    lab.say('A tracker starts. ana registers, which also logs her in, and quits. Nothing is encrypted.');
    await lab.startTracker();
    await lab.quit(await lab.peer('ana', IN_THE_CLEAR));
  },

  answers(seen) {
    const { packets } = only(seen.connections);
    const [register, welcome] = [only(seen.said('REGISTER')), first(seen.said('OK'))];
    return {
      'opening-frames': packets
        .slice(0, 3)
        .map(({ frame }) => frame)
        .join(', '),
      'register-frame': register.frame,
      'reply-frame': welcome.frame,
      'objects-before-login': seen.objects.indexOf(welcome) + 1,
      password: String(register.object['password']),
      connections: seen.connections.length,
      'who-ends-first': seen.nameOf(first(packets.filter(({ packet }) => packet.isEnding)).from),
      resets: packets.filter(({ packet }) => packet.isBreaking).length,
    };
  },

  measures(seen) {
    return {
      'answer-ms': first(seen.said('OK')).atMs - only(seen.said('REGISTER')).atMs,
      'listening-port': Number(only(seen.said('REGISTER')).object['port']),
    };
  },
};
