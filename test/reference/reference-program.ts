import { expect, onTestFinished } from 'vitest';
import type { TrackerProgram } from '../helpers/programs.ts';
import { ReferencePeer } from './reference-peer.ts';

/** A reference peer that is registered with a tracker that runs as a program. */
export async function reference(tracker: TrackerProgram, username: string, options = {}): Promise<ReferencePeer> {
  const peer = await ReferencePeer.start({ tracker: { host: '127.0.0.1', port: tracker.port }, ...options });
  onTestFinished(() => peer.stop());
  expect(await peer.register(username, `secret of ${username}`)).toMatchObject({ status: 'OK' });
  return peer;
}

export const heardBy = (peer: ReferencePeer): string[] => peer.received.map(({ content }) => content);
