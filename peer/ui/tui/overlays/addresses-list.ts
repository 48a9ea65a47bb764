// Ctrl+O: the addresses that were said here, the newest first, to open one in the browser.

import type { Desk } from '../desk.ts';
import { addressesIn, plainAddress } from '../views/addresses.ts';
import { type Choice, Chooser } from './chooser.ts';
import { yesOrNo } from './question.ts';

const MAX_LISTED = 50;

export function openAddresses(desk: Desk): void {
  const { phrases } = desk.face;
  const found = addressesSaid(desk); // What is said meanwhile would move them away from under the finger.
  desk.open(
    new Chooser({
      name: 'addresses',
      title: () => phrases.addressesTitle,
      hint: phrases.chooseHint,
      isTyped: false,
      empty: () => phrases.noAddresses,
      choices: () => found,
    }),
  );
}

/** Nothing is opened that the user has not seen whole. */
export function askToOpen(desk: Desk, address: string): void {
  const shown = plainAddress(address);
  const yes = (): void => {
    desk.close();
    desk.outside.openAddress(shown);
  };
  desk.open(yesOrNo((face) => face.phrases.confirmOpen(shown), yes));
}

function addressesSaid(desk: Desk): Choice[] {
  const { log } = desk.model;
  const found: Choice[] = [];
  for (let id = log.nextId - 1; id >= log.firstId && found.length < MAX_LISTED; id -= 1) {
    const entry = log.get(id);
    if (entry?.kind !== 'message') continue;
    for (const address of addressesIn(entry.text)) {
      const choose = (): void => {
        desk.close();
        askToOpen(desk, address);
      };
      found.push({ label: plainAddress(address), detail: entry.from, choose });
    }
  }
  return found;
}
