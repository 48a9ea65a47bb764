import { execFile, spawn } from 'node:child_process';
import { type Clock, systemClock } from '../../commons/clock.ts';

const DEADLINE_MS = 3_000;

/**
 * Shows a notification on the desktop with `notify-send`. Resolves with whether that could be done. No shell reads the
 * text, and it is no mark-up to the desktop either.
 */
export function notifyDesktop(title: string, text: string): Promise<boolean> {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return new Promise((resolve) => {
    const args = ['--app-name=P2P Chat', '--', title, escaped];
    execFile('notify-send', args, { timeout: DEADLINE_MS, windowsHide: true }, (error) => resolve(error === null));
  });
}

/** An opener that has not failed by then is at work: some stay until the browser is closed. */
const FAILS_WITHIN_MS = 1_500;

/**
 * Opens a page in the user's browser, in a process of its own that outlives this one. Resolves with whether that could be
 * done. No shell reads the address.
 */
export function openInBrowser(address: string, platform: string, clock: Clock = systemClock): Promise<boolean> {
  const [command, ...args] = OPENERS[platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, address], { detached: true, stdio: 'ignore', windowsHide: true });
    opener.unref();
    const cancel = clock.after(FAILS_WITHIN_MS, () => resolve(true));
    const ended = (isOpened: boolean): void => {
      cancel();
      resolve(isOpened);
    };
    opener.once('error', () => ended(false));
    opener.once('exit', (code) => ended(code === 0));
  });
}

const OPENERS: { readonly [platform: string]: readonly [string, ...string[]] } = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
