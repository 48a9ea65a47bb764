import { describe, expect, it } from 'vitest';
import { onWire } from '../phrases/sample-reports.ts';
import { inRoom } from './scenes.ts';

const message = (number: number, content: string) =>
  onWire({ number, object: { cmd: 'MESSAGE', room: 'dev', content } });

async function inspecting() {
  const screen = await inRoom({ columns: 100, rows: 30 });
  await screen.press('f6');
  return screen;
}

describe('the inspector', () => {
  it('asks for what crosses the wire while it is open, and no longer', async () => {
    const screen = await inspecting();
    expect(screen.lines.map(({ text }) => text).at(-1)).toBe('/wire on');
    await screen.press('escape');
    expect(screen.lines.map(({ text }) => text).at(-1)).toBe('/wire off');
    screen.hides('On the wire');
  });

  it('shows the newest, and stays where the user has gone', async () => {
    const screen = await inspecting();
    for (let number = 1; number <= 60; number += 1) await screen.report(message(number, `line ${number}.`));
    screen.shows('line 60.');
    screen.hides('line 20.');
    await screen.press('home');
    screen.shows('line 1.');
    await screen.report(message(61, 'line 61.'));
    screen.hides('line 61.');
    await screen.press('end');
    screen.shows('line 61.');
  });

  it('is narrowed by typing, and can be stopped', async () => {
    const screen = await inspecting();
    await screen.report(message(1, 'one fish'), message(2, 'two bird'), onWire({ number: 3, peer: 'eva' }));
    await screen.type('FISH');
    screen.shows('one fish', 'On the wire 1');
    screen.hides('two bird');
    await screen.press('ctrl+u');
    await screen.press('tab');
    screen.shows('PAUSED');
    await screen.report(message(4, 'unseen'));
    screen.hides('unseen');
    await screen.press('tab');
    screen.shows('unseen');
  });

  it('opens one down to its bytes, says what is not known, and comes back', async () => {
    const screen = await inspecting();
    await screen.report(message(1, 'hello'));
    await screen.press('enter');
    screen.shows(
      'What it means',
      'to #dev: "hello"',
      '"content": "hello"',
      '17 03 03 00 ff',
      'length, 255',
      '127.0.0.1:40001',
    );
    await screen.press('escape');
    await screen.report(onWire({ number: 2, carried: null, carried_bytes: null, security: 'plaintext' }));
    await screen.press('end', 'enter');
    screen.shows('Plain text: everybody on the way can read it', 'older than the watch');
    await screen.press('escape');
    screen.shows('On the wire 2');
  });

  it('writes what it shows to a capture', async () => {
    const screen = await inspecting();
    await screen.report(message(1, 'one fish'), message(2, 'two bird'));
    await screen.type('fish');
    await screen.press('ctrl+s');
    await screen.pass();
    expect(screen.happened).toContain('saved 1 objects');
    screen.shows('/home/ana/wire.pcapng');
  });
});
