// An invitation as text (protocol 7.11.6): all that a newcomer needs to join a room. It must be passed on privately.

import { FINGERPRINT, type Fingerprint } from '../identity/fingerprint.ts';
import { DEFAULT_TRACKER, type Endpoint, formatEndpoint, parseEndpoint } from '../net/endpoint.ts';

export interface Invitation {
  readonly tracker: Endpoint;
  readonly room: string;
  /** The inviter and the fingerprint of their key, with which the newcomer need not trust the tracker. */
  readonly from: { readonly username: string; readonly fingerprint: Fingerprint };
  /** The room's secret, 128 bits in base64url. */
  readonly roomKey: string;
}

const SCHEME = 'p2pchat://';
const ROOM_KEY = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const MAX_LENGTH = 2_048;

/** `p2pchat://tracker:port/room#name.fingerprint.secret`; the part behind the `#` is a secret of the room's members. */
export function formatInvitation({ tracker, room, from, roomKey }: Invitation): string {
  const who = `${encoded(from.username)}.${from.fingerprint}.${roomKey}`;
  return `${SCHEME}${formatEndpoint(tracker)}/${encoded(room)}#${who}`;
}

/**
 * Encodes a name for the URL. Half a surrogate pair cannot be encoded and is replaced; no valid name has one.
 * Punctuation that programs cut off the end of a link is encoded, too.
 */
function encoded(text: string): string {
  const whole = encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
  return whole.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Parses only what {@link formatInvitation} writes; for pasted text, see `pasted-invitation.ts`. null: the text is not
 * an invitation, or is damaged.
 */
export function parseInvitation(text: string): Invitation | null {
  if (!text.startsWith(SCHEME) || text.length > MAX_LENGTH) return null;
  const parts = /^([^/#]+)\/([^/#]+)#(.+)\.([^.]{43})\.([^.]{22})$/.exec(text.slice(SCHEME.length).trim());
  const [, where = '', room = '', username = '', fingerprint = '', roomKey = ''] = parts ?? [];
  const tracker = parseEndpoint(where, DEFAULT_TRACKER);
  const [roomName, from] = [decoded(room), decoded(username)];
  if (!tracker || !roomName || !from || !FINGERPRINT.test(fingerprint) || !ROOM_KEY.test(roomKey)) return null;
  return { tracker, room: roomName, from: { username: from, fingerprint }, roomKey };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
