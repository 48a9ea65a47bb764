// Passwords that are proven instead of sent: SCRAM (RFC 5802) on an encrypted connection.

import { newNonce } from '../../commons/identity/scram.ts';
import { formatCost, parseCost, SCRYPT_COST } from '../../commons/identity/scrypt-cost.ts';
import { isRefusal, passingRefusal, type Refusal, refusal } from '../../commons/protocol/errors.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';
import { formatVerifier } from '../auth/stored-password.ts';
import { reportStorage } from '../repositories/report-storage.ts';
import type { User } from '../repositories/user-repository.ts';
import type { Decision } from './change.ts';
import type { Handler, HandlerDeps, MemberHandler } from './deps.ts';
import { ok, refuse } from './outcome.ts';
import type { Session } from './session.ts';

type SentVerifier = NonNullable<RequestOf<'REGISTER'>['verifier']>;

/** Returns the salt, cost and nonce for the next proof. Allowed once before a login; refuses with BAD_REQUEST. */
export const challenge: Handler<RequestOf<'SCRAM'>> = ({ username, nonce: clientNonce }, session, deps) => {
  const binding = session.secured?.channelBinding;
  if (!binding) return refuse(refusal('BAD_REQUEST', 'cmd: SCRAM is for encrypted connections.'));
  if (session.username === null && session.challenge !== null) {
    return refuse(refusal('BAD_REQUEST', 'cmd: one SCRAM is enough for a login.'));
  }
  const given = deps.authenticator.challenge(deps.users.find(username), username);
  const nonce = `${clientNonce}${newNonce()}`;
  session.challenge = { username, clientNonce, nonce, ...given, binding };
  return { reply: ok('Prove that you know the password.', { nonce, ...given }) };
};

/** The tracker's own proof if the user's `proof` fits the exchange that this session has begun; else null. */
export function checkProof(
  user: User | undefined,
  proof: string,
  username: string,
  session: Session,
  { authenticator }: HandlerDeps,
): string | null {
  const { challenge: exchange } = session;
  session.challenge = null;
  if (exchange?.username !== username) return null;
  return authenticator.checkProof(user, exchange, proof);
}

/**
 * Replaces the password of a member who proves the old one (protocol 3.7.9). The session token ends, as does every
 * login with the old password; this session stays. Refuses with BAD_REQUEST, LOGIN_FAILED, RATE_LIMITED.
 */
export const changePassword: MemberHandler<RequestOf<'PASSWORD'>> = ({ proof, verifier }, member, deps) => {
  const { username } = member;
  const made = secretOfVerifier(verifier);
  if (isRefusal(made)) return refuse(made);
  const guess = { guessers: [`@${username}`], address: member.remote.address, target: `\0password of ${username}` };
  const waitMs = deps.guesses.password.waitMs(guess, deps.elapsed());
  if (waitMs > 0) return refuse(passingRefusal('RATE_LIMITED', 'Too many wrong guesses', waitMs));
  const user = deps.users.find(username);
  const signature = checkProof(user, proof, member.challenge?.username ?? '', member, deps);
  if (!user || signature === null) {
    deps.guesses.password.failed(guess, deps.elapsed());
    return refuse(refusal('LOGIN_FAILED', 'That is not your password, so it was not changed.'));
  }
  return (async (): Promise<Decision> => {
    // Registers this session's key, too: a person who knew the old password may just have registered another one.
    const key = member.fingerprint === null ? {} : { fingerprint: member.fingerprint };
    await deps.users.update(username, { secret: made.secret, ...key });
    await deps.peers.removeToken(username).catch(reportStorage(deps.logger, 'the session token could not be removed'));
    deps.logger.info('the password was changed', { username });
    return () => ({ reply: ok('Your password is changed.', { signature }) });
  })();
};

/** The stored form of a peer's verifier, or BAD_REQUEST. */
export function secretOfVerifier({ salt, cost, stored_key, server_key }: SentVerifier): { secret: string } | Refusal {
  const parsed = parseCost(cost);
  // A higher cost would be spent by the tracker itself when a reference peer logs in.
  if (!parsed || cost !== formatCost(SCRYPT_COST)) {
    return refusal('BAD_REQUEST', `verifier.cost: must be ${formatCost(SCRYPT_COST)}.`);
  }
  const [saltBytes, storedKey, serverKey] = [salt, stored_key, server_key].map((text) =>
    Buffer.from(text, 'base64url'),
  );
  if (!saltBytes || !storedKey || !serverKey) return refusal('BAD_REQUEST', 'verifier: must have its keys.');
  return { secret: formatVerifier({ salt: saltBytes, cost: parsed, storedKey, serverKey }) };
}
