// The limits of the wire in one place, each with the reason for its value (protocol 2.2).

/**
 * Largest object, in bytes of UTF-8 without its terminator: one page of a list fits; an attacker gains little (protocol
 * 2.2.1).
 */
export const MAX_OBJECT_BYTES = 64 * 1024;

/** Deepest nesting of objects and arrays; our objects nest at most 5 deep (protocol 2.2.2). */
export const MAX_DEPTH = 16;

/**
 * A reference peer reads an object with one recv of this many bytes, and expects exactly one object in it (protocol
 * 8.1.2). It reads the first object on an accepted connection with 1,024 bytes; HELLO is far smaller.
 */
export const MAX_REFERENCE_OBJECT_BYTES = 4096;

/**
 * Gap between two objects written to a reference peer, in ms (protocol 8.2.1). 5 ms are needed so that each arrives in
 * a recv of its own; the rest is for a reader that a busy machine wakes late, since a reference peer loses objects that
 * arrive together.
 */
export const REFERENCE_PACE_MS = 20;

/**
 * Silence allowed on an accepted connection before its first byte: the side that dialled has something to send
 * (protocol 2.2.3).
 */
export const FIRST_BYTE_MS = 5_000;

/**
 * From the first byte of an encrypted connection to the end of its handshake, which takes a round trip or two (protocol
 * 2.2.4).
 */
export const HANDSHAKE_MS = 5_000;

/** From an object's first byte to its last: a slower sender is broken or attacks (protocol 2.2.5). */
export const OBJECT_MS = 10_000;

/** From connecting to a login at the tracker: a control connection is for users (protocol 2.2.6). */
export const LOGIN_MS = 10_000;

/**
 * From accepting to admitting on a peer's listener: covers a handshake, HELLO and a question to the tracker (protocol
 * 2.2.7).
 */
export const HELLO_MS = 10_000;

/** A dialled address that does not accept within this is given up and tried again later (protocol 2.2.8). */
export const DIAL_MS = 5_000;

/**
 * How long a dialled peer may take to answer HELLO before it counts as a reference peer, which never answers (protocol
 * 2.2.9). Long enough for a slow network: lines to a reference peer are never acknowledged.
 */
export const HELLO_ANSWER_MS = 2_000;

/**
 * Written but not yet taken by the other side's kernel; with more the connection is stuck, and is destroyed (protocol
 * 2.2.10).
 */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/**
 * Bytes that are still read, and discarded, after we have ended a connection (protocol 2.2.13): closing with unread
 * bytes would reset the connection, and the refusal might be lost. More bytes were not under way before, and the
 * connection is destroyed.
 */
export const MAX_DISCARDED_BYTES = 1024 * 1024;

/** Characters of a user's name after NFC (protocol 3.12.1). */
export const MAX_USERNAME_CHARACTERS = 32;

/** Characters of a room's name after NFC (protocol 3.12.1). */
export const MAX_ROOM_NAME_CHARACTERS = 48;

/** Seats of a room: the owner's and two more. Always three. */
export const SEATS_PER_ROOM = 3;

/**
 * Rooms in which one user may have a seat: keeps LIST_PEERS entries and the work of a lost connection small (protocol
 * 3.2.7).
 */
export const MAX_ROOMS_PER_USER = 32;

/** Names that one session may watch: more than a user writes to, and little to store (protocol 3.11.1). */
export const MAX_WATCHED = 64;

/**
 * Largest text of one chat message, in bytes of its JSON form: leaves 4 KiB of the object for names, id and time
 * (protocol 2.2.22).
 */
export const MAX_CONTENT_BYTES = MAX_OBJECT_BYTES - 4 * 1024;

/** Entries of one page of a list without a `limit`, and the largest `limit` (protocol 3.10.2). */
export const DEFAULT_PAGE = 100;
export const MAX_PAGE = 500;

/** The life of a session token (protocol 3.9.3). */
export const TOKEN_MS = 24 * 60 * 60 * 1000;

/**
 * The furthest that the end of a token's life may be ahead (protocol 3.9.3). A clock that was set back by less than a
 * day costs no user a login, and a token that was issued while the clock was far ahead is refused.
 */
export const MAX_TOKEN_AHEAD_MS = 2 * TOKEN_MS;

/** A room expires when no member was present on so many days in a row on which the tracker ran (protocol 5.1.5). */
export const ROOM_EXPIRY_DAYS = 30;
