// Faces of lines: `/verify bob` shows the number, and entered again it marks bob as verified. Programs (`--json`), which
// see nothing, and the full screen, which asks, do not need this.

import { nameKey } from '../../commons/model/names.ts';
import type { ReportOf } from '../reports.ts';
import { parseLine } from '../typed-line.ts';

/** People whose numbers are remembered; the oldest is forgotten, and shown again. */
const MAX_REMEMBERED = 100;

export class NumbersSeen {
  readonly #byName = new Map<string, string>();

  saw({ peer, number }: ReportOf<'safety_number'>): void {
    this.#byName.delete(nameKey(peer));
    this.#byName.set(nameKey(peer), number);
    const [oldest] = this.#byName.keys();
    if (this.#byName.size > MAX_REMEMBERED && oldest !== undefined) this.#byName.delete(oldest);
  }

  /** What the client is to be told: to mark somebody only with the number that was shown, which their key may not have any more. */
  lineFor(line: string): string {
    const typed = parseLine(line);
    if (typed.kind !== 'command' || typed.name !== 'verify' || typed.args.length !== 1) return line;
    const [name = ''] = typed.args;
    const number = this.#byName.get(nameKey(name.replace(/^@/, '')));
    return number === undefined ? `/safety-number ${name}` : `/verify ${name} ${number}`;
  }
}
