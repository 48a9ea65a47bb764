import type { Report } from '../../peer/reports.ts';
import { isKnown } from './known-reports.ts';

const MEMBERS = ['bob', 'mal'];
const ONLINE = [...MEMBERS, 'rui', 'dan'];
const SETTLED = ['delivered', 'failed'];

function check(isSo: boolean, what: string, report: Report): void {
  if (!isSo) throw new Error(`${what}: ${JSON.stringify(report)}`);
}

/** What a peer reports, whatever it was told: only what there is, of those who may say it, once. */
export function checkPeer(reports: readonly Report[], mayForget: boolean): void {
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
    }
  }
}
