// Every bound of the wire in one place, each with the reason for its value.

/** Largest object, in bytes of UTF-8 without its terminator: room for a page of a list, little for an attacker. */
export const MAX_OBJECT_BYTES = 64 * 1024;

/** Deepest nesting of objects and arrays; ours never exceed 5. */
export const MAX_DEPTH = 16;

/**
 * A reference peer reads an object with one recv of this many bytes, and takes nothing else than one object from it. (Its
 * first one on an accepted connection it reads with 1,024: HELLO is far smaller.)
 */
export const MAX_REFERENCE_OBJECT_BYTES = 4096;

/**
 * Gap between two objects written to a reference peer, in ms. It must be at least 5 for each to arrive in a recv of its
 * own; the rest is for a reader that a busy machine wakes late, since what arrives together is lost for it.
 */
export const REFERENCE_PACE_MS = 20;

/** Silence allowed on a new connection before its first byte. */
export const FIRST_BYTE_MS = 5_000;

/** From the first byte of an encrypted connection to the end of its handshake. */
export const HANDSHAKE_MS = 5_000;

/** From an object's first byte to its last: slower is either broken or an attack. */
export const OBJECT_MS = 10_000;

/** From connecting to a login on the tracker. */
export const LOGIN_MS = 10_000;

/** From connecting to a HELLO on a peer's listener. */
export const HELLO_MS = 10_000;

/** A dialled address that does not accept within this is given up and tried again later. */
export const DIAL_MS = 5_000;

/**
 * How long a dialled peer may take to answer HELLO before it counts as a reference peer, which never answers. A slow
 * network must not be taken for one: lines would leave that nobody confirms.
 */
export const HELLO_ANSWER_MS = 2_000;

/** Written but not yet taken by the other side's kernel; beyond it the connection counts as stuck and is dropped. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/**
 * What is still read after we have ended a connection, and thrown away: closing with unread bytes would reset the
 * connection, and the refusal might be lost. More than was under way then is an attack, and the connection is destroyed.
 */
export const MAX_DISCARDED_BYTES = 1024 * 1024;

/** Characters of a user's name after NFC. */
export const MAX_USERNAME_CHARACTERS = 32;

/** Characters of a room's name after NFC. */
export const MAX_ROOM_NAME_CHARACTERS = 48;

/** Seats of a room: the owner's and two more. Always three. */
export const SEATS_PER_ROOM = 3;

/** Rooms one user may hold a seat in: keeps LIST_PEERS entries and the work of a lost connection small. */
export const MAX_ROOMS_PER_USER = 32;

/** Names that one session may be told of when they log in: more than anybody writes to, and little to remember. */
export const MAX_WATCHED = 64;

/**
 * Largest text of one chat message, in bytes of its JSON form: leaves 4 KiB of the object for names, id and time.
 */
export const MAX_CONTENT_BYTES = MAX_OBJECT_BYTES - 4 * 1024;

/** Entries of one page of a LIST reply when the request names no `limit`, and the most it may name. */
export const DEFAULT_PAGE = 100;
export const MAX_PAGE = 500;

/** A session token's life. */
export const TOKEN_MS = 24 * 60 * 60 * 1000;

/**
 * The furthest that the end of a token's life may be ahead: a clock that was set back by less than a day costs nobody a
 * login, and a token that was given out while the clock was far ahead is not good until then.
 */
export const MAX_TOKEN_AHEAD_MS = 2 * TOKEN_MS;

/** Room and seats expire when nobody was present on so many days, one after the other, on which the tracker ran. */
export const ROOM_EXPIRY_DAYS = 30;
