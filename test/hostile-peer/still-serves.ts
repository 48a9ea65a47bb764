import type { TestPeer } from '../helpers/peer-world.ts';
import { PeerProgram } from '../helpers/programs.ts';
import { asTyped } from '../helpers/typed.ts';
import type { LivePeer } from './scene.ts';

/** One of our peers: in memory, over TCP in this process, or a process of its own. */
export type AnyPeer = TestPeer | LivePeer | PeerProgram;

type Fields = Readonly<Record<string, unknown>>;

let lines = 0;

/**
 * What every attack must leave as it was: the peer lives, and a line of an honest member still arrives and is
 * acknowledged. The honest one's conversation is the room that both are in.
 */
export async function stillServes(peer: AnyPeer, honest: AnyPeer): Promise<void> {
  lines += 1;
  const content = `still here ${lines}`;
  const arrived = awaited(peer, { event: 'message', from: honest.username, content });
  const queued = awaited(honest, { event: 'queued', content });
  const settled = awaited(honest, { event: 'delivered', to: peer.username });
  if (honest instanceof PeerProgram) honest.type(content);
  else honest.service.intend(asTyped(content));
  await honest.until(() => queued() !== null, `${honest.username} to take the line ${content}`);
  await peer.until(() => arrived() !== null, `the line ${content} to arrive at ${peer.username}`);
  const id = queued()?.['id'];
  await honest.until(() => settled({ id }) !== null, `the acknowledgement of ${content} by ${peer.username}`);
}

/** Finds the first report with these fields, from now on; looks at each report once, for there may be very many. */
function awaited(whose: AnyPeer, fields: Fields): (more?: Fields) => Fields | null {
  const reports = (whose instanceof PeerProgram ? whose.lines : whose.reports) as readonly Fields[];
  let next = reports.length;
  let found: Fields | null = null;
  return (more = {}) => {
    const wanted = Object.entries({ ...fields, ...more });
    for (; found === null && next < reports.length; next += 1) {
      const report = reports[next] as Fields;
      if (wanted.every(([key, value]) => report[key] === value)) found = report;
    }
    return found;
  };
}
