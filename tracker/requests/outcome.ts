import type { ErrorCode, Refusal } from '../../commons/protocol/errors.ts';

/** A reply of success or refusal. */
export interface Reply {
  readonly isRefusal: boolean;
  /** Its JSON text up to the closing brace: `request_id` may follow. */
  readonly open: string;
}

/** An unsolicited message, as JSON text. */
export interface Notice {
  /** User names. */
  readonly to: readonly string[];
  /** The subject, `#room` or `@user`. A newer notice with the same subject replaces one that waits to be sent. */
  readonly about: string;
  readonly json: string;
}

/** All effects of one request. A handler returns them; the service performs them in one turn of the event loop. */
export interface Outcome {
  readonly reply: Reply;
  /** In addition to those that the service sends for a change of rooms. */
  readonly notices?: readonly Notice[];
  /** The session now belongs to this user. */
  readonly login?: { readonly username: string };
  /** The user is signed out; the connection closes after the reply. */
  readonly logout?: boolean;
  readonly closes?: boolean;
}

/** `fields` follow the status and the sentence. */
export function ok(msg: string, fields?: Readonly<Record<string, unknown>>): Reply {
  const open = `{"status":"OK","msg":${JSON.stringify(msg)}`;
  const more = fields ? JSON.stringify(fields).slice(1, -1) : '';
  return { isRefusal: false, open: more === '' ? open : `${open},${more}` };
}

/** `reply` with one more field that is JSON text already: a room, or a list, whose order is part of it. */
export function withField(reply: Reply, key: 'room' | 'rooms' | 'peers', json: string): Reply {
  return { ...reply, open: `${reply.open},"${key}":${json}` };
}

export function refuse(refused: Refusal): Outcome {
  const { refused: code, message, retryAfter } = refused;
  return { reply: errorReply(code, message, retryAfter) };
}

export function errorReply(code: ErrorCode, msg: string, retryAfter?: number): Reply {
  const open = `{"status":"ERROR","msg":${JSON.stringify(msg)},"code":"${code}"`;
  return { isRefusal: true, open: retryAfter === undefined ? open : `${open},"retry_after":${retryAfter}` };
}

/** The reply as JSON text; `requestId` is JSON text, too. */
export function encodeReply({ open }: Reply, requestId: string | undefined): string {
  return requestId === undefined ? `${open}}` : `${open},"request_id":${requestId}}`;
}
