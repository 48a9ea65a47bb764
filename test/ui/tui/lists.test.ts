import { describe, expect, it } from 'vitest';
import { inThree, said } from './scenes.ts';

describe('the lists beside the log', () => {
  it('do not bring back what was closed while it was selected', async () => {
    const screen = await inThree();
    await screen.press('tab', 'down');
    await screen.report({ event: 'room_left', room: 'ops', reason: 'left' });
    await screen.press('enter');
    expect(screen.title).toContain('#dev');
    screen.hides('#ops');
    await screen.press('tab', 'down', 'enter');
    expect(screen.title).toContain('@bob');
  });

  it('are clicked on where they are, however many rows the line has', async () => {
    const screen = await inThree({ rows: 12 });
    await screen.report(...Array.from({ length: 20 }, (_, index) => said(`s${index}`, 'hello', null)));
    await screen.press('alt+up', 'alt+up');
    await screen.paste('one\ntwo\nthree\nfour');
    expect(screen.title).toContain('@s19');
    const row = screen.emulator.lines.findIndex((line) => line.includes('@s17'));
    await screen.click(6, row);
    expect(screen.title).toContain('@s17');
  });
});
