import type { Logger } from '../../commons/process/logger.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';

/**
 * For `catch`: logs a failure of the disk with its consequence, and returns null. Rethrows anything else, which is a
 * bug.
 */
export function reportStorage(logger: Logger, consequence: string): (error: unknown) => null {
  return (error) => {
    if (!(error instanceof StorageError)) throw error;
    logger.error(`${error.message}: ${consequence}`);
    return null;
  };
}
