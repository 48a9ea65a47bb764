// F3: who is online, and whoever was met here.

import { visible } from '../../../../commons/text.ts';
import type { Desk } from '../desk.ts';
import type { PersonModel } from '../model/people.ts';
import { keyMarks, reachMark } from '../views/side-lists.ts';
import { type Choice, Chooser } from './chooser.ts';
import { openPersonMenu } from './person-menu.ts';

export function openPeopleBrowser(desk: Desk): void {
  const { phrases } = desk.face;
  desk.enter('/peers');
  desk.open(
    new Chooser({
      name: 'people-browser',
      title: phrases.peopleTitle,
      hint: phrases.peopleHint,
      isTyped: true,
      empty: () => (desk.model.online === null ? phrases.waitingForTracker : phrases.nobodyOnline),
      choices: () => everybody(desk),
    }),
  );
}

function everybody(desk: Desk): Choice[] {
  const { model } = desk;
  const online = new Map((model.online ?? []).map((peer) => [peer.username, peer.rooms]));
  const met = model.people.byLastWord.map(({ name }) => name);
  const names = new Set([...model.othersIn(model.shown), ...online.keys(), ...met]);
  names.delete(model.me);
  return [...names].map((name) => ({
    label: visible(name),
    detail: `${(online.get(name) ?? []).map((room) => `#${visible(room)}`).join(' ')}  ${signs(desk, model.people.get(name))}`,
    choose() {
      desk.close();
      openPersonMenu(desk, name);
    },
  }));
}

function signs({ face }: Desk, person: PersonModel): string {
  return person.link === 'none' ? '' : `${reachMark(face, person).text} ${keyMarks(face, person)}`;
}
