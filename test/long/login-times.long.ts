// A wrong password and a name that nobody has are refused after the same time: nobody learns from it who is registered.
import { expect, it, onTestFinished } from 'vitest';
import { TrackerProgram } from '../helpers/programs.ts';
import { Stranger } from '../hostile-peer/stranger.ts';

const ROUNDS = 60;

it('takes as long to refuse an unknown user as a wrong password', async () => {
  const tracker = await TrackerProgram.start(['--limits', 'none']);
  onTestFinished(() => void tracker.child.kill('SIGKILL'));
  const ask = async (cmd: string, username: string, password: string): Promise<{ ms: number; reply: unknown }> => {
    const client = await Stranger.dial(tracker.port);
    const startedAt = performance.now();
    client.says({ cmd, username, password, port: 5001 });
    const reply = await client.hears({}, 'the reply');
    const ms = performance.now() - startedAt;
    if (cmd === 'LOGIN') await client.isLeft(); // Refused logins end the connection; a session stays.
    return { ms, reply };
  };
  await ask('REGISTER', 'ana', 'a'.repeat(64));
  const times = { unknown: [] as number[], wrong: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = round % 2 === 0 ? (['unknown', 'wrong'] as const) : (['wrong', 'unknown'] as const);
    for (const kind of order) {
      const { ms, reply } = await ask('LOGIN', kind === 'wrong' ? 'ana' : `nobody${round}`, 'b'.repeat(64));
      expect(reply).toMatchObject({ code: 'LOGIN_FAILED', msg: 'The user name or the password is wrong.' });
      times[kind].push(ms);
    }
  }
  // Of two samples that differ by nothing but chance, the rank sum lies within 3.3 deviations 999 times of 1,000.
  expect(Math.abs(rankDeviation(times.unknown, times.wrong))).toBeLessThan(3.3);
}, 120_000);

/** How many standard deviations the rank sum of `a` among both lies from what chance makes likely (Mann-Whitney). */
function rankDeviation(a: readonly number[], b: readonly number[]): number {
  const sorted = [...a.map((ms) => ({ ms, isA: true })), ...b.map((ms) => ({ ms, isA: false }))];
  sorted.sort((one, other) => one.ms - other.ms);
  const ranks = sorted.reduce((sum, { isA }, index) => (isA ? sum + index + 1 : sum), 0);
  const expected = (a.length * (a.length + b.length + 1)) / 2;
  return (ranks - expected) / Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12);
}
