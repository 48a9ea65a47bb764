// What a new password has to be. Only our own programs can check it: the tracker never sees a password.

/** Fewer can be guessed by trying them all, once somebody has the tracker's files. In code points. */
export const MIN_PASSWORD_CHARACTERS = 8;

export function isWeakPassword(password: string): boolean {
  return [...password].length < MIN_PASSWORD_CHARACTERS;
}
