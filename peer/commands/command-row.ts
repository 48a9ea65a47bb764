// A slash command as it is written down: its names, what follows it, and its help, in both languages.

/** What the client itself does, whatever its face. */
export type CommandName =
  | 'help'
  | 'users'
  | 'peers'
  | 'rooms'
  | 'join'
  | 'create'
  | 'leave'
  | 'delete-room'
  | 'msg'
  | 'me'
  | 'say'
  | 'invite'
  | 'add'
  | 'accept'
  | 'decline'
  | 'requests'
  | 'fingerprint'
  | 'safety-number'
  | 'verify'
  | 'unverify'
  | 'trust'
  | 'block'
  | 'unblock'
  | 'password'
  | 'status'
  | 'wire'
  | 'quit';

/** What only the full screen does. */
export type ScreenCommandName =
  | 'search'
  | 'mute'
  | 'marks'
  | 'clear'
  | 'export'
  | 'set'
  | 'theme'
  | 'lang'
  | 'time'
  | 'mouse';

export interface CommandRow {
  readonly name: CommandName | ScreenCommandName;
  readonly aliases: readonly string[];
  /** The name that is shown in Portuguese: one of the aliases, or the same. */
  readonly pt: string;
  /** What follows the name, for people. */
  readonly usage: string;
  /** How many words must follow, and whether there may be more text. */
  readonly words: { readonly min: number; readonly max: number };
  readonly help: { readonly en: string; readonly pt: string };
  /** It needs the full screen. */
  readonly isForScreen?: true;
}

/** A rest of any length counts as the last word. */
export const words = (min: number, max = min) => ({ min, max });
