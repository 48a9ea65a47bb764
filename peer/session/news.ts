// Which reports are news. Each attempt to connect and each pause is reported, for programs; people are shown once that
// somebody is connected, or cannot be reached. Nothing is shown of a link that breaks and is back at once, nor of a
// member whom only the tracker has lost, as long as our own link to them is open.

import type { ReportOf } from '../reports.ts';
import type { FactReport } from './fact-report.ts';
import type { Session } from './session.ts';

const NOTHING: readonly FactReport[] = [];

const UNREACHABLE = 'unreachable';

/** Takes in how somebody is reached now. Returns what is to be shown about that. */
export function linkNews({ people, conversations }: Session, report: ReportOf<'link'>): readonly FactReport[] {
  const { peer, state, refused } = report;
  const person = people.get(peer);
  const wasReached = person.link === 'open';
  people.linkChanged(report);
  if (state === 'open') {
    const how = `${report.security} ${report.records_keys ?? ''} ${report.encryption_off ?? ''}`;
    if (person.saidOfLink === how) return NOTHING;
    person.saidOfLink = how;
    return [report];
  }
  const away: FactReport[] = [];
  for (const { place, quietlyAway } of conversations) {
    // The tracker reported them as away before our link was lost: that is shown now.
    if (!quietlyAway.delete(peer) || place.kind !== 'room') continue;
    away.push({ event: 'member_away', room: place.room, username: peer });
  }
  if (state !== 'closed' || wasReached || person.saidOfLink === UNREACHABLE) return away;
  person.saidOfLink = UNREACHABLE;
  // If their key has changed, an alarm has shown that already.
  return refused && person.isKeyChangeSaid ? away : [...away, report];
}

/** Takes in that the tracker has lost a member. */
export function memberAwayNews(session: Session, report: ReportOf<'member_away'>): readonly FactReport[] {
  const { room, username } = report;
  const conversation = session.room(room);
  conversation?.members.set(username, 'away');
  if (!conversation || session.people.find(username)?.link !== 'open') return [report];
  conversation.quietlyAway.add(username);
  return NOTHING;
}

export function memberBackNews(session: Session, report: ReportOf<'member_back'>): readonly FactReport[] {
  const conversation = session.room(report.room);
  conversation?.members.set(report.username, 'present');
  return conversation?.quietlyAway.delete(report.username) ? NOTHING : [report];
}

/**
 * Takes in how the tracker is reached. Its loss and its return are shown once; the attempts between are for `/status`.
 */
export function trackerNews(session: Session, report: ReportOf<'tracker'>): readonly FactReport[] {
  const { isTrackerLossSaid } = session;
  session.isTrackerLossSaid = report.state !== 'connected';
  return report.state !== 'connected' && isTrackerLossSaid ? NOTHING : [report];
}

/** A request is shown once: with its first message, or after a restart. */
export function requestNews(report: ReportOf<'request'>): readonly FactReport[] {
  const { lines, refused, from_before: isFromBefore } = report;
  return refused === 0 && lines === (isFromBefore ? 0 : 1) ? [report] : NOTHING;
}
