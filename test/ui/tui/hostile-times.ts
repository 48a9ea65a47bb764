// How long a stranger's message holds the event loop: from its bytes to the reports, and each picture that shows it,
// with the inspector open and recording.

import { expect } from 'vitest';
import { JsonFramer } from '../../../commons/protocol/json-framer.ts';
import { parsePeerMessage } from '../../../commons/protocol/peer-messages.ts';
import { WireTap } from '../../../commons/wire/wire-tap.ts';
import { WireReports } from '../../../peer/wire/wire-reports.ts';
import type { FullScreenInTest } from '../../helpers/full-screen.ts';
import { inRoom, said } from './scenes.ts';

/** Of processor time, for one turn of the event loop. */
const MAX_TURN_MS = 20;

/** The garbage collector and the compiler take their time whenever they like: the best of so many counts. */
const ROUNDS = 3;

const ENDS = { address: '127.0.0.1', port: 6060 };

/** Shows each message, and expects that no turn of the event loop takes longer than that. */
export async function expectShortTurns(messages: readonly string[]): Promise<void> {
  const stage = await Stage.open();
  const slow: string[] = [];
  for (const message of messages.slice(0, 20)) await stage.shows(message.slice(0, 100)); // What follows is compiled.
  for (const message of messages) {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS && best >= MAX_TURN_MS; round += 1) {
      best = Math.min(best, await stage.shows(message));
    }
    if (best >= MAX_TURN_MS)
      slow.push(`${best.toFixed(1)} ms: ${JSON.stringify(message.slice(0, 60))}, ${message.length} units`);
  }
  expect(slow).toEqual([]);
}

class Stage {
  readonly #screen: FullScreenInTest;
  readonly #tap = new WireTap();
  readonly #reports: WireReports;
  readonly #wire = this.#tap.wireOf({
    isDialled: false,
    local: () => ENDS,
    remote: () => ENDS,
    counts: () => ({ sent: 0, received: 0 }),
  });
  readonly #framer = new JsonFramer();
  #count = 0;
  /** Of the turns of timers. */
  #longestMs = 0;

  constructor(screen: FullScreenInTest) {
    this.#screen = screen;
    // Pictures are made when a timer fires; what the emulator does with them is no part of that.
    const after = screen.clock.after.bind(screen.clock);
    screen.clock.after = (ms, work) =>
      after(ms, () => {
        this.#longestMs = Math.max(this.#longestMs, processorMs(work));
      });
    this.#reports = new WireReports({
      tap: this.#tap,
      now: () => screen.clock.now(),
      report: (report) => screen.tell(report),
      soon: (work) => work(),
    });
    this.#reports.isOn = true;
  }

  static async open(): Promise<Stage> {
    const screen = await inRoom({ columns: 100, rows: 40, settings: { bell: 'off', notify: 'off' } });
    await screen.press('f6');
    return new Stage(screen);
  }

  /** Returns the ms of processor time that the longest turn took. */
  async shows(content: string): Promise<number> {
    this.#count += 1;
    const message = {
      cmd: 'MESSAGE',
      room: 'dev',
      from: 'bob',
      content,
      id: `h${this.#count}`,
      sent_at: '2026-01-01T12:00:00.000Z',
    };
    const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
    const taken = processorMs(() => this.#received(bytes));
    this.#longestMs = 0;
    await this.#screen.pass();
    return Math.max(taken, this.#longestMs);
  }

  #received(bytes: Buffer): void {
    this.#framer.push(bytes, (object) => {
      this.#wire.saw('received', object);
      const parsed = parsePeerMessage(object);
      if (!('message' in parsed) || parsed.message.cmd !== 'MESSAGE')
        throw new Error(JSON.stringify(parsed).slice(0, 200));
      this.#screen.tell(said('bob', parsed.message.content));
    });
  }
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
