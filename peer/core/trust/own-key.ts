// Replaces our own key. The new one is made, and signed with the old one, now; it is used from the next login by
// password, because the tracker registers another key only with the password.

import type { Fingerprint } from '../../../commons/identity/fingerprint.ts';
import type { KeyChange } from '../../../commons/identity/key-change.ts';
import { problem, report } from '../report.ts';
import type { Turn } from '../turn.ts';

export function rotateKey(turn: Turn): void {
  const { fingerprint, ownKey } = turn.state;
  if (fingerprint === null) return problem(turn, { code: 'NO_KEY', why: 'rotate' });
  // A second successor of the same key would look to others as if it were stolen.
  if (ownKey.next !== null) return reportNextKey(turn);
  turn.effects.push({ type: 'prepareKey' });
}

/** The statement is sent now to people with whom we have a link; others receive it when they connect the next time. */
export function keyPrepared(turn: Turn, fingerprint: Fingerprint, change: KeyChange): void {
  const { state, effects } = turn;
  state.ownKey.setNext(fingerprint);
  const message = { cmd: 'KEY_CHANGE' as const, key_changes: [change] };
  for (const { links } of state.people.values()) {
    for (const link of links.open.values()) {
      const isTold = link.fingerprint !== null && link.features.includes('key-change');
      if (isTold) effects.push({ type: 'send', link: link.id, message });
    }
  }
  report(turn, { event: 'key_rotation', state: 'prepared', fingerprint });
}

export function keyReplaced(turn: Turn, was: Fingerprint): void {
  const { fingerprint } = turn.state;
  if (fingerprint !== null) report(turn, { event: 'key_rotation', state: 'done', fingerprint, was });
}

/** At the first login: a key that was made waits for the password. */
export function reportNextKey(turn: Turn): void {
  const { next } = turn.state.ownKey;
  if (next !== null) report(turn, { event: 'key_rotation', state: 'waiting', fingerprint: next });
}
