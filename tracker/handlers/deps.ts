import type { Guesses } from '../../commons/guesses.ts';
import type { Logger } from '../../commons/logger.ts';
import type { Authenticator } from '../authenticator.ts';
import type { Capacity } from '../capacity.ts';
import type { MembershipDeps } from '../membership.ts';
import type { Decision, Outcome } from '../outcome.ts';
import type { MissingUsers } from '../repositories/missing-users.ts';
import type { UserRepository } from '../repositories/user-repository.ts';
import type { RoomAccess } from '../rooms.ts';
import type { Session } from '../session.ts';
import type { Watches } from '../watches.ts';

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
