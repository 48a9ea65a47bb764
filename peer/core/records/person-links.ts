import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import type { LinkReport } from '../../reports.ts';
import type { LinkId } from './link-id.ts';
import type { LinkProofs } from './link-proofs.ts';

/** One open connection to a person. */
export interface OpenLink {
  readonly id: LinkId;
  /** Rises with each link that opens. */
  readonly order: number;
  /** Where the other side is. */
  readonly address: string;
  readonly isDialled: boolean;
  readonly isExtended: boolean;
  readonly features: readonly string[];
  /** The key that the other side has proven; null: the link is plaintext. */
  readonly fingerprint: Fingerprint | null;
  /** What only the two ends of this link know (base64url). */
  readonly binding: string | null;
  /** The key exchange of the link; null: the link is plaintext, or they dialled. */
  readonly keyExchange: string | null;
  readonly proofs: LinkProofs;
  /** We are closing it: messages sent on it from now on would not leave. */
  readonly isClosing: boolean;
}

/** What a program announces in its HELLO. */
export interface Announced {
  readonly features: readonly string[];
  readonly recordsKeys: boolean;
  readonly hasEncryptionOff: boolean;
}

/** The open links with one person, and what they have shown of the program at the other end. */
export class PersonLinks {
  readonly #open = new Map<LinkId, { -readonly [Field in keyof OpenLink]: OpenLink[Field] }>();
  #openedAt = 0;
  #isExtendedPeer = false;
  #recordsKeys = false;
  #hasEncryptionOff = false;
  #hasLeft = false;
  #hasMoved = false;
  #reported: LinkReport | null = null;

  get open(): ReadonlyMap<LinkId, OpenLink> {
    return this.#open;
  }

  /** When the last one opened (monotonic ms). */
  get openedAt(): number {
    return this.#openedAt;
  }

  /** One of the links was extended: from then on each link has to be. */
  get isExtendedPeer(): boolean {
    return this.#isExtendedPeer;
  }

  /** They have announced that they record the keys of their links. */
  get recordsKeys(): boolean {
    return this.#recordsKeys;
  }

  get hasEncryptionOff(): boolean {
    return this.#hasEncryptionOff;
  }

  /** They have sent LEAVE: they are redialled after a pause, and not at all if only a private chat is shared. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  /** The tracker has reported another address than that of the open links. */
  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  /** The last state that was reported to front ends. */
  get reported(): LinkReport | null {
    return this.#reported;
  }

  add(link: OpenLink, announced: Announced, atMs: number): void {
    this.#open.set(link.id, link);
    this.#isExtendedPeer ||= link.isExtended;
    this.#recordsKeys = announced.recordsKeys;
    this.#hasEncryptionOff = announced.hasEncryptionOff;
    this.#hasLeft = false;
    this.#openedAt = atMs;
  }

  /** A program that was taken for a reference peer has answered HELLO after all. */
  upgrade(id: LinkId, announced: Announced): void {
    const link = this.#open.get(id);
    if (!link) return;
    link.isExtended = true;
    link.features = announced.features;
    this.#isExtendedPeer = true;
    this.#recordsKeys = announced.recordsKeys;
    this.#hasEncryptionOff = announced.hasEncryptionOff;
  }

  markClosing(id: LinkId): void {
    const link = this.#open.get(id);
    if (link) link.isClosing = true;
  }

  /** Returns whether it was open. */
  remove(id: LinkId): boolean {
    return this.#open.delete(id);
  }

  markLeft(): void {
    this.#hasLeft = true;
  }

  /** They have written, or taken part, since they left. */
  clearLeft(): void {
    this.#hasLeft = false;
  }

  markMoved(): void {
    this.#hasMoved = true;
  }

  /** A link with the new address is open. */
  clearMoved(): void {
    this.#hasMoved = false;
  }

  /** They may have come back with another program. */
  allowReferencePeer(): void {
    this.#isExtendedPeer = false;
  }

  setReported(state: LinkReport | null): void {
    this.#reported = state;
  }
}
