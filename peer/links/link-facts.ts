import { type Hello, PEER_FEATURES, PEER_PROTOCOL_VERSION } from '../../commons/protocol/peer-messages.ts';
import type { LinkInput } from './link-io.ts';

export interface LinkOptions {
  readonly me: string;
  /** Whom we dial; null on the side that accepted. */
  readonly dialled: string | null;
  /** They were an extended peer before, so that silence is no answer. */
  readonly mustBeExtended: boolean;
  /** What else the other side is to know of us from the start. */
  readonly says?: Pick<Hello, 'keylog' | 'encryption' | 'key_changes'>;
}

/** What a link knows, besides its state. */
export class LinkFacts {
  readonly options: LinkOptions;
  /** Who the other side is: known from the start to the side that dialled. */
  username: string | null;
  isExtended = false;
  features: readonly string[] = [];
  /** What they said of themselves in HELLO. */
  said: Pick<Hello, 'keylog' | 'encryption' | 'key_changes'> = {};
  /** What has arrived before the other side was admitted. */
  held: LinkInput[] = [];

  constructor(options: LinkOptions) {
    this.options = options;
    this.username = options.dialled;
  }

  get hello(): Hello {
    const { me, says = {} } = this.options;
    return { cmd: 'HELLO', username: me, version: PEER_PROTOCOL_VERSION, features: [...PEER_FEATURES], ...says };
  }

  /** HELLO has come. */
  learn({ version, features = [], keylog, encryption, key_changes }: Hello): void {
    this.isExtended = version !== undefined;
    this.features = features;
    this.said = { keylog, encryption, key_changes };
  }
}
