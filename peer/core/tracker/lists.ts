// Lists of rooms and of people who are online, page by page.

import type { ListedPeerView, RoomView } from '../../../commons/model/views.ts';
import type { Page } from '../../../commons/protocol/replies.ts';
import { likeness, roomLookedLike, userLookedLike } from '../people/look-alikes.ts';
import type { PurposeOf } from '../records/pending-requests.ts';
import { report } from '../report.ts';
import { blockOf } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';
import { ask } from './asking.ts';

/** Entries of one list, after which no more are asked for: a tracker that never ends its list does not keep us busy. */
const MAX_LISTED = 10_000;

/** And pages, of 64 KiB at most: 16 MiB. An honest tracker needs a hundred for that many entries. */
const MAX_PAGES = 256;

export function listedRooms(turn: Turn, { soFar, pages }: PurposeOf<'listRooms'>, page: Page<RoomView>): void {
  const views = [...soFar, ...page.entries];
  if (page.next !== undefined && views.length < MAX_LISTED && pages < MAX_PAGES) {
    return ask(turn, { cmd: 'LIST_ROOMS', after: page.next }, { kind: 'listRooms', soFar: views, pages: pages + 1 });
  }
  const present = (view: RoomView): string[] =>
    view.seats.filter((seat) => seat.state === 'present').map((seat) => seat.username);
  const rooms = views.map((view) => ({
    name: view.name,
    owner: view.owner,
    present: present(view),
    seats: view.seats.length,
    access: view.access ?? ('open' as const),
    ...likeness(roomLookedLike(turn.state, view.name)),
  }));
  report(turn, { event: 'rooms', rooms });
}

export function listedPeers(turn: Turn, { soFar, pages }: PurposeOf<'listPeers'>, page: Page<ListedPeerView>): void {
  const views = [...soFar, ...page.entries];
  if (page.next !== undefined && views.length < MAX_LISTED && pages < MAX_PAGES) {
    return ask(turn, { cmd: 'LIST_PEERS', after: page.next }, { kind: 'listPeers', soFar: views, pages: pages + 1 });
  }
  const peers = views.map(({ username, address, port, room, rooms }) => ({
    username,
    address,
    port,
    rooms: rooms ?? (room ? [room] : []),
    state: 'present' as const,
    ...(username === turn.state.username ? {} : likeness(userLookedLike(turn.state, username))),
    link: turn.state.people.get(username)?.links.reported ?? null,
    ...(blockOf(turn.state, username) ? { blocked: true as const } : {}),
  }));
  report(turn, { event: 'peers', room: null, peers });
}
