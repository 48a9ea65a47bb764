import { parseUsername } from '../../commons/model/names.ts';
import { isRefusal, refusal } from '../../commons/protocol/errors.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import { reportStorage } from '../repositories/report-storage.ts';
import { trackerFull } from '../rooms/refusals.ts';
import { changeSeats, type Decision } from './change.ts';
import type { Handler, HandlerDeps, MemberHandler } from './deps.ts';
import { enter } from './enter.ts';
import { ok, refuse } from './outcome.ts';
import { secretOfVerifier } from './password-commands.ts';

const NO_PASSWORD = refusal('BAD_REQUEST', 'password: a registration needs a password, or a verifier of one.');

/** Creates the user and logs them in. Refuses with BAD_USERNAME, USERNAME_TAKEN, TRACKER_FULL, BUSY. */
export const register: Handler<RequestOf<'REGISTER'>> = (request, session, deps) => {
  const named = parseUsername(request.username);
  if ('problem' in named) return refuse(refusal('BAD_USERNAME', named.problem));
  const taken = refuse(refusal('USERNAME_TAKEN', `The name ${named.name} is taken; log in, or choose another one.`));
  if (deps.users.isTaken(named.name) || deps.missingUsers.isReserved(named.name, session.fingerprint)) return taken;
  const isFull = (): boolean => deps.users.count >= deps.capacity.users;
  if (isFull()) return refuse(trackerFull('users'));
  const { password, verifier } = request;
  if ((password === undefined) === (verifier === undefined)) return refuse(NO_PASSWORD);
  return (async (): Promise<Decision> => {
    const result = verifier ? secretOfVerifier(verifier) : await deps.authenticator.secretOf(password ?? '', session);
    if (isRefusal(result)) return () => refuse(result);
    const key = session.fingerprint === null ? {} : { fingerprint: session.fingerprint };
    const user = {
      username: named.name,
      secret: result.secret,
      created_at: new Date(deps.now()).toISOString(),
      ...key,
    };
    if (isFull()) return () => refuse(trackerFull('users')); // Others registered while the password was hashed.
    if (!(await deps.users.create(user))) return () => taken;
    await forgetOlderToken(user.username, deps);
    deps.logger.info('registered', { username: user.username, address: session.remote.address });
    return enter(user.username, request, session, deps);
  })();
};

/** Removes the session token of a former user of the same name, of whom nothing else was restored. */
async function forgetOlderToken(username: string, { peers, logger }: HandlerDeps): Promise<void> {
  if (!peers.find(username)?.token) return;
  await peers.removeToken(username).catch(reportStorage(logger, 'an older session token could not be removed'));
}

/** Signs the user out: gives up their seats and ends their token. */
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
