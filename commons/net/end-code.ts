/** Why a connection ended, or could not be opened. The English sentence beside a code is for logs. */
export type EndCode =
  /** This program ended it; the sentence gives the reason. */
  | 'ours'
  /** The other side closed it. */
  | 'closed'
  /** The other side, or the network, broke it off. */
  | 'broken'
  /** Nobody listens there. */
  | 'refused'
  | 'no_answer'
  /** No route from this network. */
  | 'no_way'
  | 'unknown_name'
  /** Received bytes cannot be decrypted. */
  | 'tampered'
  | 'handshake_failed'
  /** The other side speaks another protocol. */
  | 'other_protocol'
  /** The other side does not read what is sent to it. */
  | 'not_read'
  /** Something expected was not received in time. */
  | 'too_slow'
  /** More bytes were received, or had to be held, than the limits allow. */
  | 'too_much'
  /** Another error of the system; the sentence holds its code. */
  | 'system';

export interface End {
  readonly code: EndCode;
  /** For logs. */
  readonly text: string;
}
