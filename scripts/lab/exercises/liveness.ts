import { type Exercise, IN_THE_CLEAR } from '../exercise.ts';
import { inRoom } from '../in-room.ts';
import { first, type Observation, type Observed, only } from '../observed.ts';

/** As short as the tracker's options allow; by default, the tracker sends a PING every two minutes. */
const OFTEN = ['--ping-interval', '1', '--ping-timeout', '1'];

/** Long enough for two pings: the random part only shortens their interval. */
const TWO_PINGS_MS = 2_300;

export const liveness: Exercise = {
  name: '4-liveness',
  title: 'Liveness',

  async play(lab) {
    lab.say(
      "Each second the tracker asks everyone whether they are still there. After a while eva's program is stopped,",
    );
    lab.say('as with Ctrl+Z, so that it does not answer; then it continues.');
    await lab.startTracker(...OFTEN);
    const [ana, eva] = await inRoom(lab, ['ana', 'eva'], IN_THE_CLEAR.args);
    if (!ana || !eva) throw new Error('two were to come');
    await lab.wait(TWO_PINGS_MS);
    eva.child.kill('SIGSTOP');
    await ana.fact({ event: 'member_away', username: 'eva' });
    eva.child.kill('SIGCONT');
    await ana.fact({ event: 'member_back', username: 'eva' });
    await lab.stopTracker(); // Before it sends a PING to a peer that is leaving.
    await lab.quit(eva, ana);
  },

  answers(seen) {
    const pings = seen.said('PING');
    const unanswered = unansweredIn(seen);
    const away = awayTold(seen);
    const back = first(seen.said('LOGIN').filter(({ from, atMs }) => from === 'eva' && atMs > away.atMs));
    return {
      'who-asks': [...new Set(pings.map(({ from }) => from))].join(', '),
      'pings-on-control-connections': pings.filter(({ stream }) => isControl(seen, stream)).length,
      'pings-per-connection': Math.max(
        ...pings.map((ping) => pings.filter(({ stream }) => stream === ping.stream).length),
      ),
      unanswered: unanswered.length,
      'who-does-not-answer': only(unanswered).to,
      'who-is-told': away.to,
      'back-by': back.object['token'] === undefined ? 'password' : 'token',
      'who-ends-the-unanswered': seen.nameOf(first(ends(seen, only(unanswered))).from),
    };
  },

  measures(seen) {
    const toAna = seen.said('PING').filter(({ to }) => to === 'ana');
    const [one, next] = toAna;
    return {
      'answer-ms': Math.max(...toAna.map((ping) => (answer(seen, ping)?.atMs ?? ping.atMs) - ping.atMs)),
      'interval-ms': (next?.atMs ?? 0) - (one?.atMs ?? 0),
      'away-after-ms': awayTold(seen).atMs - only(unansweredIn(seen)).atMs,
    };
  },
};

/** The pings without an answer before the tracker reports eva as away; a peer that leaves later may miss one, too. */
function unansweredIn(seen: Observation): Observed[] {
  const away = awayTold(seen);
  return seen.said('PING').filter((ping) => ping.atMs < away.atMs && !answer(seen, ping));
}

function answer(seen: Observation, ping: Observed): Observed | undefined {
  return seen.said('PONG').find(({ stream }) => stream === ping.stream);
}

function isControl(seen: Observation, stream: number): boolean {
  return seen.controlConnections.some((one) => one.stream === stream);
}

/** The only report that eva is away. */
function awayTold(seen: Observation): Observed {
  return only(seen.said('ROOM_UPDATE').filter(({ object }) => /^eva is away/.test(String(object['msg']))));
}

function ends(
  seen: Observation,
  { stream }: Observed,
): readonly { readonly from: { address: string; port: number } }[] {
  const { packets } = only(seen.connections.filter((one) => one.stream === stream));
  return packets.filter(({ packet }) => packet.isEnding || packet.isBreaking);
}
