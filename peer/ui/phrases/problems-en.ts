// Problems in English, as the screen, plain lines and `--json` word them.

import { MAX_CONTENT_BYTES } from '../../../commons/protocol/limits.ts';
import { rowOf, usageOf } from '../../commands/commands.ts';
import { type ProblemWords, wordedBy } from './problem-words.ts';

const WORDS: ProblemWords = {
  UNKNOWN_COMMAND({ typed, guess }) {
    const meant = guess === null ? '' : ` Did you mean /${guess}?`;
    return `There is no command /${typed}.${meant} /help lists all.`;
  },
  BAD_ARGUMENTS({ command }) {
    const row = rowOf(command);
    return `Usage: ${usageOf(row)} - ${row.help.en}.`;
  },
  NEEDS_SCREEN: ({ command }) => `/${command} works only on the full screen.`,
  TOO_MANY_LINES: () => 'Too many lines wait for the tracker; this one was dropped.',
  NO_CONVERSATION({ why }) {
    switch (why) {
      case 'say':
        return 'Not sent: join a room first (/join <room>), or write to someone (/msg <user>).';
      case 'invite':
        return 'Which room? Use /invite <room> with a room that you are in.';
      case 'add':
        return 'Join the room first: /add invites someone to the room that you are in.';
      case 'leave':
        return 'You are in no room and no private chat.';
      case 'delete':
        return 'Which room? You are in none: /delete-room <room>.';
    }
  },
  NOT_IN_ROOM: ({ room }) => `Not sent: you are no longer in ${room === null ? 'that room' : `#${room}`}.`,
  NOT_TO_YOURSELF: () => 'That is you.',
  TOO_LARGE: ({ why }) =>
    why === 'message'
      ? `This line is too long and was not sent; ${MAX_CONTENT_BYTES} bytes is the most.`
      : 'That line is too long; it was dropped.',
  NOT_UTF8: () => 'The input is UTF-16, so nothing of it was read; send it as UTF-8.',
  NOT_DONE: ({ seconds }) => `The input has ended, and after ${seconds} s not all of it is done; giving up.`,
  STORAGE_FAILED: ({ reason }) => `What you decided could not be saved for the next time: ${reason}.`,
  TEXT: ({ english }) => english,
};

export const problemInEnglish = wordedBy(WORDS);
