// Proves a password to the tracker on one connection, by SCRAM (protocol 3.7).

import type { SaltPassword } from '../../commons/identity/salted-password.ts';
import {
  authMessage,
  clientProof,
  type Exchange,
  newNonce,
  newSalt,
  type ScramKeys,
  scramKeys,
  serverSignature,
} from '../../commons/identity/scram.ts';
import { formatCost, parseCost, SCRYPT_COST } from '../../commons/identity/scrypt-cost.ts';
import type { ScramAnswer } from '../../commons/protocol/replies.ts';
import type { RequestOf } from '../../commons/protocol/tracker-messages.ts';

type SentVerifier = NonNullable<RequestOf<'REGISTER'>['verifier']>;

export interface PasswordOwner {
  readonly username: string;
  /** Lower-case hex SHA-256 of the password. */
  readonly digest: string;
}

export class PasswordProof {
  readonly request: RequestOf<'SCRAM'>;
  readonly #owner: PasswordOwner;
  readonly #binding: Buffer;
  readonly #salt: SaltPassword;
  /** The signature that the tracker has to answer with; null: no proof was made. */
  #expected: string | null = null;

  /** `binding`: the channel binding of the TLS connection to the tracker. */
  constructor(owner: PasswordOwner, binding: Buffer, salt: SaltPassword) {
    this.request = { cmd: 'SCRAM', username: owner.username, nonce: newNonce() };
    this.#owner = owner;
    this.#binding = binding;
    this.#salt = salt;
  }

  /** Takes as long as the tracker's cost makes it, about 0.1 s. Rejects if scrypt refuses the cost. */
  async prove({ nonce, salt, cost }: ScramAnswer): Promise<{ proof: string }> {
    const { username, digest } = this.#owner;
    const keys = scramKeys(await this.#salt(digest, Buffer.from(salt, 'base64url'), parseCost(cost) ?? SCRYPT_COST));
    const exchange: Exchange = {
      username,
      clientNonce: this.request.nonce,
      nonce,
      salt,
      cost,
      binding: this.#binding,
    };
    const message = authMessage(exchange);
    this.#expected = serverSignature(keys.serverKey, message).toString('base64url');
    return { proof: clientProof(keys, message).toString('base64url') };
  }

  /** Whether the tracker has proven that it knows the user; true also if we have sent no proof. */
  isAnsweredBy(signature: string | undefined): boolean {
    return this.#expected === null || this.#expected === signature;
  }
}

/** What the tracker stores of a new password. `asked`: the cost that it asks for (3.7.11 refuses one below ours). */
export async function makeVerifier(digest: string, salt: SaltPassword, asked: string): Promise<SentVerifier> {
  const made = newSalt();
  const cost = parseCost(asked) ?? SCRYPT_COST;
  const keys: ScramKeys = scramKeys(await salt(digest, made, cost));
  return {
    salt: made.toString('base64url'),
    cost: formatCost(cost),
    stored_key: keys.storedKey.toString('base64url'),
    server_key: keys.serverKey.toString('base64url'),
  };
}
