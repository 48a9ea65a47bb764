import { type Hello, PEER_FEATURES, PEER_PROTOCOL_VERSION } from '../../commons/protocol/peer-messages.ts';
import type { LinkInput } from './link-io.ts';

export interface LinkOptions {
  readonly me: string;
  /** The user that we dial; null on the side that accepted. */
  readonly dialled: string | null;
  /** It was an extended peer before, so that silence does not mean a reference peer. */
  readonly mustBeExtended: boolean;
  /** What our HELLO announces besides name, version and features. */
  readonly announces?: Pick<Hello, 'keylog' | 'encryption' | 'key_changes'>;
}

/** What a link knows, besides its state. */
export class LinkFacts {
  readonly options: LinkOptions;
  /** The user at the other side: known from the start to the side that dialled. */
  username: string | null;
  isExtended = false;
  features: readonly string[] = [];
  /** What its HELLO announced. */
  announced: Pick<Hello, 'keylog' | 'encryption' | 'key_changes'> = {};
  /** Messages that arrived before the other side was admitted. */
  held: LinkInput[] = [];

  constructor(options: LinkOptions) {
    this.options = options;
    this.username = options.dialled;
  }

  get hello(): Hello {
    const { me, announces = {} } = this.options;
    return { cmd: 'HELLO', username: me, version: PEER_PROTOCOL_VERSION, features: [...PEER_FEATURES], ...announces };
  }

  /** HELLO has arrived. */
  learn({ version, features = [], keylog, encryption, key_changes }: Hello): void {
    this.isExtended = version !== undefined;
    this.features = features;
    this.announced = { keylog, encryption, key_changes };
  }
}
