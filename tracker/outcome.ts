import type { ErrorCode, Refusal } from '../commons/protocol/errors.ts';

/** A reply of success or refusal, without `request_id`. A list is kept apart, because its order is part of it. */
export interface Reply {
  readonly fields: Readonly<Record<string, unknown>> & { readonly status: 'OK' | 'ERROR' };
  /** Named entries, each as JSON text, in order: an object would move names like `7` to the front. */
  readonly list?: { readonly key: string; readonly entries: readonly (readonly [string, string])[] };
}

/** Something that others are told unasked. */
export interface Notice {
  readonly to: readonly string[];
  readonly message: object;
}

/** All that follows from one request. Handlers say it; the service does it, in one turn. */
export interface Outcome {
  readonly reply: Reply;
  readonly notices?: readonly Notice[];
  /** The session now belongs to this user. */
  readonly login?: { readonly username: string };
  /** The user is signed out; the connection closes after the reply. */
  readonly logout?: boolean;
  readonly closes?: boolean;
}

/**
 * What a handler returns that had to wait, for the disk or for a hash: the decision itself, taken and performed in one
 * turn on the state as it is then, so that replies and notices leave in the order of the changes that they tell of.
 */
export type Decision = () => Outcome;

export function ok(msg: string, fields: Readonly<Record<string, unknown>> = {}): Reply {
  return { fields: { status: 'OK', msg, ...fields } };
}

export function refuse(refused: Refusal): Outcome {
  const { refused: code, message, retryAfter } = refused;
  return { reply: errorReply(code, message, retryAfter) };
}

export function errorReply(code: ErrorCode, msg: string, retryAfter?: number): Reply {
  return { fields: { status: 'ERROR', msg, code, ...(retryAfter === undefined ? {} : { retry_after: retryAfter }) } };
}

/** The reply as JSON text. */
export function encodeReply({ fields, list }: Reply, requestId: string | number | undefined): string {
  const text = JSON.stringify(requestId === undefined ? fields : { ...fields, request_id: requestId });
  if (!list) return text;
  const entries = list.entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',');
  return `${text.slice(0, -1)},${JSON.stringify(list.key)}:{${entries}}}`;
}
