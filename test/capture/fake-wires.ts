import type { Wire, WireSource } from '../../commons/wire/wire.ts';
import { WireTap } from '../../commons/wire/wire-tap.ts';

/** Wires without a network. */
export class FakeWires {
  readonly tap = new WireTap();
  #ports = 40_000;

  /** One that begins now; its bytes are told of if somebody wants them. */
  begin(local: string, remote: string, more: Partial<WireSource> = {}): Wire {
    this.#ports += 1;
    const port = this.#ports;
    const wire = this.tap.wireOf({
      isDialled: true,
      local: () => ({ address: local, port }),
      remote: () => ({ address: remote, port: 6060 }),
      counts: () => ({ sent: 0, received: 0 }),
      ...more,
    });
    if (wire.showsBytes) wire.opened();
    return wire;
  }
}

/** One object handed over and the bytes that carry it, as plain text. */
export function sends(wire: Wire, ...objects: object[]): void {
  for (const object of objects) wire.saw('sent', JSON.stringify(object));
  wire.carried('sent', Buffer.from(objects.map((object) => `${JSON.stringify(object)}\n`).join('')));
}

export function receives(wire: Wire, ...objects: object[]): void {
  wire.carried('received', Buffer.from(objects.map((object) => `${JSON.stringify(object)}\n`).join('')));
  for (const object of objects) wire.saw('received', object as { [key: string]: unknown });
}
