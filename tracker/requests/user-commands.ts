import { parseUsername } from '../../commons/model/names.ts';
import { withoutZone } from '../../commons/net/ip-address.ts';
import { isRefusal, refusal } from '../../commons/protocol/errors.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import type { Peer } from '../repositories/peer-repository.ts';
import { reportStorage } from '../repositories/report-storage.ts';
import type { User } from '../repositories/user-repository.ts';
import { presentMembers } from '../rooms/rooms.ts';
import { full } from '../service/capacity.ts';
import { changeSeats, type Decision, type Step } from './change.ts';
import type { Handler, HandlerDeps, MemberHandler } from './deps.ts';
import { ok, refuse } from './outcome.ts';
import { checkProof, secretOfVerifier } from './password-commands.ts';
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
const NOT_YOUR_KEY = refusal('LOGIN_FAILED', 'No such user is registered with your key: log in with the password.');
const NO_PASSWORD = refusal('BAD_REQUEST', 'password: a registration needs a password, or a verifier of one.');
const LOGIN_FAILED = refusal('LOGIN_FAILED', 'The user name or the password is wrong.');

/** Makes the user and logs it in. Refuses with BAD_USERNAME, USERNAME_TAKEN, TRACKER_FULL, BUSY. */
export const register: Handler<RequestOf<'REGISTER'>> = (request, session, deps) => {
  const named = parseUsername(request.username);
  if ('problem' in named) return refuse(refusal('BAD_USERNAME', named.problem));
  const taken = refuse(refusal('USERNAME_TAKEN', `The name ${named.name} is taken; log in, or choose another one.`));
  if (deps.users.isTaken(named.name) || deps.missingUsers.isReserved(named.name, session.fingerprint)) return taken;
  const isFull = (): boolean => deps.users.count >= deps.capacity.users;
  if (isFull()) return refuse(full('users'));
  const { password, verifier } = request;
  if ((password === undefined) === (verifier === undefined)) return refuse(NO_PASSWORD);
  return (async (): Promise<Decision> => {
    const result = verifier ? secretOfVerifier(verifier) : await deps.authenticator.secretOf(password ?? '', session);
    if (isRefusal(result)) return () => refuse(result);
    const key = session.fingerprint === null ? {} : { fingerprint: session.fingerprint };
    const user = { username: named.name, secret: result.secret, created_at: isoTime(deps), ...key };
    if (isFull()) return () => refuse(full('users')); // Others were faster while the password was hashed.
    if (!(await deps.users.create(user))) return () => taken;
    await forgetOlderToken(user.username, deps);
    deps.logger.info('registered', { username: user.username, address: session.remote.address });
    return enter(user.username, request, session, deps);
  })();
};

/** Logs in by password, sent or proven, by token, or by the key that the connection proves. Refuses with LOGIN_FAILED, BUSY. */
export const login: Handler<RequestOf<'LOGIN'>> = (request, session, deps) => {
  const { password, token, proof } = request;
  const found = deps.users.find(request.username);
  const user = found?.username === request.username.normalize('NFC') ? found : undefined;
  if (token !== undefined) {
    const isGood =
      user !== undefined && deps.authenticator.checkToken(deps.peers.find(user.username), token, session.fingerprint);
    return isGood ? enter(user.username, request, session, deps, { byKey: true }) : refuse(LOGIN_FAILED);
  }
  if (proof !== undefined) return loginByProof(user, proof, request, session, deps);
  if (password === undefined) return loginByKey(user, request, session, deps);
  return loginByPassword(user, password, request, session, deps);
};

async function loginByPassword(
  user: User | undefined,
  password: string,
  request: RequestOf<'LOGIN'>,
  session: Session,
  deps: HandlerDeps,
): Promise<Decision> {
  const result = await deps.authenticator.checkPassword(user, password, session);
  if (isRefusal(result)) return () => refuse(result);
  const current = user && deps.users.newest(user.username);
  // The password was changed while the old one was checked: the new one counts.
  if (current?.secret !== user?.secret) return loginByPassword(current, password, request, session, deps);
  if (!user || !result.matches) {
    reportFailed(request, session, deps);
    return () => refuse(LOGIN_FAILED);
  }
  if (result.isOutdated) await renewSecret(user, password, session, deps);
  return enterByPassword(user, request, session, deps);
}

/** The password is proven, which costs the tracker no hash; the reply proves that the tracker knows the user, too. */
function loginByProof(
  user: User | undefined,
  proof: string,
  request: RequestOf<'LOGIN'>,
  session: Session,
  deps: HandlerDeps,
): Step | Promise<Decision> {
  const signature = checkProof(user, proof, request.username, session, deps);
  if (!user || signature === null) {
    reportFailed(request, session, deps);
    return refuse(LOGIN_FAILED);
  }
  return enterByPassword(user, request, session, deps, signature);
}

