// F3: who is online, and people met before.

import { visible } from '../../../../commons/text/text.ts';
import type { ListedPeer } from '../../../reports.ts';
import type { Desk } from '../desk.ts';
import { keyMarks, reachMark } from '../views/side-lists.ts';
import { type Choice, Chooser } from './chooser.ts';
import { askForList, listTitle, waitingText } from './listed.ts';
import { openPersonMenu } from './person-menu.ts';

export function openPeopleBrowser(desk: Desk): void {
  const { phrases } = desk.face;
  const everybody = new Everybody(desk);
  askForList(desk, 'listPeers');
  desk.open(
    new Chooser({
      name: 'people-browser',
      title: () => listTitle(desk, phrases.peopleTitle, desk.model.session.onlineAt),
      hint: phrases.peopleHint,
      isTyped: true,
      empty: () => (desk.model.session.online === null ? waitingText(desk) : phrases.nobodyOnline),
      choices: () => everybody.choices(),
    }),
  );
}

/** The people of the tracker's list, processed once: there may be ten thousand, and each key needs all of them. */
class Everybody {
  readonly #desk: Desk;
  #listed: readonly ListedPeer[] | null = null;
  #online: ReadonlyMap<string, Choice> = new Map();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  choices(): readonly Choice[] {
    const { model } = this.#desk;
    if (model.session.online !== this.#listed) {
      this.#listed = model.session.online;
      this.#online = new Map(
        (model.session.online ?? []).map((peer) => [peer.username, this.#choice(peer.username, peer)]),
      );
    }
    const met = model.session.people.byLastMessage.map(({ name }) => name);
    const names = new Set([...model.session.othersIn(model.shown), ...this.#online.keys(), ...met]);
    names.delete(model.session.me);
    return Array.from(names, (name) => this.#online.get(name) ?? this.#choice(name));
  }

  #choice(name: string, peer?: ListedPeer): Choice {
    const desk = this.#desk;
    return {
      label: visible(name),
      get detail() {
        const like = peer?.looks_like ?? desk.model.session.people.find(name)?.looksLike ?? null;
        const mark = like === null ? '' : `${desk.face.phrases.onlyLooksLike(visible(like))}  `;
        return `${mark}${(peer?.rooms ?? []).map((room) => `#${visible(room)}`).join(' ')}  ${signs(desk, name)}`;
      },
      choose() {
        desk.close();
        openPersonMenu(desk, name);
      },
    };
  }
}

function signs({ face, model }: Desk, name: string): string {
  const person = model.session.people.find(name);
  return !person || person.link === 'none' ? '' : `${reachMark(face, person).text} ${keyMarks(face, person)}`;
}
