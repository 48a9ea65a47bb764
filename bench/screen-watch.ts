// Loaded into a peer before anything else (`node --import`): tells the one who measures, in a file, in which order it
// first paints, opens a socket and makes or opens a key.

import crypto from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Server, Socket } from 'node:net';
import { FRAME_ENDS } from '../peer/ui/tui/screen/codes.ts';

const file = process.env['P2PCHAT_BENCH_WATCH'] ?? '';
const seen = new Set<string>();

function tell(what: 'paint' | 'socket' | 'key'): void {
  if (!seen.has(what)) appendFileSync(file, `${what}\n`);
  seen.add(what);
}

/** Calls of a method go on as they were, and are told of. */
function watch(
  target: object,
  name: string,
  isIt: (argument: unknown) => boolean,
  what: 'paint' | 'socket' | 'key',
): void {
  const before: unknown = Reflect.get(target, name);
  if (typeof before !== 'function') throw new Error(`there is no ${name} to watch`);
  Reflect.set(target, name, function watched(this: unknown, ...given: unknown[]) {
    if (isIt(given[0])) tell(what);
    return Reflect.apply(before, this, given);
  });
}

const always = (): boolean => true;
watch(process.stdout, 'write', (text) => String(text).includes(FRAME_ENDS), 'paint');
watch(Socket.prototype, 'connect', always, 'socket');
watch(Server.prototype, 'listen', always, 'socket');
for (const name of ['generateKeyPairSync', 'generateKeyPair', 'createPrivateKey', 'scrypt', 'scryptSync', 'pbkdf2']) {
  watch(crypto, name, always, 'key');
}
syncBuiltinESMExports();
