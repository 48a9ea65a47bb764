import type { Logger } from '../../commons/process/logger.ts';
import { StorageError } from '../../commons/storage/storage-error.ts';

/** For `catch`: says that the disk refused, and what follows from it, and goes on with null. Anything else is a bug. */
export function reportStorage(logger: Logger, consequence: string): (error: unknown) => null {
  return (error) => {
    if (!(error instanceof StorageError)) throw error;
    logger.error(`${error.message}: ${consequence}`);
    return null;
  };
}
