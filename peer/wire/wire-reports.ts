// Makes reports of what crosses the wire, while somebody watches: each object with who it is from or for, what it was
// carried by, and how. What must stay secret is hidden before it leaves here.

import { participantName } from '../../commons/model/participant-name.ts';
import { formatEndpoint } from '../../commons/net/endpoint.ts';
import type { JsonObject } from '../../commons/protocol/json-framer.ts';
import { withoutSecrets } from '../../commons/protocol/without-secrets.ts';
import { isoTime } from '../../commons/time.ts';
import type { Direction, SeenObject } from '../../commons/wire/seen-object.ts';
import type { Wire, WireWatcher } from '../../commons/wire/wire.ts';
import type { WireTap } from '../../commons/wire/wire-tap.ts';
import type { WireReport } from '../reports.ts';

/** Bytes of a record that are shown: the rest of a long one says nothing new. */
const MAX_CARRIED_BYTES = 2_048;

/** Objects longer than that are shown by their beginning. */
const MAX_OBJECT_CHARACTERS = 16 * 1024;

/** Of an object that is longer. */
const MAX_CUT_FIELDS = 50;
const MAX_CUT_TEXT = 200;
/** Of each text, in which secrets are looked for: one that begins in what is shown ends in it. */
const MAX_SEARCHED_TEXT = 2_048;

export interface WireReportsDeps {
  readonly tap: WireTap;
  /** Wall-clock ms. */
  now(): number;
  report(report: WireReport): void;
  /** Calls back at the end of this turn of the event loop. */
  soon(work: () => void): void;
}

/** Of a name, as long as it is only what somebody says. */
const MAX_NAME = 64;

/** What has been handed over for sending and waits for the bytes that carry it. */
type Unsent = Omit<WireReport, 'carried' | 'carried_bytes'>;

export class WireReports implements WireWatcher {
  readonly wantsBytes = true;
  readonly #deps: WireReportsDeps;
  readonly #lastReceived = new Map<number, Buffer>();
  readonly #unsent = new Map<number, Unsent[]>();
  #stop: (() => void) | null = null;
  #number = 0;

  constructor(deps: WireReportsDeps) {
    this.#deps = deps;
  }

  get isOn(): boolean {
    return this.#stop !== null;
  }

  /** Watches from now on, or no more. */
  set isOn(isOn: boolean) {
    if (isOn === this.isOn) return;
    if (isOn) this.#stop = this.#deps.tap.watch(this);
    else {
      this.#stop?.();
      this.#stop = null;
      this.#lastReceived.clear();
      this.#unsent.clear();
    }
  }

  carried(wire: Wire, direction: Direction, bytes: Buffer): void {
    if (direction === 'received') this.#lastReceived.set(wire.id, bytes);
    else this.#tellUnsent(wire.id, bytes);
  }

  saw(wire: Wire, seen: SeenObject): void {
    const what = this.#describe(wire, seen);
    if (!wire.showsBytes) return this.#tell(what, null);
    if (seen.direction === 'received') return this.#tell(what, this.#lastReceived.get(wire.id) ?? null);
    const waiting = this.#unsent.get(wire.id);
    if (waiting) waiting.push(what);
    else {
      this.#unsent.set(wire.id, [what]);
      this.#deps.soon(() => this.#deps.soon(() => this.#tellUnsent(wire.id, null))); // Bytes leave at the end of the turn.
    }
  }

  ended({ id }: Wire): void {
    this.#lastReceived.delete(id);
    this.#tellUnsent(id, null);
  }

  #tellUnsent(id: number, bytes: Buffer | null): void {
    const waiting = this.#unsent.get(id) ?? [];
    this.#unsent.delete(id);
    for (const what of waiting) this.#tell(what, bytes);
  }

  /** In plain text the bytes say what objects hide, and those of its neighbours too: then they are not shown. */
  #tell(what: Unsent, carrier: Buffer | null): void {
    const isShown = what.security === 'tls1.3' || (carrier !== null && isNothingBut(carrier, what));
    const bytes = isShown ? carrier : null;
    const carried = bytes === null ? null : bytes.subarray(0, MAX_CARRIED_BYTES).toString('hex');
    this.#deps.report({ ...what, carried, carried_bytes: bytes?.length ?? null });
  }

  #describe(wire: Wire, seen: SeenObject): Unsent {
    const { direction, text, object } = seen;
    this.#number += 1;
    const bytes = Buffer.byteLength(text) + 1;
    return {
      event: 'wire',
      number: this.#number,
      at: isoTime(this.#deps.now()),
      direction,
      peer: this.#nameOf(wire, seen),
      connection: wire.id,
      local: formatEndpoint(wire.local),
      remote: formatEndpoint(wire.remote),
      is_dialled: wire.isDialled,
      security: wire.security,
      bytes,
      object: bytes > MAX_OBJECT_CHARACTERS ? cut(object) : withoutSecrets(object),
    };
  }

  /** Somebody who greets is known by name a moment after that. */
  #nameOf(wire: Wire, { direction, word, object }: SeenObject): string | null {
    const { username } = word === 'HELLO' && direction === 'received' ? object : {};
    return wire.name ?? (typeof username === 'string' ? participantName(username.slice(0, MAX_NAME)) : null);
  }
}

/** Bytes of another length cannot be; most are, where many objects come at once. */
function isNothingBut(carrier: Buffer, { object, bytes }: Unsent): boolean {
  return carrier.length === bytes && carrier.toString() === `${JSON.stringify(object)}\n`;
}

/**
 * What is left of an object that is too long to be shown: its first fields, and the beginning of each text. All that is
 * not shown is dropped before secrets are looked for, which takes time with each character, and strangers send long
 * objects.
 */
function cut(object: JsonObject): JsonObject {
  const fields = Object.entries(object).slice(0, MAX_CUT_FIELDS);
  const hidden = withoutSecrets(
    Object.fromEntries(fields.map(([name, value]) => [name.slice(0, MAX_NAME), begun(value)])),
  );
  const shown = Object.entries(hidden).map(([name, value]) => {
    const isLong = typeof value === 'string' && value.length > MAX_CUT_TEXT;
    return [name, isLong ? `${value.slice(0, MAX_CUT_TEXT)}...` : value];
  });
  return Object.fromEntries(shown);
}

function begun(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_SEARCHED_TEXT);
  const isLong = typeof value === 'object' && JSON.stringify(value).length > MAX_CUT_TEXT;
  return isLong ? '...' : value;
}
