// What a peer keeps of its own: who it is, whom it knows, what opens its private rooms, and which tracker it trusts.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Identity } from '../../commons/identity/identity.ts';
import { openIdentity } from '../../commons/identity/identity-file.ts';
import type { KeyChange } from '../../commons/identity/key-change.ts';
import type { Endpoint } from '../../commons/net/endpoint.ts';
import { privateFolder } from '../../commons/storage/private-files.ts';
import { type Contact, contactRecord } from '../core/records/contact.ts';
import { type KeptConversations, keptConversations } from '../core/records/kept.ts';
import { type RoomKey, roomKeyRecord } from '../core/records/room-key.ts';
import {
  INPUT_HISTORY,
  inputHistoryList,
  keepInputHistory,
  readInputHistory,
  removeDamagedHistory,
} from './input-history.ts';
import { type KnownTracker, knownTracker } from './known-tracker.ts';
import { KEY_CHANGES, keyChangesFile, type NextKey, OwnKeys } from './own-keys.ts';
import { Vault } from './vault.ts';

const CONTACTS = 'known_peers.json';
const ROOM_KEYS = 'rooms.json';
const CONVERSATIONS = 'conversations.json';
const contactList = z.array(contactRecord);
const roomKeyList = z.array(roomKeyRecord);

/** The port: files, or nothing but memory for tests. */
export interface Profile {
  readonly identity: Identity;
  /** Whether the key was made just now: no tracker knows it yet. */
  readonly isNew: boolean;
  /** The key that is to follow; null: none was made. */
  readonly nextKey: NextKey | null;
  readonly tracker: KnownTracker;
  readonly contacts: readonly Contact[];
  readonly roomKeys: readonly RoomKey[];
  /** Where the user was; null: nothing was kept so far. */
  readonly conversations: KeptConversations | null;
  /** Commands that were typed before, the oldest first. */
  readonly inputHistory: readonly string[];
  /** The statements, the oldest first, that lead to the key of that user, and to the next one. */
  keyChangesOf(username: string): readonly KeyChange[];
  /** Makes the key that is to follow. */
  prepareNextKey(username: string): Promise<{ next: NextKey; change: KeyChange }>;
  /** The key that is to follow is `identity` from now on. */
  useNextKey(): Promise<void>;
  /** All resolve when it is durable, and reject with what is to be said. */
  keepContacts(contacts: readonly Contact[]): Promise<void>;
  keepRoomKeys(roomKeys: readonly RoomKey[]): Promise<void>;
  keepConversations(conversations: KeptConversations): Promise<void>;
  keepInputHistory(entries: readonly string[]): Promise<void>;
}

export interface ProfilePlace {
  /** Of the identity. */
  readonly folder: string;
  /** Of what is known at this tracker: names mean something else at another one. */
  readonly filesFolder: string;
  /** Of the keys of trackers. */
  readonly trackersFolder: string;
  readonly tracker: Endpoint;
  /** Seals the files; null: they are in the open, for this user of the machine alone. */
  readonly passphrase: string | null;
}

/** Rejects with a PrivateFileError or a PassphraseNeeded. */
export async function openProfile(place: ProfilePlace, warn: (message: string) => void): Promise<Profile> {
  await privateFolder(place.folder);
  const opened = await openIdentity(join(place.folder, 'identity.json'), place.passphrase);
  const { identity, filesKey, isNew, isJustSealed } = opened;
  await privateFolder(place.filesFolder);
  const vault = new Vault(place.filesFolder, filesKey, isJustSealed);
  const contacts = (await vault.read(CONTACTS, contactList, warn)) ?? [];
  const roomKeys = (await vault.read(ROOM_KEYS, roomKeyList, warn)) ?? [];
  for (const folder of await foldersIn(place.folder)) {
    await removeDamagedHistory(folder);
    await readInputHistory(new Vault(folder, filesKey, isJustSealed), warn);
  }
  const conversations = await vault.read(CONVERSATIONS, keptConversations, warn);
  const inputHistory = await readInputHistory(vault, warn);
  if (isJustSealed && filesKey) await sealAll(place.folder, filesKey, warn);
  const ownVault = new Vault(place.folder, filesKey, isJustSealed);
  const ownKeys = await OwnKeys.open({ ...place, vault: ownVault, filesKey }, identity, warn);
  return {
    get identity() {
      return ownKeys.identity;
    },
    isNew,
    get nextKey() {
      return ownKeys.next;
    },
    keyChangesOf: (username) => ownKeys.changesOf(username),
    prepareNextKey: (username) => ownKeys.prepare(username),
    useNextKey: () => ownKeys.useNext(),
    tracker: await knownTracker(place.trackersFolder, place.tracker),
    contacts,
    roomKeys,
    conversations,
    inputHistory,
    keepContacts: (kept) => vault.write(CONTACTS, kept),
    keepRoomKeys: (kept) => vault.write(ROOM_KEYS, kept),
    keepConversations: (kept) => vault.write(CONVERSATIONS, kept),
    keepInputHistory: (kept) => keepInputHistory(vault, kept),
  };
}

/** This folder and those in it, one for each tracker. */
async function foldersIn(folder: string): Promise<string[]> {
  const inside = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return [folder, ...inside.map(({ name }) => join(folder, name))];
}

async function sealAll(folder: string, key: Buffer, warn: (message: string) => void): Promise<void> {
  for (const each of await foldersIn(folder)) {
    const vault = new Vault(each, key, true);
    for (const [name, schema] of [
      [KEY_CHANGES, keyChangesFile],
      [CONTACTS, contactList],
      [ROOM_KEYS, roomKeyList],
      [CONVERSATIONS, keptConversations],
      [INPUT_HISTORY, inputHistoryList],
    ] as const) {
      const kept = await vault.read<unknown>(name, schema, warn);
      if (kept) await vault.write(name, kept);
    }
    await removeWhatIsOpen(each, warn);
  }
}

/** What tells of the time before the files were sealed. */
async function removeWhatIsOpen(folder: string, warn: (message: string) => void): Promise<void> {
  const open = (await readdir(folder)).filter((name) => name === 'peer.log' || name.endsWith('.damaged'));
  for (const name of open) await rm(join(folder, name), { force: true });
  if (open.length > 0) warn(`the files are sealed now; removed was what could not be: ${open.join(', ')}`);
}
