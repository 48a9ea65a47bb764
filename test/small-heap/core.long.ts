// Rule 3 of S4, for the core of a peer: each collection of `test/bounds/collections` that others can fill is filled
// through the core's events, with the largest of everything, many times over. What the heap has grown by is what the
// table says, at most.

import { describe, expect, it } from 'vitest';
import { Guesses } from '../../commons/limits/guesses.ts';
import { RateLimiter } from '../../commons/limits/rate-limiter.ts';
import { GUESS_LIMITS, RATE_LIMITS } from '../../commons/limits/rate-limits.ts';
import { shapesOf } from '../../commons/model/look-alikes.ts';
import { MAX_PEOPLE } from '../../peer/core/records/people.ts';
import { phrasesFor } from '../../peer/ui/phrases/phrases-for.ts';
import { PlainLines } from '../../peer/ui/plain-lines.ts';
import { FILLED_BY_OTHERS, type Filled } from '../bounds/collections.ts';
import { because } from '../helpers/because.ts';
import { CoreAlone, listed } from '../helpers/core-alone.ts';
import { link as linkReport } from '../ui/phrases/sample-reports.ts';
import { astral } from './largest-names.ts';
import { usedHeap } from './used-heap.ts';

const TEST = 'test/small-heap/core.long.ts';

/** Of the heap as a whole, in bytes. */
const MAX_HEAP_BYTES = 180e6;

/** What is made beside the collection itself: what the test keeps, and code that was compiled. */
const SLACK_MEBIBYTES = 6;

let count = 0;

/** Another text each time, in one piece and two bytes a unit. */
function text(units: number): string {
  count += 1;
  return Buffer.from(`日${count}`.padEnd(units, '本'), 'utf16le').toString('utf16le');
}

const user = (index: number): string => astral(index, 32);
const room = (index: number): string => astral(index, 48);

function ana(): CoreAlone {
  const made = new CoreAlone();
  made.keepsReports = false;
  return made;
}

/** So many people who have invited us, each with a private chat and an open link. */
function crowd(on: CoreAlone, people: number): number[] {
  return Array.from({ length: people }, (_, index) => {
    const link = on.meets(user(index));
    on.hears(link, { cmd: 'INVITE', id: text(64), room: room(index) });
    return link;
  });
}

function says(on: CoreAlone, link: number, content: string, where: string | null = null): void {
  on.hears(link, { cmd: 'MESSAGE', room: where, content, id: text(64) });
}

/** Fills, and returns what must stay alive while the heap is looked at. */
type Fill = () => unknown;

