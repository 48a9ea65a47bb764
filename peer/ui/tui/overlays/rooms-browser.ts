// F2: all rooms there are, to enter, to make and to delete.

import { nameKey } from '../../../../commons/model/names.ts';
import { findInvitation, holdsInvitation } from '../../../../commons/model/pasted-invitation.ts';
import { visible } from '../../../../commons/text/text.ts';
import type { RoomLock } from '../../../commands/intent.ts';
import { roomName } from '../../../commands/typed-names.ts';
import type { ListedRoom } from '../../../reports.ts';
import type { Desk } from '../desk.ts';
import { type Choice, Chooser } from './chooser.ts';
import { askForList, listTitle, waitingText } from './listed.ts';
import { yesOrNo } from './question.ts';

export function openRoomsBrowser(desk: Desk): void {
  const { phrases } = desk.face;
  askForList(desk, 'listRooms');
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
      else desk.intend({ kind: 'join', room: room.name, entry: { by: 'keptKey' } });
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
    desk.intend({ kind: 'deleteRoom', room });
    askForList(desk, 'listRooms');
  };
  desk.open(yesOrNo((face) => face.phrases.confirmDelete(visible(room)), yes));
}

/** An invitation that is pasted here is to be used. */
function joining(desk: Desk, query: string): Choice[] {
  const invitation = findInvitation(query);
  if (!invitation) return [];
  const label = `#${visible(invitation.room)}`;
  const choose = (): void => {
    desk.close();
    desk.intend({ kind: 'joinByInvitation', invitation });
  };
  return [{ label, detail: desk.face.phrases.joinInvitation.label, choose }];
}

/** A name that no room has is one to make. */
function creations(desk: Desk, query: string): Choice[] {
  if (holdsInvitation(query)) return joining(desk, query);
  const room = roomName(query).trim();
  const isTaken = (desk.model.session.rooms ?? []).some(({ name }) => nameKey(name) === nameKey(room));
  if (room === '' || isTaken || room.includes(' --')) return [];
  const { createRoom, createRoomByInvitation, createRoomWithPassword } = desk.face.phrases;
  const creation = (label: string, lock: RoomLock): Choice => ({
    label,
    detail: '',
    choose() {
      desk.close();
      desk.intend({ kind: 'create', room, lock });
    },
  });
  return [
    creation(createRoom(room), { access: 'open' }),
    creation(createRoomByInvitation(room), { access: 'invite' }),
    creation(createRoomWithPassword(room), { access: 'password', password: null }),
  ];
}
