/** How a connection ended, or why there is none. The English sentence beside a code is for logs. */
export type EndCode =
  /** We ended it; the sentence says why. */
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
  /** What arrived cannot be decrypted. */
  | 'tampered'
  | 'handshake_failed'
  /** The other side speaks another protocol. */
  | 'other_protocol'
  /** The other side does not read what we send. */
  | 'not_read'
  /** What had to come did not come in time. */
  | 'too_slow'
  /** More arrived, or had to be held, than is allowed. */
  | 'too_much'
  /** Another error of the system; the sentence holds its code. */
  | 'system';

export interface End {
  readonly code: EndCode;
  /** For logs. */
  readonly text: string;
}
