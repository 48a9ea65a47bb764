// What the user has written before, kept over restarts; sealed like everything else of a profile that is sealed.

import type { z } from 'zod';
import { list, text } from '../../commons/protocol/schema.ts';
import { MAX_HISTORY_ENTRIES, MAX_HISTORY_ENTRY_UNITS } from '../ui/tui/editor/input-history.ts';
import type { Vault } from './vault.ts';

export const INPUT_HISTORY = 'history.json';

export const inputHistoryList: z.ZodType<string[]> = list(text(MAX_HISTORY_ENTRY_UNITS, 1), MAX_HISTORY_ENTRIES);

/**
 * The lines of before, the oldest first. A damaged file is put aside, and `warn` is told. Rejects with a PrivateFileError.
 */
export async function readInputHistory(vault: Vault, warn: (message: string) => void): Promise<readonly string[]> {
  return (await vault.read(INPUT_HISTORY, inputHistoryList, warn)) ?? [];
}

/** Resolves when it is durable. While one write is under way, of all that come only the newest is written. */
export function keepInputHistory(vault: Vault, entries: readonly string[]): Promise<void> {
  return vault.write(INPUT_HISTORY, entries);
}
