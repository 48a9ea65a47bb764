import { PATIENCE_MS } from '../helpers/patience.ts';

/** `work`, but no longer than the deadline: then it rejects, and says what was waited for. */
export async function within<T>(work: Promise<T>, what: string, deadlineMs = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${deadlineMs} ms in vain for ${what}`)), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
