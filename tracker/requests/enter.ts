// The last step of each login and registration: the user is authenticated, and the session becomes theirs.

import { withoutZone } from '../../commons/net/ip-address.ts';
import { refusal } from '../../commons/protocol/errors.ts';
import type { Peer } from '../repositories/peer-repository.ts';
import { reportStorage } from '../repositories/report-storage.ts';
import { presentMembers } from '../rooms/rooms.ts';
import { changeSeats, type Decision, type Step } from './change.ts';
import type { HandlerDeps } from './deps.ts';
import { ok, refuse } from './outcome.ts';
import type { Session } from './session.ts';
import { onlineNotices } from './watch-commands.ts';

/** The tracker's extensions of the reference protocol. */
export const TRACKER_FEATURES = [
  'token',
  'pages',
  'peer-lookup',
  'key',
  'private-rooms',
  'scram',
  'new-password',
  'watch',
] as const;

/** The same reply for an unknown name and for a wrong key (protocol 3.2.9). */
export const NOT_YOUR_KEY = refusal(
  'LOGIN_FAILED',
  'No such user is registered with your key: log in with the password.',
);

interface Arrival {
  readonly port: number;
  readonly features?: readonly string[] | undefined;
  /** The token that was used to log in, which is valid once. Only an extended session has one. */
  readonly token?: string | undefined;
}

/**
 * Logs the authenticated user in: gives an extended session its token, then makes the user's held seats present again.
 */
export async function enter(
  username: string,
  { port, features, token: used }: Arrival,
  session: Session,
  deps: HandlerDeps,
  { byKey = false, signature }: { byKey?: boolean; signature?: string } = {},
): Promise<Decision> {
  const isExtended = features !== undefined || used !== undefined;
  const endpoint = { address: session.remote.address, port };
  const token = isExtended ? await issueToken(username, endpoint, session, deps) : null;
  return (): Step => {
    if (!session.isOpen) return refuse(refusal('LOGIN_REQUIRED', 'The connection ended before the login did.'));
    const key = deps.users.find(username)?.fingerprint;
    if (byKey && session.fingerprint !== null && key !== session.fingerprint) return refuse(NOT_YOUR_KEY);
    session.isExtended = isExtended;
    const isElsewhere = deps.peers.connected(username, endpoint, key, new Date(deps.now()).toISOString());
    return changeSeats({ do: 'comeBack', at: deps.now(), username, isElsewhere }, () => {
      const proven = signature === undefined ? {} : { signature };
      const fields = {
        features: TRACKER_FEATURES,
        address: withoutZone(endpoint.address),
        rooms: presentIn(username, deps),
      };
      const more = isExtended ? { ...fields, ...(token ? { token } : {}), ...proven } : proven;
      const reply = ok(`Welcome, ${username}.`, more);
      deps.logger.info('logged in', { username, address: endpoint.address, port, extended: isExtended });
      return { reply, notices: onlineNotices(deps, username), login: { username } };
    });
  };
}

/** A new token that is stored on disk, or null if the disk refuses; the peer then logs in by other means next time. */
async function issueToken(
  username: string,
  endpoint: Pick<Peer, 'address' | 'port'>,
  session: Session,
  deps: HandlerDeps,
): Promise<string | null> {
  const { token, record } = deps.authenticator.newToken(session.fingerprint);
  return deps.peers
    .setToken(username, record, endpoint)
    .then(() => token, reportStorage(deps.logger, 'no session token was given out'));
}

function presentIn(username: string, deps: HandlerDeps): string[] {
  const rooms = deps.rooms.roomsOf(username).filter((room) => presentMembers(room).includes(username));
  return rooms.map((room) => room.name);
}
