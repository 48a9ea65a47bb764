import type { Turn } from '../turn.ts';

/** Ends in order: every open link gets a LEAVE. */
export function quit(turn: Turn, exitCode: number): void {
  const { state } = turn;
  if (state.lifetime.isQuitting) return;
  state.lifetime.setQuitting();
  for (const person of state.people.values()) {
    for (const link of person.links.open.keys()) turn.effects.push({ type: 'send', link, message: { cmd: 'LEAVE' } });
  }
  turn.effects.push({ type: 'quit', exitCode });
}
