// Who said what to whom, as arrows in the order of time. Where they come from and how they are drawn is for others.

import type { Endpoint } from '../../commons/net/endpoint.ts';
import { type Clue, Participants, TRACKER } from './participants.ts';

/** Something that was said, as a capture or a trace tells it. */
export interface Said extends Clue {
  readonly atMs: number;
  /** One line, harmless. */
  readonly text: string;
  readonly isEncrypted: boolean;
  readonly isAnswer: boolean;
}

/** An address that is one participant's alone. */
export interface Named {
  readonly address: string;
  readonly name: string;
}

export interface Arrow {
  /** Columns of the participants, from 0. */
  readonly from: number;
  readonly to: number;
  /** Since the first arrow. */
  readonly afterMs: number;
  readonly text: string;
  readonly isEncrypted: boolean;
  readonly isAnswer: boolean;
}

export interface Diagram {
  readonly participants: readonly string[];
  readonly arrows: readonly Arrow[];
  /** What a reader has to know of it: that it is not all, for example. */
  readonly remarks: readonly string[];
}

/** Those who come last share a column. */
export const MAX_PARTICIPANTS = 12;

const OTHERS = 'others';

/** At most `limit` arrows; of what comes after them nothing is read. */
export function diagramOf(seen: Iterable<Said | Named>, limit: number): Diagram {
  const participants = new Participants();
  const said: Said[] = [];
  let isAll = true;
  for (const one of seen) {
    if ('name' in one) {
      participants.isAt(one.address, one.name);
      continue;
    }
    isAll = said.length < limit;
    if (!isAll) break;
    participants.learn(one);
    said.push(one);
  }
  // By the end more is known of who is who than when something was said.
  const columns = columnsOf(said.flatMap(({ from, to }) => [participants.nameOf(from), participants.nameOf(to)]));
  const columnOf = (end: Endpoint): number => columns.get(participants.nameOf(end)) ?? MAX_PARTICIPANTS - 1;
  const isCrowded = columns.size === MAX_PARTICIPANTS && columns.has(OTHERS);
  const first = said[0]?.atMs ?? 0;
  return {
    participants: [...columns.keys()],
    arrows: said.map(({ from, to, atMs, text, isEncrypted, isAnswer }) => ({
      from: columnOf(from),
      to: columnOf(to),
      afterMs: Math.max(0, atMs - first),
      text,
      isEncrypted,
      isAnswer,
    })),
    remarks: [
      ...(isAll ? [] : [`Only the first ${limit} objects are drawn; --limit draws more.`]),
      ...(isCrowded ? [`Only ${MAX_PARTICIPANTS - 1} participants have a column; the others share one.`] : []),
    ],
  };
}

/** The tracker first, then the others as they come. */
function columnsOf(names: readonly string[]): Map<string, number> {
  const different = new Set(names);
  const ordered = [...(different.has(TRACKER) ? [TRACKER] : []), ...[...different].filter((name) => name !== TRACKER)];
  const shown = ordered.length > MAX_PARTICIPANTS ? [...ordered.slice(0, MAX_PARTICIPANTS - 1), OTHERS] : ordered;
  return new Map(shown.map((name, column) => [name, column]));
}
