// The two ways to load a server: as fast as it answers (a closed loop), or at a given rate whatever it does (an open
// loop). Both end when everything is answered.

import type { LoadConnection } from './load-connection.ts';

/** Keeps `depth` requests in flight on each connection for `ms`. Resolves with how many were answered in how long. */
export function closedLoop(
  connections: readonly LoadConnection[],
  { depth, ms }: { depth: number; ms: number },
): Promise<{ requests: number; elapsedMs: number }> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let sent = connections.length * depth;
    let answered = 0;
    for (const connection of connections) {
      connection.heard = (replies) => {
        answered += replies;
        const elapsedMs = performance.now() - startedAt;
        if (elapsedMs < ms) {
          sent += replies;
          connection.send(replies);
        } else if (answered === sent) {
          resolve({ requests: answered, elapsedMs });
        }
      };
    }
    for (const connection of connections) connection.send(depth);
  });
}

/** The latencies of the first part of an open loop are not counted. */
const WARM_UP = 0.1;

/**
 * Sends `perSecond` requests, evenly spread over time and connections, for `ms`. Resolves with how long the answers
 * took in us, each from when its request was due: a request that is sent late because the one before hung does not look
 * fast.
 *
 * It asks for the time over and over instead of sleeping, since timers are no finer than 1 ms; that takes a whole core.
 */
export function openLoop(
  connections: readonly LoadConnection[],
  { perSecond, ms }: { perSecond: number; ms: number },
): Promise<number[]> {
  return new Promise((resolve) => {
    const latenciesUs: number[] = [];
    const total = Math.round((perSecond * ms) / 1000);
    const gapMs = 1000 / perSecond;
    const startedAt = performance.now();
    const countedFrom = startedAt + ms * WARM_UP;
    let sent = 0;
    let answered = 0;
    const dueAt = connections.map((connection) => {
      const due: number[] = [];
      connection.heard = (replies) => {
        const now = performance.now();
        for (const at of due.splice(0, replies)) if (at >= countedFrom) latenciesUs.push((now - at) * 1000);
        answered += replies;
      };
      return due;
    });
    const turn = (): void => {
      const now = performance.now();
      for (let at = startedAt + sent * gapMs; at <= now && sent < total; at = startedAt + sent * gapMs) {
        const index = sent % connections.length;
        dueAt[index]?.push(at);
        connections[index]?.send(1);
        sent += 1;
      }
      if (answered === total) resolve(latenciesUs);
      else setImmediate(turn);
    };
    turn();
  });
}
