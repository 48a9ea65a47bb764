// Why a link ended or is refused, why a line was not delivered, why the tracker is away: values with the fields that a
// clause about them needs. The clauses are in `ui/phrases/reasons-en` and `reasons-pt`.

import type { EndCode } from '../commons/net/end-code.ts';
import type { Endpoint } from '../commons/net/endpoint.ts';

export type Reason =
  // The user's own decisions, and keys
  | { readonly why: 'blocked'; readonly username: string }
  /** They have the key of `blocked`. */
  | { readonly why: 'blocked_key'; readonly username: string; readonly blocked: string }
  | { readonly why: 'key_changed'; readonly username: string }
  /** No key is known, and plaintext is not allowed. */
  | { readonly why: 'no_key'; readonly username: string }
  /** The other end of the link does not have their key. */
  | { readonly why: 'not_their_key'; readonly username: string }
  /** Another key was shown when their address was dialled. */
  | { readonly why: 'wrong_key'; readonly username: string; readonly at: Endpoint }
  // What has become of a link
  | { readonly why: 'not_online' }
  | { readonly why: 'moved'; readonly username: string }
  | { readonly why: 'dialled_us' }
  | { readonly why: 'too_many_leaving' }
  | { readonly why: 'too_many_links'; readonly username: string }
  | { readonly why: 'goodbye'; readonly username: string }
  | { readonly why: 'nothing_shared' }
  | { readonly why: 'not_acknowledged'; readonly seconds: number }
  // Lines
  | { readonly why: 'you_quit' }
  | { readonly why: 'you_left' }
  | { readonly why: 'room_deleted' }
  | { readonly why: 'they_left'; readonly username: string; readonly room: string }
  | { readonly why: 'not_invited'; readonly username: string; readonly room: string }
  | { readonly why: 'too_many_lines'; readonly username: string; readonly most: number }
  | { readonly why: 'too_much_text'; readonly username: string }
  | { readonly why: 'too_much_text_in_all' }
  | { readonly why: 'away_too_long'; readonly username: string; readonly most: number }
  /** Their program answered with this code. */
  | { readonly why: 'line_refused'; readonly username: string; readonly code: string }
  // Somebody who dialled us is turned away
  | { readonly why: 'own_name' }
  | { readonly why: 'spelled_otherwise'; readonly username: string }
  | { readonly why: 'too_many_greetings' }
  | { readonly why: 'too_many_guesses' }
  | { readonly why: 'plaintext' }
  | { readonly why: 'without_key'; readonly username: string }
  | { readonly why: 'unknown'; readonly username: string }
  | { readonly why: 'unknown_at'; readonly username: string; readonly address: string }
  | { readonly why: 'not_key_of'; readonly username: string }
  | { readonly why: 'not_listed_key'; readonly username: string }
  | { readonly why: 'unconfirmed'; readonly username: string }
  | { readonly why: 'not_logged_in' }
  | { readonly why: 'other_kind' }
  // The protocol of links
  /** A message that the state of the link does not allow. */
  | { readonly why: 'not_allowed'; readonly message: string }
  | { readonly why: 'only_ping' }
  | { readonly why: 'too_much_early' }
  | { readonly why: 'hello_unanswered' }
  | { readonly why: 'other_name'; readonly username: string; readonly instead: string }
  | { readonly why: 'other_program' }
  | { readonly why: 'no_hello' }
  | { readonly why: 'not_identified' }
  | { readonly why: 'second_hello' }
  | { readonly why: 'others_came' }
  | { readonly why: 'leaving' }
  /** Too many messages in a row were none that are known. */
  | { readonly why: 'nonsense' }
  /** What was sent cannot be read; `text`: what is wrong with it. */
  | { readonly why: 'violation'; readonly text: string }
  // The tracker
  | { readonly why: 'tracker_silent' }
  | { readonly why: 'tracker_key_changed' }
  /** The tracker's key could not be stored; `text`: the system's words. */
  | { readonly why: 'key_not_stored'; readonly text: string }
  | { readonly why: 'password_not_proven'; readonly text: string }
  // The connection
  /** `text`: the sentence for logs, in English. */
  | { readonly why: 'connection'; readonly code: EndCode; readonly text: string };

export type ReasonOf<W extends Reason['why']> = Extract<Reason, { readonly why: W }>;
