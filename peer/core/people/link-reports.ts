// Reports to front ends how each person is reached.

import type { Reason } from '../../reasons.ts';
import type { LinkReport, NotReached, Security } from '../../reports.ts';
import { bestLink } from '../messages/delivery.ts';
import type { Person } from '../records/person.ts';
import { report } from '../report.ts';
import { contactOf, trustOf, wayTo } from '../trust/contacts.ts';
import type { Turn } from '../turn.ts';

export function reportLink(turn: Turn, person: Person, state: LinkReport, reason?: Reason, refused?: true): void {
  if (person.links.reported === state && state !== 'closed') return;
  person.links.setReported(state);
  report(turn, {
    event: 'link',
    ...shared(turn, person),
    state,
    ...(state === 'open' ? openDetail(turn, person) : { reason, refused }),
  });
}

/** The person cannot be dialled from here. They may still dial us. */
export function reportNotReached(turn: Turn, person: Person, why: NotReached): void {
  person.links.setReported('closed');
  report(turn, { event: 'link', ...shared(turn, person), state: 'closed', not_reached: why });
}

/** The key exchange of the link with the person, if we have dialled it. */
export function keyExchangeOf(turn: Turn, person: Person): { key_exchange?: string } {
  const keyExchange = bestLink(turn, person)?.keyExchange ?? null;
  return keyExchange === null ? {} : { key_exchange: keyExchange };
}

/** How the link with the person is protected or, without a link, how the next one will be. */
export function securityOf(turn: Turn, person: Person): Security {
  const link = bestLink(turn, person);
  if (link) return link.fingerprint === null ? 'plaintext' : 'tls1.3';
  const way = wayTo(turn.state, person);
  return 'key' in way && way.key === null ? 'plaintext' : 'tls1.3';
}

function shared(turn: Turn, person: Person) {
  const verified = trustOf(turn.state, person.username) === 'verified';
  const blocked = contactOf(turn.state, person.username)?.blocked ? { blocked: true } : {};
  return { peer: person.username, path: 'direct', security: securityOf(turn, person), verified, ...blocked } as const;
}

function openDetail(turn: Turn, person: Person): object {
  return {
    confirms: bestLink(turn, person)?.isExtended ?? false,
    ...(person.links.recordsKeys ? { records_keys: true } : {}),
    ...(person.links.hasEncryptionOff ? { encryption_off: true } : {}),
  };
}
