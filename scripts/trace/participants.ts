import { forgetOldest } from '../../commons/limits/forget-oldest.ts';
import { participantName, TRACKER } from '../../commons/model/participant-name.ts';
import { type Endpoint, formatEndpoint } from '../../commons/net/endpoint.ts';
import { visible } from '../../commons/text/text.ts';

/** What of an object tells who is who. */
export interface Clue {
  readonly word: string;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** The `username` of the object. */
  readonly username: string | null;
  /** Where its writer listens. */
  readonly listensOn: number | null;
}

export { TRACKER };

/** Longer names are cut: a name is only a claim, and no valid name is longer. */
const MAX_NAME = 32;

/** Ends of connections that are remembered; the oldest are forgotten. */
const MAX_KNOWN = 20_000;

/** Who is behind which end of a connection, learnt from what is said there. */
export class Participants {
  readonly #byEnd = new Map<string, string>();
  readonly #byAddress = new Map<string, string>();

  learn({ word, from, to, username, listensOn }: Clue): void {
    const isLogin = word === 'SCRAM' || word === 'LOGIN' || word === 'REGISTER';
    if (isLogin) this.#is(to, TRACKER);
    if (word === 'PING' && !this.#byEnd.has(formatEndpoint(from))) this.#is(from, TRACKER);
    if (username === null || !(isLogin || word === 'HELLO' || word === 'MESSAGE')) return;
    const name = participantName(visible(username));
    this.#is(from, name);
    if (isLogin && listensOn !== null) this.#is({ address: from.address, port: listensOn }, name);
  }

  /** For an address that is one participant's alone. */
  isAt(address: string, name: string): void {
    // Who turns out to share it is told by writing the address itself as its name.
    if (name === address) this.#byAddress.delete(address);
    else remember(this.#byAddress, address, name);
  }

  nameOf(end: Endpoint): string {
    const written = formatEndpoint(end);
    return this.#byEnd.get(written) ?? this.#byAddress.get(end.address) ?? written;
  }

  #is(end: Endpoint, name: string): void {
    remember(this.#byEnd, formatEndpoint(end), name);
  }
}

function remember(names: Map<string, string>, key: string, claimed: string): void {
  const name = visible(claimed).slice(0, MAX_NAME).toWellFormed().trim();
  if (name === '') return;
  names.set(key, name);
  forgetOldest(names, MAX_KNOWN);
}
