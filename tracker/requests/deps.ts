import type { Guesses } from '../../commons/limits/guesses.ts';
import type { Logger } from '../../commons/process/logger.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Watches } from '../presence/watches.ts';
import type { MissingUsers } from '../repositories/missing-users.ts';
import type { UserRepository } from '../repositories/user-repository.ts';
import type { MembershipDeps } from '../rooms/membership.ts';
import type { RoomAccess } from '../rooms/rooms.ts';
import type { Capacity } from '../service/capacity.ts';
import type { Decision, Outcome } from './outcome.ts';
import type { Session } from './session.ts';

/** What handlers may use. They see no socket, no clock and no disk. */
export interface HandlerDeps extends MembershipDeps {
  readonly users: UserRepository;
  readonly missingUsers: MissingUsers;
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  /** Wrong secrets of rooms, by what opens them. */
  readonly guesses: Readonly<Record<RoomAccess, Guesses>>;
  readonly watches: Watches;
  readonly capacity: Capacity;
  /** Monotonic ms. */
  elapsed(): number;
}

/** One request of a session, decided at once, or after some waiting. */
export type Handler<R> = (request: R, session: Session, deps: HandlerDeps) => Outcome | Promise<Decision>;

/** A session whose user is logged in. */
export type Member = Session & { readonly username: string };

/** A handler that only runs after a login. */
export type MemberHandler<R> = (request: R, member: Member, deps: HandlerDeps) => Outcome | Promise<Decision>;
