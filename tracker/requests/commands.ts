// The table of requests: what each needs and who handles it. A new request is a schema, a row and a handler.

import { type Refusal, refusal } from '../../commons/protocol/errors.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { type Command, isCommand, parseRequest, type RequestOf } from '../../commons/protocol/tracker-messages.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';
import type { RoomOutcome } from '../rooms/operation.ts';
import { type Decision, isOutcome, type RoomChange, type Step } from './change.ts';
import type { Handler, HandlerDeps, Member, MemberHandler } from './deps.ts';
import { listPeers, listRooms } from './list-commands.ts';
import { login } from './login-command.ts';
import { type Outcome, refuse } from './outcome.ts';
import { challenge, changePassword } from './password-commands.ts';
import { createRoom, deleteRoom, joinRoom, leaveRoom } from './room-commands.ts';
import type { Session } from './session.ts';
import { logout, register } from './user-commands.ts';
import { watchPeers } from './watch-commands.ts';

interface Row<C extends Command> {
  /** Whether the session must be logged in (`member`), must not be yet (`stranger`), or may be either. */
  readonly from: 'stranger' | 'member' | 'anybody';
  readonly handle: Handler<RequestOf<C>>;
}

const forStrangers = <R>(handle: Handler<R>) => ({ from: 'stranger', handle }) as const;
const forMembers = <R>(handle: MemberHandler<R>) =>
  ({
    from: 'member',
    handle: (request: R, session: Session, deps: HandlerDeps) => handle(request, session as Member, deps),
  }) as const;

const forAnybody = <R>(handle: Handler<R>) => ({ from: 'anybody', handle }) as const;

export const COMMANDS: { readonly [C in Command]: Row<C> } = {
  SCRAM: forAnybody(challenge),
  REGISTER: forStrangers(register),
  LOGIN: forStrangers(login),
  PASSWORD: forMembers(changePassword),
  LOGOUT: forMembers(logout),
  LIST_PEERS: forMembers(listPeers),
  LIST_ROOMS: forMembers(listRooms),
  CREATE_ROOM: forMembers(createRoom),
  JOIN_ROOM: forMembers(joinRoom),
  LEAVE_ROOM: forMembers(leaveRoom),
  DELETE_ROOM: forMembers(deleteRoom),
  WATCH_PEERS: forMembers(watchPeers),
};

/**
 * Decides on one object that a session sent. A request that is refused before a login closes the connection; after it
 * the connection stays. Never throws and never rejects.
 */
export function decide(object: JsonObject, session: Session, deps: HandlerDeps): Step | Promise<Decision> {
  const step = admit(object, session, deps);
  if (!(step instanceof Promise)) return closingStrangers(step, session);
  return step.then(
    (decision) => () => closingStrangers(safely(decision, object, deps), session),
    (error: unknown) => () => failed(error, object, session, deps),
  );
}

/** The next step of a request whose operation was applied. Never throws. */
export function conclude(
  change: RoomChange,
  outcome: RoomOutcome,
  object: JsonObject,
  session: Session,
  deps: HandlerDeps,
): Step {
  try {
    return closingStrangers(change.conclude(outcome), session);
  } catch (error) {
    return failed(error, object, session, deps);
  }
}

/** The outcome of a request whose operation could not be applied, or whose handler failed because of a bug. */
export function failed(error: unknown, object: JsonObject, session: Session, deps: HandlerDeps): Outcome {
  return closingStrangers(refuse(failure(error, object, deps)), session);
}

function admit(object: JsonObject, session: Session, deps: HandlerDeps): Step | Promise<Decision> {
  const command = object['cmd'];
  if (!isCommand(command)) return refuse(unknownCommand(command, session));
  const row = COMMANDS[command] as Row<Command>;
  const refused = checkLogin(row, session);
  if (refused) return refuse(refused);
  const parsed = parseRequest(command, object);
  if ('problem' in parsed) return refuse(refusal('BAD_REQUEST', parsed.problem));
  if (session.username !== null && isSomebodyElse(parsed.request.username, session)) {
    return refuse(refusal('NOT_YOU', `You are logged in as ${session.username}.`));
  }
  return safely(() => row.handle(parsed.request, session, deps), object, deps);
}

function safely<T>(work: () => T, object: JsonObject, deps: HandlerDeps): T | Outcome {
  try {
    return work();
  } catch (error) {
    return refuse(failure(error, object, deps));
  }
}

function unknownCommand(command: unknown, session: Session): Refusal {
  if (session.username === null) return refusal('LOGIN_REQUIRED', 'Log in first.');
  if (typeof command !== 'string') return refusal('BAD_REQUEST', 'cmd: a request needs a command.');
  return refusal('UNKNOWN_COMMAND', 'There is no such command here.');
}

function checkLogin(row: Row<Command>, session: Session): Refusal | null {
  if (row.from === 'member' && session.username === null) return refusal('LOGIN_REQUIRED', 'Log in first.');
  if (row.from === 'stranger' && session.username !== null) {
    return refusal('BAD_REQUEST', `You are logged in as ${session.username} already; log out first.`);
  }
  return null;
}

function isSomebodyElse(claimed: string | undefined, session: Session): boolean {
  if (claimed === undefined || claimed === session.username) return false;
  return claimed.normalize('NFC') !== session.username;
}

function closingStrangers<S extends Step>(step: S, session: Session): S {
  const closes = isOutcome(step) && step.reply.isRefusal && session.username === null;
  return closes ? { ...step, closes: true } : step;
}

/** A failure of the disk is reported to the user; any other error is a bug in the tracker, and is logged. */
function failure(error: unknown, object: JsonObject, deps: HandlerDeps): Refusal {
  if (error instanceof StorageError) {
    deps.logger.error(error.message, { command: nameOf(object) });
    return refusal('STORAGE_FAILED', 'The tracker could not store that, so it did not happen; try again in a while.');
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  deps.logger.error('a request failed', { command: nameOf(object), error: detail });
  return refusal('INTERNAL', 'The tracker made a mistake; the request was not carried out.');
}

/** The name of the command, for the log. Only known commands are handled, so only they can fail. */
function nameOf(object: JsonObject): string {
  const command = object['cmd'];
  return isCommand(command) ? command : 'unknown';
}
