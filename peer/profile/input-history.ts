// The commands that the user typed before, kept over restarts; sealed like everything else of a profile that is sealed.

import { join } from 'node:path';
import type { z } from 'zod';
import { list, text } from '../../commons/protocol/schema.ts';
import { removePrivate } from '../../commons/storage/private-files.ts';
import { isKeptCommand } from '../commands/kept-commands.ts';
import { MAX_HISTORY_ENTRIES, MAX_HISTORY_ENTRY_UNITS } from '../ui/tui/editor/input-history.ts';
import type { Vault } from './vault.ts';

export const INPUT_HISTORY = 'history.json';

export const inputHistoryList: z.ZodType<string[]> = list(text(MAX_HISTORY_ENTRY_UNITS, 1), MAX_HISTORY_ENTRIES);

/**
 * The commands of earlier runs, the oldest first. Earlier versions kept text, too, which is removed from the file. A
 * damaged file is removed as well, and reported to `warn`. Rejects with a PrivateFileError.
 */
export async function readInputHistory(vault: Vault, warn: (message: string) => void): Promise<readonly string[]> {
  const entries = (await vault.read(INPUT_HISTORY, inputHistoryList, warn, 'remove')) ?? [];
  const commands = entries.filter(isKeptCommand);
  if (commands.length < entries.length) await vault.write(INPUT_HISTORY, commands);
  return commands;
}

/** Removes the damaged history that earlier versions put aside, since it may contain text. */
export function removeDamagedHistory(folder: string): Promise<void> {
  return removePrivate(join(folder, `${INPUT_HISTORY}.damaged`));
}

/** Stores the entries; resolves when they are durable. Of the calls during a write, only the newest is written. */
export function keepInputHistory(vault: Vault, entries: readonly string[]): Promise<void> {
  return vault.write(INPUT_HISTORY, entries);
}
