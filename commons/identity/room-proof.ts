// How members of a room by invitation check each other (protocol 7.12): each proves the invitation key for this
// connection. So neither a tracker that seats a stranger nor an interceptor can make a member send to that stranger.

import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Fingerprint } from './fingerprint.ts';

/** Bytes of the secret that an invitation carries: too many to guess. */
const SECRET_BYTES = 16;

/** The label of the binding that a connection exports for proofs (protocol 7.1.8). */
export const PROOF_LABEL = 'room';

/** A new secret for a room by invitation, 22 characters of base64url. */
export function newRoomKey(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

export interface ProofOf {
  readonly roomKey: string;
  /** The room's name, as its key. */
  readonly room: string;
  /** The binding of the connection of the two (base64url). */
  readonly binding: string;
  readonly prover: Fingerprint;
  readonly verifier: Fingerprint;
}

/** 43 characters of base64url. It depends on who proves and who verifies, so it cannot be sent back. */
export function roomProof({ roomKey, room, binding, prover, verifier }: ProofOf): string {
  const about = ['p2pchat-room-proof-1', room, binding, prover, verifier].map((part) => `${part.length}:${part}`);
  return createHmac('sha256', Buffer.from(roomKey, 'base64url')).update(about.join(',')).digest('base64url');
}

export function isRoomProof(claimed: string, of: ProofOf): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(claimed), digest(roomProof(of)));
}

/**
 * The secret that the tracker compares (protocol 7.11.3): enough to check a newcomer, too little to prove an
 * invitation.
 */
export function trackerSecretOf(roomKey: string): string {
  const derived = hkdfSync('sha256', Buffer.from(roomKey, 'base64url'), '', 'p2pchat-room-tracker-1', 32);
  return Buffer.from(derived).toString('base64url');
}