/** The password was right a moment ago. If it is changed before the login has finished, the login is refused. */
async function enterByPassword(
  { username }: User,
  request: RequestOf<'LOGIN'>,
  session: Session,
  deps: HandlerDeps,
  signature?: string,
): Promise<Decision> {
  const secret = deps.users.find(username)?.secret;
  if (deps.users.newest(username)?.secret !== secret) return () => refuse(LOGIN_FAILED);
  await registerKey(username, session, deps);
  const decision = await enter(username, request, session, deps, signature === undefined ? {} : { signature });
  return () => (deps.users.find(username)?.secret === secret ? decision() : refuse(LOGIN_FAILED));
}

function reportFailed({ username }: RequestOf<'LOGIN'>, { remote }: Session, { logger }: HandlerDeps): void {
  logger.info('login failed', { username, address: remote.address });
}

/** The handshake has proven the key, so no secret is needed. */
function loginByKey(
  user: User | undefined,
  request: RequestOf<'LOGIN'>,
  session: Session,
  deps: HandlerDeps,
): Step | Promise<Decision> {
  if (session.fingerprint === null) {
    return refuse(refusal('BAD_REQUEST', 'password: a login needs a password, a token or a key.'));
  }
  if (user?.fingerprint !== session.fingerprint) return refuse(NOT_YOUR_KEY);
  return enter(user.username, request, session, deps, { byKey: true });
}

/**
 * A key that is proven together with the password becomes the user's key: the first one, or the replacement of a lost one
 * (protocol 3.6.1). A login in plaintext proves none, and changes nothing. Rejects with a StorageError.
 */
async function registerKey(username: string, { fingerprint }: Session, deps: HandlerDeps): Promise<void> {
  const user = deps.users.find(username);
  if (!user || fingerprint === null || user.fingerprint === fingerprint) return;
  await deps.users.update(username, { fingerprint });
  await deps.peers.removeToken(username); // The holder of the replaced key needs the password to log in.
  deps.logger.info(user.fingerprint ? 'another key was registered' : 'a key was registered', { username });
}

/** A user who had the name before, and of whom nothing else was restored. */
async function forgetOlderToken(username: string, { peers, logger }: HandlerDeps): Promise<void> {
  if (!peers.find(username)?.token) return;
  await peers.removeToken(username).catch(reportStorage(logger, 'an older session token could not be removed'));
}

/** Signs out: seats are given up, and the token ends. */
export const logout: MemberHandler<RequestOf<'LOGOUT'>> = async (_request, member, deps) => {
  const { username } = member;
  await deps.peers.removeToken(username).catch(reportStorage(deps.logger, 'the session token could not be removed'));
  return () => {
    const isBack = member.isReplaced || (!member.isOpen && deps.peers.isOnline(username));
    if (isBack) return { reply: ok(`Goodbye, ${username}.`), closes: true };
    return changeSeats({ do: 'leaveAll', at: deps.now(), username }, () => {
      if (member.isOpen && !member.isReplaced) deps.peers.update(username, { connected: false });
      return { reply: ok(`Goodbye, ${username}.`), logout: true, closes: true };
    });
  };
};

interface Arrival {
  readonly port: number;
  readonly features?: readonly string[] | undefined;
  /** Only an extended session has one. It is valid for one login. */
  readonly token?: string | undefined;
}

/** The user is known: gives an extended session its token, then seats the user again where a seat is held. */
async function enter(
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
    const isElsewhere = deps.peers.connected(username, endpoint, key, isoTime(deps));
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

/** A token that is on disk, or null if the disk refuses; the peer then uses another way to log in. */
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

async function renewSecret(before: User, digest: string, session: Session, deps: HandlerDeps): Promise<void> {
  const result = await deps.authenticator.secretOf(digest, session);
  const user = deps.users.newest(before.username);
  if (isRefusal(result) || user?.secret !== before.secret) return; // Another login will convert it.
  await deps.users
    .update(user.username, { secret: result.secret })
    .catch(reportStorage(deps.logger, 'a password was not re-hashed'));
}

function presentIn(username: string, deps: HandlerDeps): string[] {
  const rooms = deps.rooms.roomsOf(username).filter((room) => presentMembers(room).includes(username));
  return rooms.map((room) => room.name);
}

function isoTime(deps: HandlerDeps): string {
  return new Date(deps.now()).toISOString();
}
