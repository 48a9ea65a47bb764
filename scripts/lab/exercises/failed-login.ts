import { type Exercise, IN_THE_CLEAR } from '../exercise.ts';
import { first } from '../observed.ts';

export const failedLogin: Exercise = {
  name: '2-failed-login',
  title: 'A failed login',

  async play(lab) {
    lab.say(
      'ana registers and quits. Then someone tries her name with a wrong password, and a name that does not exist.',
    );
    await lab.startTracker();
    await lab.quit(await lab.peer('ana', IN_THE_CLEAR));
    for (const name of ['ana', 'bob'] as const) {
      const guess = lab.startPeer(name, { ...IN_THE_CLEAR, isElsewhere: true, password: 'a guess' });
      if ((await guess.exited) === 0) throw new Error(`${name} should not have been let in`);
    }
  },

  answers(seen) {
    const refusals = seen.said('ERROR');
    const refused = refusals.map(({ stream }) => seen.connections.find((one) => one.stream === stream));
    const ends = refused.map((one) => first((one?.packets ?? []).filter(({ packet }) => packet.isEnding)));
    return {
      logins: seen.said('LOGIN').length,
      refusals: refusals.length,
      code: [...new Set(refusals.map(({ object }) => object['code']))].join(', '),
      sentences: new Set(refusals.map(({ object }) => object['msg'])).size,
      'who-ends-first': [...new Set(ends.map(({ from }) => seen.nameOf(from)))].join(', '),
      resets: seen.packets.filter(({ packet }) => packet.isBreaking).length,
      connections: seen.connections.length,
    };
  },

  measures(seen) {
    const [ofAna = 0, ofNobody = 0] = seen.said('ERROR').map((refusal) => {
      const login = first(seen.said('LOGIN').filter(({ stream }) => stream === refusal.stream));
      return refusal.atMs - login.atMs;
    });
    return { 'refusal-ms': Math.max(ofAna, ofNobody) };
  },
};
