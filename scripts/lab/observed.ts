// A capture as the exercises ask about it: who said what to whom, and on which connections.

import type { Endpoint } from '../../commons/net/endpoint.ts';
import { type CaptureEvent, eventsOf, type ObjectSeen, type PacketSeen } from '../trace/capture-events.ts';
import { wordOf } from '../trace/object-line.ts';
import { Participants, TRACKER } from '../trace/participants.ts';
import { blocksOf } from '../trace/pcapng-blocks.ts';
import { cluesIn } from '../trace/said-in-capture.ts';

export interface Observed {
  readonly frame: number;
  readonly stream: number;
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly word: string;
  readonly isEncrypted: boolean;
  readonly object: { readonly [field: string]: unknown };
}

/** One TCP connection. */
export interface ObservedConnection {
  readonly stream: number;
  readonly opener: string;
  readonly other: string;
  readonly packets: readonly PacketSeen[];
}

export class Observation {
  /** The bytes of the file. */
  readonly capture: Buffer;
  readonly objects: readonly Observed[];
  readonly packets: readonly PacketSeen[];
  readonly connections: readonly ObservedConnection[];
  readonly #participants = new Participants();

  constructor(capture: Buffer) {
    this.capture = capture;
    const events = [...eventsOf(blocksOf([capture]))];
    for (const event of events) this.#learn(event);
    this.objects = events.filter((event) => event.kind === 'object').map((event) => this.#observed(event));
    this.packets = events.filter((event) => event.kind === 'packet');
    const streams = [...new Set(this.packets.map(({ stream }) => stream))];
    this.connections = streams.map((number) => this.#connection(number));
  }

  /** Objects with that `cmd` or `status`. */
  said(word: string): Observed[] {
    return this.objects.filter((one) => one.word === word);
  }

  nameOf(end: Endpoint): string {
    return this.#participants.nameOf(end);
  }

  /** Those between a peer and the tracker on which the peer asks, and not those on which the tracker does. */
  get controlConnections(): ObservedConnection[] {
    return this.connections.filter(({ other }) => other === TRACKER);
  }

  /** Those between two peers. */
  get links(): ObservedConnection[] {
    return this.connections.filter(({ opener, other }) => opener !== TRACKER && other !== TRACKER);
  }

  #learn(event: CaptureEvent): void {
    if (event.kind === 'name') this.#participants.isAt(event.address, event.name);
    if (event.kind === 'object') this.#participants.learn({ ...cluesIn(event.object), from: event.from, to: event.to });
  }

  #observed({ object, from, to, ...seen }: ObjectSeen): Observed {
    return { ...seen, object, from: this.nameOf(from), to: this.nameOf(to), word: wordOf(object) };
  }

  #connection(stream: number): ObservedConnection {
    const packets = this.packets.filter((packet) => packet.stream === stream);
    const [first] = packets;
    const [opener = '', other = ''] = first ? [this.nameOf(first.from), this.nameOf(first.to)] : [];
    return { stream, opener, other, packets };
  }
}

/** The only one of a list. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length !== 1) throw new Error(`there is not one of it but ${list.length}`);
  return first;
}

/** The first one of a list. */
export function first<T>(list: readonly T[]): T {
  const [found] = list;
  if (found === undefined) throw new Error('there is none of it');
  return found;
}
