// What both sides of the measurement of the screen are asked: ours, and the log that comes with blessed. Each runs in a
// process of its own; a frame is painted when the one who measures says so.

import type { Size } from '../peer/ui/tui/screen/picture.ts';

/** A screen with a log of messages and a line to type into. */
export interface MeasuredScreen {
  /** Adds a message; it need not be seen before {@link paint}. */
  add(number: number): void;
  /** Adds very many, as fast as it can. */
  fill(from: number, to: number): void;
  press(key: string): void;
  resize(size: Size): void;
  /** The next frame: all that has changed is written to the terminal, before this returns. */
  paint(): void;
  /** What was written last. */
  readonly written: string;
}

/** Typed into the middle of a flood; no message contains it. */
const RARE_KEY = 'ß';
const CLEAR_LINE = '\x15';
const SHORT_LINE = 60;

const SMALL: Size = { columns: 80, rows: 24 };
const LARGE: Size = { columns: 200, rows: 60 };
const FRAMES_OF_FLOOD = 20;

/** The table of answers for {@link answerQuestions}. */
export function screenQuestions(open: (size: Size) => MeasuredScreen) {
  const screen = open(SMALL);
  let count = 0;
  const timed = (work: () => void): number => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  };
  const addNext = (): void => {
    count += 1;
    screen.add(count);
  };
  const repeat = (times: number, work: (turn: number) => number): number[] =>
    Array.from({ length: times }, (_, turn) => work(turn));

  return {
    /** Until there are so many messages. */
    fill({ messages }: { messages: number }): void {
      screen.fill(count + 1, messages);
      count = Math.max(count, messages);
      screen.paint();
    },

    /** ms for each message until it is painted. */
    append: ({ times }: { times: number }): number[] =>
      repeat(times, () =>
        timed(() => {
          addNext();
          screen.paint();
        }),
      ),

    /** ms for each key until it is painted. */
    keystrokes: ({ times }: { times: number }): number[] =>
      repeat(times, (turn) => {
        if (turn % SHORT_LINE === 0) screen.press(CLEAR_LINE);
        return timed(() => {
          screen.press('x');
          screen.paint();
        });
      }),

    /** ms for each change from a small screen to a large one. */
    resizes: ({ times }: { times: number }): number[] =>
      repeat(times, () => {
        screen.resize(SMALL);
        screen.paint();
        return timed(() => {
          screen.resize(LARGE);
          screen.paint();
        });
      }),

    /** Messages that come within a third of a second, and a key between them. */
    flood({ messages }: { messages: number }): { cpuMs: number; longestMs: number; isKeyShown: boolean } {
      const each = messages / FRAMES_OF_FLOOD;
      const cpu = process.cpuUsage();
      let isKeyShown = false;
      const frames = repeat(FRAMES_OF_FLOOD, (frame) =>
        timed(() => {
          for (let added = 0; added < each; added += 1) addNext();
          if (frame === FRAMES_OF_FLOOD / 2) screen.press(RARE_KEY);
          screen.paint();
          if (frame === FRAMES_OF_FLOOD / 2) isKeyShown = screen.written.includes(RARE_KEY);
        }),
      );
      const { user, system } = process.cpuUsage(cpu);
      return { cpuMs: (user + system) / 1000, longestMs: Math.max(...frames), isKeyShown };
    },

    /** Bytes that are in use in the whole process. */
    heap(): number {
      for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
      return process.memoryUsage().heapUsed;
    },
  };
}

export type ScreenQuestions = ReturnType<typeof screenQuestions>;
