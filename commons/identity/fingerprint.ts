/**
 * Names a public key: the SHA-256 of its SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7), 43 characters of base64url.
 */
export type Fingerprint = string;

export const FINGERPRINT = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
