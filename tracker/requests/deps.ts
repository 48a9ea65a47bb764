import type { Guesses } from '../../commons/limits/guesses.ts';
import type { Logger } from '../../commons/process/logger.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Watches } from '../presence/watches.ts';
import type { MissingUsers } from '../repositories/missing-users.ts';
import type { PeerRepository } from '../repositories/peer-repository.ts';
import type { UserRepository } from '../repositories/user-repository.ts';
import type { Rooms } from '../rooms/port.ts';
import type { RoomAccess } from '../rooms/rooms.ts';
import type { Capacity } from '../service/capacity.ts';
import type { Decision, Step } from './change.ts';
import type { Session } from './session.ts';

/** The dependencies of handlers, which include no socket, no clock and no disk. */
export interface HandlerDeps {
  readonly rooms: Rooms;
  readonly peers: PeerRepository;
  readonly users: UserRepository;
  readonly missingUsers: MissingUsers;
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  /** The wrong guesses of rooms' secrets, by the kind of lock. */
  readonly guesses: Readonly<Record<RoomAccess, Guesses>>;
  readonly watches: Watches;
  readonly capacity: Capacity;
  /** Wall-clock ms. */
  now(): number;
  /** Monotonic ms. */
  elapsed(): number;
}

/** Decides on one request of a session, at once or after some waiting. */
export type Handler<R> = (request: R, session: Session, deps: HandlerDeps) => Step | Promise<Decision>;

/** A session whose user is logged in. */
export type Member = Session & { readonly username: string };

/** A handler that only runs after a login. */
export type MemberHandler<R> = (request: R, member: Member, deps: HandlerDeps) => Step | Promise<Decision>;