const FILLINGS: Readonly<Record<string, Fill>> = {
  'keys of a rate limit, of guesses': () => {
    const limiter = new RateLimiter({ ...RATE_LIMITS.logins, network: { burst: 1e9, perSecond: 1 } });
    const guesses = new Guesses({ guesser: 1e3, network: 1e3, target: GUESS_LIMITS.roomPassword.target });
    for (let index = 0; index < 40_000; index += 1) {
      const address = `2001:db8:${(index >> 8).toString(16)}:${(index & 255).toString(16)}::1`;
      limiter.take({ address, user: text(64) }, index);
      guesses.failed({ guessers: [user(index)], address, target: 'dev' }, index);
    }
    return [limiter, guesses];
  },
  'people, and links with them': () => {
    const on = ana();
    on.closesLate = true;
    crowd(on, 600);
    for (let index = 0; index < 600; index += 1) for (let again = 0; again < 5; again += 1) on.meets(user(index % 300));
    expect(on.people.length).toBeLessThanOrEqual(MAX_PEOPLE);
    expect(on.openLinks).toBeLessThanOrEqual(MAX_PEOPLE + 2 * 64 + 2); // Spare ones, and those that are being closed.
    return on;
  },
  "messages ahead of the tracker's word": () => {
    const on = ana();
    for (const link of crowd(on, 250)) for (let sent = 0; sent < 90; sent += 1) says(on, link, text(2_500), 'nowhere');
    return on;
  },
  'people whose first messages wait; what one of them wrote': () => {
    const on = ana();
    for (let index = 0; index < 250; index += 1) {
      const link = on.meets(user(index));
      for (let sent = 0; sent < 100; sent += 1) says(on, link, text(8_000));
    }
    return on;
  },
  'ids of messages of one person': () => {
    const on = ana();
    const [link = 0] = crowd(on, 1);
    for (let sent = 0; sent < 60_000; sent += 1) says(on, link, 'x');
    return on;
  },
  'ids of messages of all people': () => {
    const on = ana();
    for (const link of crowd(on, 250)) for (let sent = 0; sent < 1_200; sent += 1) says(on, link, 'x');
    return on;
  },
  'own lines that wait for one person, for all': () => {
    const on = ana();
    for (let index = 0; index < 20; index += 1)
      on.hears(on.meets(`mal${index}`), { cmd: 'INVITE', id: 'i', room: 'dev' });
    for (let line = 0; line < 4_000; line += 1) on.types(`/msg mal${line % 20} ${text(20_000)}`);
    return on;
  },
  'typed lines that wait for the tracker': () => {
    const on = ana();
    on.types('/create dev'); // Which the tracker does not answer.
    for (let line = 0; line < 10_000; line += 1) on.types(text(5_000));
    return on;
  },
  'proofs that wait on one link; invitations': () => {
    const on = ana();
    for (const link of crowd(on, 10))
      for (let sent = 0; sent < 10_000; sent += 1) on.hears(link, { cmd: 'PROVE', room: room(sent), proof: text(43) });
    for (let index = 0; index < 250; index += 1)
      on.hears(on.meets(user(index)), { cmd: 'INVITE', id: text(64), room: room(index) });
    return on;
  },
  'keys of people that are kept, with their statements': () => {
    const on = ana();
    for (let index = 0; index < 11_000; index += 1) on.closes(on.meets(user(index)));
    expect(on.keptContacts).toBe(10_000);
    return on;
  },
  'people of a session': () => {
    const lines = new PlainLines(phrasesFor('en'), { showsOwnLines: true });
    for (let index = 0; index < 60_000; index += 1) {
      lines.linesFor(linkReport(user(index), { state: 'open', security: 'plaintext', confirms: false }));
      lines.linesFor(linkReport(user(index), { state: 'closed', reason: because(text(200)) }));
    }
    return lines;
  },
  'lists of the tracker': () => {
    const on = ana();
    on.types('/peers');
    for (let page = 0; page < 1_000; page += 1) {
      const username = user(1e6 + page);
      const rooms = Array.from({ length: 300 }, (_, index) => room(1_000 * page + index));
      const reply = { status: 'OK' as const, peers: { [username]: { ...listed(username), rooms } }, next: username };
      on.happens({ type: 'replied', request: on.lastRequest, reply });
    }
    return on;
  },
  'conversations, chats and rooms to return to': () => {
    const on = ana();
    crowd(on, 500);
    for (let index = 0; index < 500; index += 1) on.types(`/msg ${user(index)} x`);
    return on;
  },
  'names with what they look like': () => {
    for (let index = 0; index < 100_000; index += 1) shapesOf(user(index));
    return null;
  },
};

const ROWS = FILLED_BY_OTHERS.filter(({ test }) => test === TEST);

describe('the core of a peer', () => {
  it('has a small heap to do so', () => {
    expect(process.execArgv).toContain('--max-old-space-size=224');
    expect(globalThis.gc).toBeDefined();
  });

  it('is filled in every way that the table names', () => {
    expect(Object.keys(FILLINGS).sort()).toEqual(ROWS.map(({ what }) => what).sort());
  });

  it.each(ROWS)('is not filled by $what', { timeout: 120_000 }, ({ what, mebibytes }: Filled) => {
    const before = usedHeap();
    const filled = FILLINGS[what]?.();
    const grown = (usedHeap() - before) / 1024 ** 2;
    expect(grown).toBeLessThan((mebibytes ?? 0) + SLACK_MEBIBYTES);
    expect(usedHeap()).toBeLessThan(MAX_HEAP_BYTES);
    expect(filled).toBeDefined();
  });
});
