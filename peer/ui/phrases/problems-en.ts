// Problems in English, as the screen, plain lines and `--json` word them.

import { formatEndpoint } from '../../../commons/net/endpoint.ts';
import { MAX_CONTENT_BYTES } from '../../../commons/protocol/limits.ts';
import { rowOf } from '../../commands/commands.ts';
import { usageOf } from '../../commands/usage.ts';
import type { AskedOfTracker } from '../../problems.ts';
import { MIN_PASSWORD_CHARACTERS } from '../../sign-in/password-rule.ts';
import { type ProblemWords, wordedBy } from './problem-words.ts';
import { reasonInEnglish } from './reasons-en.ts';

const WORDS: ProblemWords = {
  UNKNOWN_COMMAND({ typed, guess }) {
    const meant = guess === null ? '' : ` Did you mean /${guess}?`;
    return `There is no command /${typed}.${meant} /help lists all.`;
  },
  BAD_ARGUMENTS(problem) {
    if (problem.why === 'room_options') {
      return 'After the name of a room there may be --password (and the password), or, with /create, --invite-only.';
    }
    const row = rowOf(problem.command);
    return `Usage: ${usageOf(row)} - ${row.help.en}.`;
  },
  NEEDS_SCREEN: ({ command }) => `/${command} works only on the full screen.`,
  TOO_MANY_LINES: () => 'Too many lines are waiting for the tracker; this one was dropped.',
  NO_CONVERSATION({ why }) {
    switch (why) {
      case 'say':
        return 'Not sent: join a room first (/join <room>), or write to someone (/msg <user>).';
      case 'invite':
        return 'Which room? Use /invite <room> with a room that you are in.';
      case 'add':
        return 'Join the room first: /add invites someone to the room that you are in.';
      case 'leave':
        return 'You are not in a room or a private chat.';
      case 'delete':
        return 'Which room? You are not in one: /delete-room <room>.';
    }
  },
  NOT_IN_ROOM: ({ room }) => `Not sent: you are no longer in ${room === null ? 'that room' : `#${room}`}.`,
  NOT_TO_YOURSELF: () => 'That is you.',
  TOO_LARGE: ({ why }) =>
    why === 'message'
      ? `Not sent: this message is too long. At most ${MAX_CONTENT_BYTES} bytes can be sent.`
      : 'That line is too long; it was dropped.',
  INVITATION_NOT_SENT: ({ room }) =>
    room === null
      ? 'This looks like an incomplete invitation, so it was not sent. Copy it again, including the last line, or enter it again to send it as text.'
      : `This is an invitation to #${room}, so it was not sent. To join the room: /accept. To send it as text, enter it again.`,
  CANCELLED(problem) {
    switch (problem.why) {
      case 'no_room_password':
        return `No password, so nothing was done about #${problem.room}.`;
      case 'no_passwords':
        return 'Your password was not changed: both passwords are needed.';
      case 'invitation_dropped':
        return 'The invitation was neither sent nor used.';
      case 'login':
        return 'The login was cancelled.';
    }
  },
  LOOKS_LIKE({ of, name, like }) {
    const mark = of === 'room' ? '#' : '';
    return `${mark}${name} only looks like ${mark}${like}, which you know, so nothing was done. Enter it again if you mean ${mark}${name}.`;
  },
  NOBODY_HERE: ({ room, why }) =>
    why === 'alone' ? `Not sent: you're alone in #${room}.` : `Not sent: you have blocked everyone else in #${room}.`,
  ROOM_ASKED_ABOUT: ({ room }) =>
    `#${room} is not what it was, as you have been told since, so you did not join it. Enter it again if you mean it.`,
  NOT_BY_INVITATION: ({ room }) =>
    `As far as you know, #${room} is by invitation; the tracker says it is not, so you did not join it. If you know that it was created again: /join ${room} --open`,
  NOT_LOCKED: ({ room }) =>
    `The tracker created #${room} without its password, so anyone could join: it is being deleted.`,
  NOT_INVITED: ({ username, room }) =>
    `${username} is in #${room} but couldn't prove an invitation. You won't exchange messages with them there.`,
  BAD_INVITATION: () => 'This invitation is incomplete. Copy it again, including the last line.',
  OTHER_TRACKER({ tracker }) {
    const where = formatEndpoint(tracker);
    return `This invitation is for the tracker ${where}: use it with --tracker ${where}.`;
  },
  KEY_CHANGED: ({ username }) => `The invitation has a different key for ${username} than the one you know.`,
  OTHER_INVITATION: ({ room }) => `You are in #${room}, but the invitation is for another room with that name.`,
  NOT_INVITE_ONLY: ({ room }) =>
    `#${room} was not created with --invite-only; /add <user> invites someone who is online.`,
  ALREADY_HERE: ({ username, room }) => `${username} is already in #${room}.`,
  CANNOT_INVITE: (problem) =>
    problem.why === 'link'
      ? `${problem.username} can't be invited: their program knows no invitations, or the connection is not encrypted.`
      : `${problem.username} couldn't be invited to #${problem.room}: ${reasonInEnglish(problem.reason)}.`,
  NO_INVITATION(problem) {
    switch (problem.why) {
      case 'none':
        return 'Nobody is waiting for your answer.';
      case 'not_from':
        return `${problem.username} has not asked you anything.`;
      case 'not_into':
        return `Nobody has invited you to #${problem.room}.`;
    }
  },
  SAY_WHO({ room, example }) {
    const many = room === null ? 'Several people are waiting for your answer' : `Several people invite you to #${room}`;
    return `${many}: say whom you mean, as in /accept ${example}.`;
  },
  WHOSE_INVITATION: ({ newest }) =>
    `${newest} has just invited you, too: say whose invitation you mean, as in /accept ${newest}.`,
  ROOM_OR_CHAT: ({ username, room }) =>
    `${username} invites you to #${room} and has also written to you: /accept #${room} joins the room, /msg ${username} opens the private chat.`,
  NO_KEY(problem) {
    switch (problem.why) {
      case 'rotate':
        return 'You have no key to replace: --encryption is off.';
      case 'create':
        return 'A room by invitation needs encrypted connections, and --encryption is off.';
      case 'invitation':
        return 'An invitation needs encrypted connections, and --encryption is off.';
      case 'password':
        return 'A password is changed on an encrypted connection, and --encryption is off.';
      case 'not_met':
        return `There is no key for ${problem.username} yet; you get one when you first share a room or a private chat.`;
      case 'off':
        return `There is no key for ${problem.username}: no keys are exchanged while --encryption is off.`;
    }
  },
  NUMBERS_DIFFER: ({ username }) =>
    `That is not the safety number of ${username} and you: someone may be intercepting. Nothing was marked.`,
  NOT_VERIFIED: ({ username }) => `${username} was not marked as verified.`,
  CHANGED_AGAIN: ({ username }) =>
    `${username}'s key is no longer the one that /verify has shown: nothing was accepted.`,
  NOTHING_TO_TRUST: ({ username }) => `${username} has no new key to accept.`,
  NOT_YOURSELF: () => 'That is you.',
  NOT_BLOCKED: ({ username }) => `${username} is not blocked.`,
  BLOCKED_KEY: ({ username, blocked }) =>
    `${username} has the key of ${blocked}, whom you blocked: you won't see each other's messages. /unblock ${blocked} ends that.`,
  PLAINTEXT_REFUSED: ({ username }) =>
    `${username} does not encrypt, which --encryption require refuses; --encryption prefer allows it.`,
  TOO_MANY_CONTACTS: ({ username, most }) =>
    `You know ${most.toLocaleString('en')} people: ${username}'s key is not kept.`,
  NO_SUCH_PEER: ({ username }) => `Nobody called ${username} is online (/peers lists who is).`,
  WEAK_PASSWORD({ of }) {
    const needs = `needs a password of at least ${MIN_PASSWORD_CHARACTERS} characters, other than your name`;
    return of === 'account' ? `A new account ${needs}.` : `Not changed: your account ${needs}.`;
  },
  NO_NEW_PASSWORD: () => "This tracker is of an earlier version and can't change passwords.",
  USERNAME_TAKEN: ({ username }) => `The name ${username} is taken. Choose another one, or log in with its password.`,
  SESSION_REPLACED: ({ username }) =>
    `You signed in as ${username} somewhere else, so this session has ended. If that was not you, sign in again and change your password: /password.`,
  TRACKER_AWAY({ why, asked }) {
    switch (why) {
      case 'may_be_done':
        return asked.to === 'change_password'
          ? 'Lost the tracker before it answered; your password may or may not have been changed.'
          : 'Lost the tracker before it answered; this may or may not have been done.';
      case 'no_answer':
        return "The tracker didn't answer. Try again later.";
      case 'not_sent':
        return `${notDone(asked)}: the tracker is away. Try again when it is back.`;
    }
  },
  REFUSED({ refusal, asked, text }) {
    const hint = refusal === 'NO_SUCH_ROOM' && asked.to === 'join' ? ` Create it with /create ${asked.room}.` : '';
    return `${text ?? 'The tracker refused that.'}${hint}`;
  },
  TRACKER_KEY_CHANGED({ when, tracker, file }) {
    const changed = `The key of the tracker at ${formatEndpoint(tracker)} has changed, so someone may be intercepting.`;
    return when === 'login'
      ? `${changed} If you know that it was set up again, remove ${file} and try again.`
      : `${changed} Nothing is sent to it, and chats keep working. If you know that it was set up again, quit, remove ${file} and start again.`;
  },
  NO_PASSWORD_PROOF({ tracker, file }) {
    const would = `The tracker at ${formatEndpoint(tracker)} would need the SHA-256 of your password, which logs in elsewhere too.`;
    return file === null
      ? `${would} If you trust it with that, start with --allow-sha256.`
      : `${would} It did not before, so someone may be intercepting. If you know why, remove ${file} and start with --allow-sha256.`;
  },
  TRACKER_NOT_PROVEN: ({ at, tracker }) =>
    at === 'login'
      ? `The tracker at ${formatEndpoint(tracker)} did not prove that it knows you: it may be another one in its place.`
      : 'The tracker did not prove that it knows you, so your password may or may not have been changed.',
  BAD_REPLY: () => "The tracker's answer does not fit what was asked, so it was ignored; try again.",
  NOT_UTF8: () => 'The input is UTF-16, so nothing of it was read; send it as UTF-8.',
  NOT_DONE: ({ seconds }) => `The input has ended, and after ${seconds} s not all of it is done; giving up.`,
  STORAGE_FAILED: ({ reason }) => `What you decided could not be saved for the next time: ${reason}.`,
  PROFILE: ({ text }) => text,
};

function notDone(asked: AskedOfTracker): string {
  switch (asked.to) {
    case 'create':
      return `#${asked.room} was not created`;
    case 'join':
      return `You didn't join #${asked.room}`;
    case 'delete':
      return `#${asked.room} was not deleted`;
    case 'find':
      return `${asked.username} can't be looked up`;
    case 'list':
      return asked.what === 'rooms' ? "The rooms can't be listed" : "The people online can't be listed";
    case 'change_password':
      return 'Your password was not changed';
    case 'login':
    case 'rejoin':
    case 'leave':
    case 'other':
      return 'This was not done';
  }
}

export const problemInEnglish = wordedBy(WORDS);
