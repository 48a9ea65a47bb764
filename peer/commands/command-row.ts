// The row of a slash command: its names, its arguments, and its help in both languages.

/** Commands of every front end. */
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

/** Commands of the full screen. */
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
  /** The name that is shown in Portuguese: one of the aliases, or `name`. */
  readonly pt: string;
  /** The arguments, as help shows them. */
  readonly usage: string;
  /** How many arguments there are; the last one may have spaces in it. */
  readonly words: { readonly min: number; readonly max: number };
  readonly help: { readonly en: string; readonly pt: string };
  /** It needs the full screen. */
  readonly isForScreen?: true;
}

export const words = (min: number, max = min) => ({ min, max });
