// F2: all rooms there are, to enter, to make and to delete.

import { nameKey } from '../../../../commons/model/names.ts';
import { visible } from '../../../../commons/text/text.ts';
import { roomArgument } from '../../../commands/commands.ts';
import type { ListedRoom } from '../../../reports.ts';
import type { Desk } from '../desk.ts';
import { type Choice, Chooser } from './chooser.ts';
import { askForList, listTitle, waitingText } from './listed.ts';
import { yesOrNo } from './question.ts';

export function openRoomsBrowser(desk: Desk): void {
  const { phrases } = desk.face;
  askForList(desk, 'rooms');
  desk.open(
    new Chooser({
      name: 'rooms-browser',
      title: () => listTitle(desk, phrases.roomsTitle, desk.model.session.roomsAt),
      hint: phrases.roomsHint,
      isTyped: true,
      empty: (query) => (desk.model.session.rooms === null ? waitingText(desk) : query === '' ? phrases.noRooms : ''),
      choices: () => (desk.model.session.rooms ?? []).map((room) => choiceOf(desk, room)),
      extra: (query) => creations(desk, query),
    }),
  );
}

function choiceOf(desk: Desk, room: ListedRoom): Choice {
  const { model } = desk;
  const choice: Choice = {
    label: `#${visible(room.name)}`,
    get detail() {
      return about(desk, room);
    },
    choose() {
      desk.close();
      const joined = model.session.room(room.name);
      if (joined && !joined.hasEnded) desk.show(joined);
      else desk.outside.choose('join', room.name);
    },
  };
  if (room.owner === model.session.me) choice.remove = () => askToDelete(desk, room.name);
  return choice;
}

function about(
  { model, face: { phrases } }: Desk,
  { name, seats, access, owner, looks_like: like }: ListedRoom,
): string {
  const facts = [
    like === undefined ? '' : phrases.onlyLooksLike(`#${visible(like)}`),
    phrases.seats(seats),
    phrases.locks[access],
    model.session.room(name) ? phrases.youAreIn : '',
    owner === model.session.me ? phrases.ownerYou : phrases.ownedBy(visible(owner)),
  ];
  return facts.filter((fact) => fact !== '').join(', ');
}

function askToDelete(desk: Desk, room: string): void {
  const yes = (): void => {
    desk.close();
    desk.outside.choose('delete', room);
    askForList(desk, 'rooms');
  };
  desk.open(yesOrNo((face) => face.phrases.confirmDelete(visible(room)), yes));
}

/** A name that no room has is one to make. */
function creations(desk: Desk, query: string): Choice[] {
  const name = roomArgument(query).trim();
  const isTaken = (desk.model.session.rooms ?? []).some((room) => nameKey(room.name) === nameKey(name));
  if (name === '' || isTaken) return [];
  const { createRoom, createRoomByInvitation, createRoomWithPassword } = desk.face.phrases;
  const creation = (label: string, how: string): Choice => ({
    label,
    detail: '',
    choose() {
      desk.close();
      desk.enter(`/create ${name}${how}`);
    },
  });
  return [
    creation(createRoom(name), ''),
    creation(createRoomByInvitation(name), ' --invite-only'),
    creation(createRoomWithPassword(name), ' --password'),
  ];
}
