// The full screen as it is, on a terminal that swallows what it is told, with a clock that stands still between frames.

import type { Cancel, Clock } from '../commons/clock.ts';
import { resolveSettings } from '../peer/config/resolve.ts';
import { FullScreen } from '../peer/ui/tui/full-screen.ts';
import { Preferences } from '../peer/ui/tui/preferences.ts';
import type { Size } from '../peer/ui/tui/screen/picture.ts';
import { TerminalScreen } from '../peer/ui/tui/screen/terminal-screen.ts';
import { answerQuestions } from './child.ts';
import { type MeasuredScreen, screenQuestions } from './screen-side.ts';
import { said } from './screen-talk.ts';
import { BenchInput, BenchOutput } from './screen-terminal.ts';

const FRAME_MS = 16;
const ROOM = 'dev';
const MORNING = Date.parse('2026-11-20T09:00:00Z');
const WRITTEN_AT = new Date(MORNING).toISOString();

class FrameClock implements Clock {
  #elapsed = 0;
  #timers: { readonly at: number; readonly work: () => void }[] = [];

  now(): number {
    return MORNING + this.#elapsed;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(ms: number, work: () => void): Cancel {
    const timer = { at: this.#elapsed + ms, work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  nextFrame(): void {
    this.#elapsed += FRAME_MS;
    const due = this.#timers.filter(({ at }) => at <= this.#elapsed);
    this.#timers = this.#timers.filter(({ at }) => at > this.#elapsed);
    for (const { work } of due) work();
  }
}

function open(size: Size): MeasuredScreen {
  const clock = new FrameClock();
  const input = new BenchInput();
  const output = new BenchOutput(size);
  const preferences = new Preferences(resolveSettings({}, { bell: 'off', notify: 'off' }), new Map(), {
    language: 'en',
    isUnicode: true,
    isRemote: false,
  });
  const environment = { TERM: 'xterm-256color' };
  const screen = new FullScreen({
    clock,
    preferences,
    openScreen: (events) =>
      new TerminalScreen({
        input,
        output,
        environment,
        platform: 'linux',
        clock,
        events,
        theme: preferences.theme,
        isAscii: false,
        hasMouse: true,
        stopProgram() {},
      }),
    notifyDesktop: async () => false,
    openAddress: async () => false,
    saveWire: async () => '',
    keepSetting: async (name) => name,
    writeFile: async (file) => file,
    hungUp() {},
    left() {},
    signInChecks: Promise.resolve({ parseUsername: (name) => ({ name }), digestOf: (password) => password }),
  });
  screen.show({ event: 'room_joined', room: ROOM, owner: 'ana', members: ['ana', 'bob', 'eva'], away: [] });
  screen.show({ event: 'conversation', room: ROOM, to: null, back: false });
  const add = (number: number): void => {
    const { from, text: content } = said(number);
    const id = String(number);
    screen.show({ event: 'message', room: ROOM, from, content, id, sent_at: WRITTEN_AT, security: 'tls1.3' });
  };
  return {
    add,
    fill(from, to) {
      for (let number = from; number <= to; number += 1) add(number);
    },
    press: (key) => input.press(key),
    resize: (to) => output.resize(to),
    paint: () => clock.nextFrame(),
    get written() {
      return output.last;
    },
  };
}

answerQuestions(screenQuestions(open));
