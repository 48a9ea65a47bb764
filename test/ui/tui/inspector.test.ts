// U4: what crosses the wire is recorded from the start, and shown in a panel beside which one can go on talking.

import { describe, expect, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { onWire } from '../phrases/sample-reports.ts';
import { atHome, inRoom, said } from './scenes.ts';

const message = (number: number, content: string) =>
  onWire({ number, object: { cmd: 'MESSAGE', room: 'dev', content } });

const login = onWire({ peer: 'tracker', object: { cmd: 'LOGIN', username: 'ana', password: '********' } });

async function inspecting(...keys: readonly string[]) {
  const screen = await inRoom({ columns: 100, rows: 30 });
  await screen.press('f6', ...keys);
  return screen;
}

describe('the panel with what crosses the wire (U4)', () => {
  it.each([
    [100, 30],
    [80, 24],
    [40, 12],
  ])(
    'at %ix%i: shows what came before it was opened, below the conversation, and the line stays usable',
    async (columns, rows) => {
      const screen = await inRoom({ columns, rows });
      await screen.report(login, message(2, 'before'));
      await screen.press('f6');
      screen.shows('On the wire 2', 'LOGIN', 'TLS', 'hello ana', 'F6: close');
      await screen.type('still here');
      await screen.report(message(3, 'meanwhile'), said('bob', 'and I hear you'));
      screen.shows('On the wire 3', 'and I hear you');
      expect(screen.line).toBe(' #dev> still here');
      await screen.press('enter');
      expect(screen.lines.map(({ text }) => text)).toEqual(['still here']);
      expect(screen.line).toBe(' #dev>');
    },
  );

  it('asks the client for nothing, and is closed by F6 as well as by Escape', async () => {
    const screen = await inspecting('f6');
    screen.hides('On the wire');
    await screen.press('f6', 'escape');
    screen.hides('On the wire');
    await screen.press('alt+w', 'escape');
    screen.hides('On the wire');
    await screen.press('alt+w', 'f6');
    screen.hides('On the wire');
    await screen.type('typed');
    expect(screen.line).toBe(' #dev> typed');
    expect(screen.lines).toEqual([]);
  });

  it('is shown and hidden by /wire, which says so', async () => {
    const screen = await inRoom({ columns: 120, rows: 30 });
    for (const [line, text, isOpen] of [
      ['/wire on', english.wireShown, true],
      ['/wire', english.wireShown, true],
      ['/wire off', english.wireHidden, false],
      ['/WIRE ON', english.wireShown, true],
      ['/rede OFF', english.wireHidden, false],
    ] as const) {
      await screen.type(`${line}\r`);
      screen.shows(text);
      expect(screen.text.includes('── On the wire'), line).toBe(isOpen);
    }
    expect(screen.lines).toEqual([]);
    await screen.type('/wire perhaps\r');
    expect(screen.lines.map(({ text }) => text)).toEqual(['BAD_ARGUMENTS']);
  });

  it('says that there is nothing yet', async () => {
    const screen = await atHome();
    await screen.press('f6');
    screen.shows(english.wireEmpty);
    await screen.press('alt+w');
    await screen.type('zzz');
    screen.shows(english.wireNoneFound);
  });

  it('shows the newest, and stays where the user has gone', async () => {
    const screen = await inspecting('alt+w');
    for (let number = 1; number <= 60; number += 1) await screen.report(message(number, `line ${number}.`));
    screen.shows('line 60.');
    screen.hides('line 20.');
    await screen.press('home');
    screen.shows('line 1.');
    await screen.report(message(61, 'line 61.'));
    await screen.press('alt+w');
    screen.hides('line 61.');
    await screen.press('alt+w', 'end');
    screen.shows('line 61.');
  });

  it('is narrowed by typing, and can be stopped', async () => {
    const screen = await inspecting('alt+w');
    await screen.report(message(1, 'one fish'), message(2, 'two bird'), onWire({ number: 3, peer: 'eva' }));
    await screen.type('FISH');
    screen.shows('one fish', 'On the wire 1');
    screen.hides('two bird');
    await screen.press('ctrl+u', 'alt+p');
    screen.shows('PAUSED');
    await screen.report(message(4, 'unseen'));
    screen.hides('unseen');
    await screen.press('alt+p');
    screen.shows('unseen');
  });

  it('is one of the places to which Tab goes, and the cursor stands in its filter', async () => {
    const screen = await inspecting('tab', 'tab', 'tab');
    await screen.paste('fi');
    const { x, y } = screen.emulator.cursor;
    expect(screen.emulator.lines[y]?.slice(0, x)).toBe('── On the wire 0 > fi');
    await screen.press('tab');
    await screen.type('to bob');
    expect(screen.line).toBe(' #dev> to bob');
  });

  it('gives other keys to the conversation', async () => {
    const screen = await inspecting('alt+w', 'f8');
    screen.shows(english.explainTitle);
    await screen.press('escape');
    screen.shows('On the wire');
    await screen.press('alt+0');
    expect(screen.title).not.toContain('#dev');
    screen.shows('On the wire');
    await screen.type('x');
    expect(screen.line).toBe(' > x');
  });

  it('can be scrolled and clicked while one types', async () => {
    const screen = await inspecting();
    await screen.type('half');
    for (let number = 1; number <= 60; number += 1) await screen.report(message(number, `line ${number}.`));
    const bottom = screen.emulator.lines.findIndex((line) => line.includes('line 60.'));
    for (let turns = 0; turns < 20; turns += 1) await screen.wheel('up', 50, bottom);
    screen.shows('line 1.');
    expect(screen.line).toBe(' #dev> half');
    await screen.clickOn('line 3.');
    screen.shows('3 MESSAGE', '"content": "line 3."');
  });

  it('opens one down to its bytes, says what is not known, and comes back', async () => {
    const screen = await inspecting('alt+w');
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
    screen.shows('Plain text: anyone on the network can read it', 'in plain text they contain a secret');
    await screen.press('escape');
    screen.shows('On the wire 2');
  });

  it('writes what it shows to a capture', async () => {
    const screen = await inspecting('alt+w');
    await screen.report(message(1, 'one fish'), message(2, 'two bird'));
    await screen.type('fish');
    await screen.press('ctrl+s');
    await screen.pass();
    expect(screen.happened).toContain('saved 1 objects');
    screen.shows('/home/ana/wire.pcapng');
  });

  it('keeps out of the way where there is no room, and its keys with it', async () => {
    const screen = await inspecting('alt+w');
    await screen.resize(40, 4);
    screen.hides('On the wire');
    await screen.type('a');
    await screen.resize(100, 30);
    screen.shows('On the wire');
    expect(screen.line).toBe(' #dev> a');
  });
});
