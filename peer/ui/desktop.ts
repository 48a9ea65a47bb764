import { execFile } from 'node:child_process';

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

/** Opens a page in the user's browser. Resolves with whether that could be done. No shell reads the address. */
export function openInBrowser(address: string, platform: string): Promise<boolean> {
  const [command, ...args] = OPENERS[platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    execFile(command, [...args, address], { timeout: DEADLINE_MS, windowsHide: true }, (error) => resolve(!error));
  });
}

const OPENERS: { readonly [platform: string]: readonly [string, ...string[]] } = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
