import type { Timer } from './records/timer.ts';
import type { Turn } from './turn.ts';

export function setTimer(turn: Turn, timer: Timer, ms: number): void {
  turn.effects.push({ type: 'setTimer', timer, ms });
}

export function cancelTimer(turn: Turn, timer: Timer): void {
  turn.effects.push({ type: 'cancelTimer', timer });
}
