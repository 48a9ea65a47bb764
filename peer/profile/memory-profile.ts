import { type Identity, newIdentity } from '../../commons/identity/identity.ts';
import type { KeyChange } from '../../commons/identity/key-change.ts';
import { signKeyChange } from '../../commons/identity/signed-key-change.ts';
import type { Contact } from '../core/records/contact.ts';
import type { KeptConversations } from '../core/records/kept.ts';
import type { RoomKey } from '../core/records/room-key.ts';
import type { PasswordWay } from './known-tracker.ts';
import type { NextKey } from './own-keys.ts';
import type { Profile } from './profile.ts';

/** A profile in memory: it lasts as long as the object, which can be given to another peer later. */
export class MemoryProfile implements Profile {
  identity: Identity;
  nextKey: NextKey | null = null;
  keyChanges: readonly KeyChange[] = [];
  isNew = true;
  contacts: readonly Contact[] = [];
  roomKeys: readonly RoomKey[] = [];
  conversations: KeptConversations | null = null;
  inputHistory: readonly string[] = [];
  trackerKey: string | null = null;
  passwordWay: PasswordWay = 'unknown';

  constructor(identity: Identity = newIdentity()) {
    this.identity = identity;
  }

  get tracker(): Profile['tracker'] {
    const profile = this;
    return {
      get passwordWay() {
        return profile.passwordWay;
      },
      keepPasswordWay: async (way) => {
        this.passwordWay = way;
      },
      fingerprint: this.trackerKey,
      file: 'known_trackers/tracker',
      pin: async (fingerprint) => {
        this.trackerKey ??= fingerprint;
        return this.trackerKey;
      },
      replace: async (fingerprint) => {
        this.trackerKey = fingerprint;
      },
    };
  }

  keyChangesOf(): readonly KeyChange[] {
    return this.keyChanges;
  }

  async prepareNextKey(username: string): Promise<{ next: NextKey; change: KeyChange }> {
    const next = { username, identity: newIdentity() };
    const change = signKeyChange(username, this.identity, next.identity.fingerprint);
    this.nextKey = next;
    this.keyChanges = [...this.keyChanges, change];
    return { next, change };
  }

  async useNextKey(): Promise<void> {
    this.identity = this.nextKey?.identity ?? this.identity;
    this.nextKey = null;
  }

  async keepContacts(contacts: readonly Contact[]): Promise<void> {
    this.contacts = contacts;
  }

  async keepRoomKeys(roomKeys: readonly RoomKey[]): Promise<void> {
    this.roomKeys = roomKeys;
  }

  async keepConversations(conversations: KeptConversations): Promise<void> {
    this.conversations = conversations;
  }

  async keepInputHistory(entries: readonly string[]): Promise<void> {
    this.inputHistory = entries;
  }
}
