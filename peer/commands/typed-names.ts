// The screen shows `#` before a room and `@` before a user; neither is part of the name.

/** The name of a room that was typed as `#dev`, or as `dev`. */
export function roomName(typed: string): string {
  return typed.startsWith('#') ? typed.slice(1) : typed;
}

/** The name of a user that was typed as `@ana`, or as `ana`: no name begins with `@`. */
export function userName(typed: string): string {
  return typed.replace(/^@/, '');
}
