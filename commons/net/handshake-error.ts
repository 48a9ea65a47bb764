import type { EndCode } from './end-code.ts';

/** The handshake failed; `message` gives the reason, for logs. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
  readonly code: EndCode;
  /** Whether this side rejected the other side's key. */
  readonly isWrongKey: boolean;

  constructor(message: string, code: EndCode = 'handshake_failed', isWrongKey = false) {
    super(message);
    this.code = code;
    this.isWrongKey = isWrongKey;
  }
}
