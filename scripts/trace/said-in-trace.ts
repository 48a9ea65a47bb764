// What a peer said it saw on its wire: the lines of `peer --json` after `/wire on`. Other lines are passed over.

import { type Endpoint, parseEndpoint } from '../../commons/net/endpoint.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import type { Said } from './diagram.ts';
import { isAnswer, lineOf } from './object-line.ts';
import { cluesIn } from './said-in-capture.ts';

/** An object has at most 64 KiB, and what is told beside it has less. */
const MAX_LINE = 1024 * 1024;

const NOWHERE: Endpoint = { address: '0.0.0.0', port: 0 };

export function* saidInTrace(chunks: Iterable<Buffer>): Generator<Said> {
  for (const line of linesOf(chunks)) {
    const report = objectIn(line);
    if (report?.['event'] === 'wire') yield* saidInReport(report);
  }
}

function* saidInReport({ at, direction, local, remote, security, object }: JsonObject): Generator<Said> {
  const [here, there] = [local, remote].map((end) => (typeof end === 'string' ? parseEndpoint(end, NOWHERE) : null));
  const atMs = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (!here || !there || Number.isNaN(atMs) || typeof object !== 'object' || object === null) return;
  const clues = cluesIn(object as JsonObject);
  const isSent = direction === 'sent';
  yield {
    ...clues,
    atMs,
    from: isSent ? here : there,
    to: isSent ? there : here,
    text: lineOf(object as JsonObject),
    isEncrypted: security === 'tls1.3',
    isAnswer: isAnswer(clues.word),
  };
}

function objectIn(line: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

/** Lines that are too long are left out. */
function* linesOf(chunks: Iterable<Buffer>): Generator<string> {
  let rest = Buffer.alloc(0);
  let isTooLong = false;
  for (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
      if (!isTooLong) yield Buffer.concat([rest, chunk.subarray(from, end)]).toString();
      rest = Buffer.alloc(0);
      isTooLong = false;
      from = end + 1;
    }
    isTooLong ||= rest.length + chunk.length - from > MAX_LINE;
    rest = isTooLong ? Buffer.alloc(0) : Buffer.concat([rest, chunk.subarray(from)]);
  }
  if (rest.length > 0) yield rest.toString();
}
