import type { RoomView } from '../../../commons/model/views.ts';
import { Membership } from './membership.ts';
import { RosterCheck } from './roster-check.ts';
import { Uninvited } from './uninvited.ts';

/** A room that we sit in. */
export interface RoomState {
  readonly name: string;
  readonly owner: string;
  readonly membership: Membership;
  readonly rosterCheck: RosterCheck;
  readonly uninvited: Uninvited;
}

export function newRoomState(view: RoomView): RoomState {
  return {
    name: view.name,
    owner: view.owner,
    membership: new Membership(view),
    rosterCheck: new RosterCheck(),
    uninvited: new Uninvited(),
  };
}
