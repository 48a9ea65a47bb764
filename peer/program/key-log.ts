import { closeSync, constants, fstatSync, openSync, type Stats, writeSync } from 'node:fs';
import { platform, userInfo } from 'node:os';

/** Keys of connections in the NSS format, for Wireshark: anyone with the file can decrypt the traffic. */
export interface KeyLog {
  readonly file: string;
  readonly record: (line: Buffer) => void;
  close(): void;
}

/** The file is one that others may read, or may have opened already; `message` says how. */
export class UnsafeKeyLog extends Error {
  override readonly name = 'UnsafeKeyLog';
}

const FOR_OTHERS = 0o077;

/**
 * Appends to `file`, which nobody else may read. Throws an {@link UnsafeKeyLog} if others could have it open: closing
 * it to them now would not take that away. Otherwise throws what the system says.
 */
export function openKeyLog(file: string, failed: (error: Error) => void): KeyLog {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW, O_NONBLOCK } = constants; // A pipe without a reader would wait.
  const descriptor = openSync(file, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK, 0o600);
  const danger = dangerOf(fstatSync(descriptor));
  if (danger !== null) {
    closeSync(descriptor);
    throw new UnsafeKeyLog(danger);
  }
  return {
    file,
    record(line) {
      try {
        writeSync(descriptor, line);
      } catch (error) {
        failed(error as Error);
      }
    },
    close: () => closeSync(descriptor),
  };
}

function dangerOf(stats: Stats): string | null {
  if (!stats.isFile()) return 'it is not a file';
  if (platform() === 'win32') return null; // It has other rights, and the user's own folders keep others out.
  const own = ownUid();
  if (own !== null && stats.uid !== own) return 'it belongs to somebody else';
  if ((stats.mode & FOR_OTHERS) !== 0) return 'others on this machine may read it, or have it open';
  return stats.nlink > 1 ? 'it has another name, by which others may reach it' : null;
}

/** null: the system does not know this user. */
function ownUid(): number | null {
  try {
    return userInfo().uid;
  } catch {
    return null;
  }
}
