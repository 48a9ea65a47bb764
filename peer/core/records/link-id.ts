/** Names one connection to a peer for as long as the program runs. */
export type LinkId = number;
