import type { JsonEvent } from '../../peer/ui/json-event.ts';
import { isKnown } from './known-reports.ts';

const MEMBERS = ['bob', 'mal'];
const ONLINE = [...MEMBERS, 'rui', 'dan'];
const SETTLED = ['delivered', 'failed'];

function check(isSo: boolean, what: string, report: JsonEvent): void {
  if (!isSo) throw new Error(`${what}: ${JSON.stringify(report)}`);
}

/**
 * What a peer reports, whatever it was told: only what there is, of those who may say it, once; of those who have a key
 * (`keyed`) only what came encrypted, and of nobody that they have another one, for nobody has.
 */
export function checkPeer(reports: readonly JsonEvent[], mayForget: boolean, keyed: readonly string[]): void {
  const blocked = new Set<string>();
  const ids = new Set<string>();
  const settled = new Set<string>();
  const queued = new Map<string, readonly string[]>();
  for (const report of reports) {
    check(isKnown(report), 'nobody knows such a report', report);
    if (report.event === 'message') {
      const { from, room, id } = report;
      check(room === null || room === 'dev', 'a message to a room that ana is not in', report);
      check((room === null ? ONLINE : MEMBERS).includes(from), 'a message of somebody who may not', report);
      check(mayForget || !ids.has(`${from} ${id}`), 'a message that was shown before', report);
      check(!blocked.has(from), 'a message of somebody who is blocked', report);
      check(
        report.security === (keyed.includes(from) ? 'tls1.3' : 'plaintext'),
        'a message that came otherwise',
        report,
      );
      ids.add(`${from} ${id}`);
    } else if (report.event === 'queued') {
      queued.set(report.id, report.people);
    } else if (SETTLED.includes(report.event) && 'to' in report && 'id' in report) {
      const what = `${report.id} ${report.to}`;
      check(queued.get(report.id)?.includes(report.to ?? '') ?? false, 'what was never written has an end', report);
      check(!settled.has(what), 'a line with two ends', report);
      settled.add(what);
    } else if (report.event === 'link') {
      check(ONLINE.includes(report.peer), 'a link with somebody who may not', report);
      check(report.state !== 'open' || !blocked.has(report.peer), 'a link with somebody who is blocked', report);
    } else if (report.event === 'trust') {
      check(keyed.includes(report.peer) && report.state !== 'changed', 'a key that there is not', report);
    } else if (report.event === 'roster_mismatch') {
      check(report.room === 'dev' && MEMBERS.includes(report.peer), 'a roster of a room that is not shared', report);
      check(keyed.includes(report.peer), 'a roster that came in plaintext', report);
    } else if (report.event === 'invitation') {
      check(ONLINE.includes(report.from), 'an invitation of somebody who may not', report);
    } else if (report.event === 'invite_answered') {
      check(ONLINE.includes(report.by), 'an answer of somebody who may not', report);
    } else if (report.event === 'blocked') {
      if (report.blocked) blocked.add(report.peer);
      else blocked.delete(report.peer);
    }
  }
}
