// Whether a report is shown, where, and whether it becomes part of the conversation there.

import { codeOf } from '../problems.ts';
import type { NotEntered, Report } from '../reports.ts';
import type { Conversation } from './conversation.ts';
import type { FactReport } from './fact-report.ts';
import type { Session } from './session.ts';

/** Something that happened, to be worded by each front end in its own way. */
export interface Fact {
  readonly report: FactReport;
  /** The conversations that it belongs to, and is kept in; none: it is shown where the user looks. */
  readonly conversations: readonly Conversation[];
  /** It answers what the user typed: it is no part of a conversation, and not kept. */
  readonly isAnswer: boolean;
  /** The user must not miss it. */
  readonly isAlarm: boolean;
}

export function factOf(session: Session, report: FactReport): Fact {
  return {
    report,
    conversations: conversationsOf(session, report),
    isAnswer: isAnswer(report),
    isAlarm: isAlarm(report),
  };
}

const ABOUT_PEOPLE = ['look_alike', 'link', 'trust', 'key_check', 'roster_mismatch'] as const;

const ANSWERS: ReadonlySet<Report['event']> = new Set([
  'rooms',
  'requests',
  'safety_number',
  'invite',
  'password_wanted',
  'new_password_wanted',
  'wire',
  'watching_wire',
  'peers',
  'status',
  'fingerprint',
  'error',
  'help',
  'blocked',
  'invite_sent',
  'password_changed',
  'key_rotation',
]);

/** Problems that come by themselves, and answer nothing. */
const UNASKED_PROBLEMS: ReadonlySet<string> = new Set([
  'NOT_INVITED',
  'PLAINTEXT_REFUSED',
  'TOO_MANY_CONTACTS',
  'KEY_CHANGED',
  'NOT_BY_INVITATION',
  'NOT_LOCKED',
  'TRACKER_KEY_CHANGED',
  'SESSION_REPLACED',
  'STORAGE_FAILED',
]);

/** Reasons that may mean that somebody impersonates another person. */
const SUSPICIOUS: ReadonlySet<NotEntered> = new Set([
  'not_asked',
  'other_owner',
  'other_key',
  'not_by_invitation',
  'not_by_password',
]);

export function isSuspicious(reason: NotEntered): boolean {
  return SUSPICIOUS.has(reason);
}

function isAnswer(report: Report): boolean {
  return ANSWERS.has(report.event) && !(report.event === 'error' && UNASKED_PROBLEMS.has(codeOf(report.problem)));
}

function isAlarm(report: Report): boolean {
  switch (report.event) {
    case 'error':
    case 'failed':
    case 'look_alike':
    case 'roster_mismatch':
    case 'not_reachable':
      return true;
    case 'ready':
      return report.encryption === 'off' || report.keylog !== null || report.capture !== undefined;
    case 'status':
      return report.status.encryption === 'off' || report.status.keylog !== null;
    case 'room_not_entered':
      return isSuspicious(report.reason);
    case 'link':
      return report.state === 'open'
        ? Boolean(report.records_keys || report.encryption_off)
        : report.not_reached !== undefined;
    case 'trust':
      return report.state === 'changed' || (report.state === 'first-use' && report.was !== undefined);
    case 'key_check':
      return report.result !== 'confirmed';
    case 'safety_number':
    case 'request':
      return report.looks_like !== undefined;
    case 'invitation':
      return report.looks_like !== undefined || report.room_looks_like !== undefined;
    default:
      return false;
  }
}

function conversationsOf(session: Session, report: Report): readonly Conversation[] {
  const found = (conversation: Conversation | undefined): readonly Conversation[] =>
    conversation ? [conversation] : [];
  switch (report.event) {
    case 'ready':
    case 'tracker':
      return [session.home];
    case 'failed': {
      const own = session.ownMessages.get(report.id);
      return own ? found(session.find(own.place)) : [];
    }
    case 'invitation':
      return [];
    case 'request':
      // One request is shown where the user looks; if more wait at the same time, home shows the further ones.
      return session.questions.requests.size > 1 ? [session.home] : [];
    case 'request_ended':
      return found(session.find({ kind: 'private', to: report.from }));
    default: {
      const room = 'room' in report && typeof report.room === 'string' ? session.room(report.room) : undefined;
      if (room) return [room];
      return isAboutPerson(report) ? session.sharedWith(report.peer) : [];
    }
  }
}

function isAboutPerson(report: Report): report is Extract<Report, { event: (typeof ABOUT_PEOPLE)[number] }> {
  return ABOUT_PEOPLE.some((event) => event === report.event);
}
