import { isRefusal, refusal } from '../../commons/protocol/errors.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import { reportStorage } from '../repositories/report-storage.ts';
import type { User } from '../repositories/user-repository.ts';
import type { Decision, Step } from './change.ts';
import type { Handler, HandlerDeps } from './deps.ts';
import { enter, NOT_YOUR_KEY } from './enter.ts';
import { refuse } from './outcome.ts';
import { checkProof } from './password-commands.ts';
import type { Session } from './session.ts';

const LOGIN_FAILED = refusal('LOGIN_FAILED', 'The user name or the password is wrong.');

/**
 * Logs in by password, sent or proven, by token, or by the key that the connection proves. Refuses with LOGIN_FAILED,
 * BUSY.
 */
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

/**
 * Logs in by a proven password, which costs the tracker no hash; the reply proves that the tracker knows the user, too.
 */
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

/** Logs in after the password was found right. If it is changed before the login has finished, the login is refused. */
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

/** Logs in by the key that the handshake has proven, without a secret. */
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
 * A key that is proven together with the password becomes the user's key: the first one, or the replacement of a lost
 * one (protocol 3.6.1). A login in plaintext proves none, and changes nothing. Rejects with a StorageError.
 */
async function registerKey(username: string, { fingerprint }: Session, deps: HandlerDeps): Promise<void> {
  const user = deps.users.find(username);
  if (!user || fingerprint === null || user.fingerprint === fingerprint) return;
  await deps.users.update(username, { fingerprint });
  await deps.peers.removeToken(username); // The holder of the replaced key needs the password to log in.
  deps.logger.info(user.fingerprint ? 'another key was registered' : 'a key was registered', { username });
}

async function renewSecret(before: User, digest: string, session: Session, deps: HandlerDeps): Promise<void> {
  const result = await deps.authenticator.secretOf(digest, session);
  const user = deps.users.newest(before.username);
  if (isRefusal(result) || user?.secret !== before.secret) return; // Another login will convert it.
  await deps.users
    .update(user.username, { secret: result.secret })
    .catch(reportStorage(deps.logger, 'a password was not re-hashed'));
}
