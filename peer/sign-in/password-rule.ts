// What a password is, however it was typed, and what a new one has to be. Only our own programs can check it: the
// tracker never sees a password.

/** Fewer can be guessed by trying them all, once somebody has the tracker's files. In code points. */
export const MIN_PASSWORD_CHARACTERS = 8;

/** As OpaqueString of RFC 8265 prepares it: any space is U+0020, letters are composed (NFC); case and width stay. */
export function normalPassword(password: string): string {
  return password.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}

/** Spaces around it add nothing, and the name is what is tried first. */
export function isWeakPassword(password: string, username: string): boolean {
  const counted = normalPassword(password).trim();
  return [...counted].length < MIN_PASSWORD_CHARACTERS || counted.toLowerCase() === username.toLowerCase();
}
