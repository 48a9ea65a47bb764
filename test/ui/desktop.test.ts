// T7: what opens a page may stay in the foreground for as long as the browser is open.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openInBrowser } from '../../peer/ui/desktop.ts';
import { hasDesktop } from '../../peer/ui/tui/screen/terminal-facts.ts';
import { FakeClock } from '../helpers/fake-clock.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { temporaryFolder } from '../helpers/programs.ts';

afterEach(() => vi.unstubAllEnvs());

const DESKTOP = { platform: 'linux', browser: undefined, hasDesktop: true };

/** In the place of an opener, a script that says when it begins, and with what. */
function opener(script: string, name = 'xdg-open'): string {
  const folder = temporaryFolder();
  const began = join(folder, 'began');
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho "$@" > ${began}\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', [folder, process.env['PATH']].join(delimiter));
  return began;
}

it('an opener that goes on counts as one that has opened, and is left alone', async () => {
  const pid = join(temporaryFolder(), 'pid');
  opener(`echo $$ > ${pid}.new && mv ${pid}.new ${pid}; exec tail -f /dev/null`);
  const clock = new FakeClock();
  const opened = openInBrowser('https://example.org/', DESKTOP, clock);
  await vi.waitFor(() => expect(existsSync(pid)).toBe(true), { timeout: PATIENCE_MS });
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
  expect(await openInBrowser('https://example.org/', DESKTOP, new FakeClock())).toBe(isOpened);
});

it('another opener is tried where xdg-open is missing, or finds no browser', async () => {
  const began = opener('exit 0', 'gio');
  opener('exit 3');
  expect(await openInBrowser('https://example.org/', DESKTOP, new FakeClock())).toBe(true);
  expect(readFileSync(began, 'utf8')).toBe('open https://example.org/\n');
});

describe('$BROWSER', () => {
  it.each([
    ['tea', 'https://example.org/?a=1&b=$(x)\n'],
    ['tea --new-window', '--new-window https://example.org/?a=1&b=$(x)\n'],
    ['tea --url=%s --quiet', '--url=https://example.org/?a=1&b=$(x) --quiet\n'],
    ['/no/such/browser:lynx:tea', 'https://example.org/?a=1&b=$(x)\n'],
  ])('is asked first, and without a display, too: %s', async (browser, args) => {
    const other = opener('exit 0');
    const began = opener('exit 0', 'tea');
    const browsers = { platform: 'linux', browser, hasDesktop: false };
    expect(await openInBrowser('https://example.org/?a=1&b=$(x)', browsers, new FakeClock())).toBe(true);
    expect(readFileSync(began, 'utf8')).toBe(args);
    expect(existsSync(other)).toBe(false);
  });

  it.each(['', ' : ', 'lynx', '/usr/bin/w3m -dump', '/no/such/browser'])(
    'that cannot be used is none: %j',
    async (browser) => {
      const other = opener('exit 0');
      const browsers = { platform: 'linux', browser, hasDesktop: false };
      expect(await openInBrowser('https://example.org/', browsers, new FakeClock())).toBe(false);
      expect(existsSync(other)).toBe(false); // Without a display it could only fail later, and unseen.
    },
  );

  it('that fails leaves it to the desktop', async () => {
    const began = opener('exit 0');
    opener('exit 1', 'tea');
    expect(await openInBrowser('https://example.org/', { ...DESKTOP, browser: 'tea' }, new FakeClock())).toBe(true);
    expect(existsSync(began)).toBe(true);
  });
});

it('no opener at all is a failure, too', async () => {
  vi.stubEnv('PATH', temporaryFolder());
  expect(await openInBrowser('https://example.org/', DESKTOP, new FakeClock())).toBe(false);
});

it('a desktop is there where there is a display, and on systems that always have one', () => {
  expect([hasDesktop({}, 'linux'), hasDesktop({ DISPLAY: '' }, 'linux')]).toEqual([false, false]);
  expect([hasDesktop({ WAYLAND_DISPLAY: 'w' }, 'linux'), hasDesktop({ DISPLAY: ':0' }, 'freebsd')]).toEqual([
    true,
    true,
  ]);
  expect([hasDesktop({}, 'darwin'), hasDesktop({}, 'win32')]).toEqual([true, true]);
});
