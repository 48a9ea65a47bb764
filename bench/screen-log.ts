// The baseline: the log and the box that come with blessed, as its own examples use them.

import { createRequire } from 'node:module';
import type { Size } from '../peer/ui/tui/screen/picture.ts';
import { answerQuestions } from './child.ts';
import { type MeasuredScreen, screenQuestions } from './screen-side.ts';
import { type Said, said } from './screen-talk.ts';
import { BenchInput, BenchOutput } from './screen-terminal.ts';

/** As much of blessed as is used. */
interface Blessed {
  screen(options: object): { render(): void };
  log(options: object): { add(line: string): void; setContent(text: string): void };
  box(options: object): { setContent(text: string): void };
}

const blessed: Blessed = createRequire(import.meta.url)('blessed');

const SIDE = 20;
const lineOf = ({ from, text }: Said): string => `{bold}${from}{/bold} ${text}`;

function open(size: Size): MeasuredScreen {
  const input = new BenchInput();
  const output = new BenchOutput(size);
  const screen = blessed.screen({ input, output, terminal: 'xterm-256color', forceUnicode: true, fullUnicode: true });
  blessed.box({
    parent: screen,
    top: 0,
    left: 0,
    width: SIDE,
    height: '100%-2',
    content: 'ROOMS\n> dev\n\nPEOPLE\nbob\neva',
  });
  const place = { top: 0, left: SIDE, width: `100%-${SIDE}`, height: '100%-2' };
  const log = blessed.log({ parent: screen, ...place, tags: true, scrollback: Number.MAX_SAFE_INTEGER });
  const line = blessed.box({ parent: screen, bottom: 0, left: 0, width: '100%', height: 1 });
  const lines: string[] = [];
  let typed = '';
  return {
    add(number) {
      log.add(lineOf(said(number)));
    },
    fill(from, to) {
      for (let number = from; number <= to; number += 1) lines.push(lineOf(said(number)));
      log.setContent(lines.join('\n'));
    },
    press(key) {
      typed = key < ' ' ? '' : typed + key;
      line.setContent(`#dev> ${typed}`);
    },
    resize: (to) => output.resize(to),
    paint: () => screen.render(),
    get written() {
      return output.last;
    },
  };
}

answerQuestions(screenQuestions(open));
