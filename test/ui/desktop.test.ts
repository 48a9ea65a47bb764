// T7: what opens a page may stay in the foreground for as long as the browser is open.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { openInBrowser } from '../../peer/ui/desktop.ts';
import { hasDesktop } from '../../peer/ui/tui/screen/terminal-facts.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { temporaryFolder } from '../helpers/programs.ts';

afterEach(() => vi.unstubAllEnvs());

/** In the place of xdg-open, a script that says when it begins. */
function opener(script: string): string {
  const folder = temporaryFolder();
  const began = join(folder, 'began');
  const file = join(folder, 'xdg-open');
  writeFileSync(file, `#!/bin/sh\necho "$1" > ${began}\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', [folder, process.env['PATH']].join(delimiter));
  return began;
}

it('an opener that goes on counts as one that has opened, and is left alone', async () => {
  const pid = join(temporaryFolder(), 'pid');
  opener(`echo $$ > ${pid}.new && mv ${pid}.new ${pid}; exec tail -f /dev/null`);
  const clock = new FakeClock();
  const opened = openInBrowser('https://example.org/', 'linux', clock);
  await vi.waitFor(() => expect(existsSync(pid)).toBe(true));
  const processId = Number(readFileSync(pid, 'utf8'));
  onTestFinished(() => void process.kill(processId));
  await clock.advance(1_500);
  expect(await opened).toBe(true);
  expect(clock.pending).toBe(0);
  expect(process.kill(processId, 0)).toBe(true);
});

it.each([
  ['ends well', 'exit 0', true],
  ['finds no browser', 'exit 3', false],
])('an opener that %s', async (_how, script, isOpened) => {
  opener(script);
  expect(await openInBrowser('https://example.org/', 'linux', new FakeClock())).toBe(isOpened);
});

it('no opener at all is a failure, too', async () => {
  vi.stubEnv('PATH', temporaryFolder());
  expect(await openInBrowser('https://example.org/', 'linux', new FakeClock())).toBe(false);
});

it('a desktop is there where there is a display, and on systems that always have one', () => {
  expect([hasDesktop({}, 'linux'), hasDesktop({ DISPLAY: '' }, 'linux')]).toEqual([false, false]);
  expect([hasDesktop({ WAYLAND_DISPLAY: 'w' }, 'linux'), hasDesktop({ DISPLAY: ':0' }, 'freebsd')]).toEqual([
    true,
    true,
  ]);
  expect([hasDesktop({}, 'darwin'), hasDesktop({}, 'win32')]).toEqual([true, true]);
});
