import type { End } from './end-code.ts';

export const ENDED: End = { code: 'broken', text: 'the connection ended during the handshake' };

/** Translates an error of OpenSSL, or of the stream below it. */
export function describeTlsError(error: NodeJS.ErrnoException): End {
  const { code = '' } = error;
  if (code === 'ECONNRESET') return ENDED;
  if (/VERSION|UNSUPPORTED_PROTOCOL/.test(code)) return { code: 'other_protocol', text: 'it does not speak TLS 1.3' };
  if (/APPLICATION_PROTOCOL/.test(code)) return { code: 'other_protocol', text: 'it is a program of another kind' };
  return { code: 'handshake_failed', text: whyFailed(code || error.message) };
}

function whyFailed(code: string): string {
  if (/BAD_SIGNATURE|PROVIDER_SIGNATURE_FAILURE|DECRYPT|DIGEST/.test(code))
    return 'it does not hold the key that it shows';
  if (/CERT|ISSUER|SIGNATURE|ALTNAME/.test(code)) return `its certificate is not vouched for (${code})`;
  return `the handshake failed (${code})`;
}
