// The whole client as a deterministic machine: events in, effects out. It does no I/O, sets no timer and reads no
// clock, so that tests of its rules take no time.

import type { Chance } from './chance.ts';
import type { CoreOptions } from './core-options.ts';
import type { Cryptography } from './cryptography.ts';
import type { Effect } from './effects.ts';
import type { PeerEvent } from './events.ts';
import { intended, runWaiting } from './intents/intents.ts';
import { quit } from './intents/quitting.ts';
import {
  checkAcknowledgements,
  dropAllLines,
  MAX_WAITING_LENGTH,
  pump,
  settleAcknowledged,
  settleWritten,
} from './messages/delivery.ts';
import { hear, hearEarly, refuseEarly } from './messages/hearing.ts';
import { reportRequests } from './messages/requests.ts';
import { greeted } from './people/admission.ts';
import { limitPeople } from './people/crowding.ts';
import * as dialling from './people/dialling.ts';
import * as mesh from './people/mesh.ts';
import { redial, seek } from './people/presence.ts';
import { cameOnline, updateWatch, watchDue } from './people/watching.ts';
import type { LinkId } from './records/link-id.ts';
import type { Person } from './records/person.ts';
import type { PersonTimerKind, Timer } from './records/timer.ts';
import { problem } from './report.ts';
import { secretDerived } from './rooms/entering.ts';
import { inviteAnswered, invited } from './rooms/invitations.ts';
import { proofReceived, reportUninvited } from './rooms/proofs.ts';
import { passwordAnswered } from './rooms/room-passwords.ts';
import { roomLeaveReceived } from './rooms/rooms.ts';
import { checkLateRosters, memberAnswered, rosterReceived } from './rooms/rosters.ts';
import { roomChanged, roomDeleted } from './rooms/seats.ts';
import { initialState, type PeerState } from './state.ts';
import { replied, requestFailed } from './tracker/replies.ts';
import { loggedIn, trackerAwaited, trackerLost } from './tracker/tracker-session.ts';
import { keyChangesReceived } from './trust/key-changes.ts';
import { checkKey } from './trust/key-checks.ts';
import { keyPrepared, keyReplaced } from './trust/own-key.ts';
import { newPasswordAnswered, passwordChanged } from './trust/own-password.ts';
import { Turn } from './turn.ts';

/**
 * Lines, and UTF-16 units of them, that wait for one person who can be reached: beyond that, entering more should
 * pause.
 */
const CONGESTED_LINES = 2_000;
const CONGESTED_LENGTH = MAX_WAITING_LENGTH / 2;

export class PeerCore {
  readonly #chance: Chance;
  readonly #cryptography: Cryptography;
  readonly #state: PeerState;

  constructor(chance: Chance, cryptography: Cryptography, options: CoreOptions) {
    this.#chance = chance;
    this.#cryptography = cryptography;
    this.#state = initialState(options);
  }

  /** Whether lines are entered faster than the links can send them. */
  get isCongested(): boolean {
    if (this.#state.intents.count > CONGESTED_LINES || this.#state.intents.length > CONGESTED_LENGTH) return true;
    for (const person of this.#state.people.values()) {
      if (person.links.open.size === 0) continue;
      const { queuedCount, openLength } = person.outgoing.outbox;
      if (queuedCount > CONGESTED_LINES || openLength > CONGESTED_LENGTH) return true;
    }
    return false;
  }

  /** Whether we are still to log in, or lines are still on their way to someone who can be reached. */
  get isUnsettled(): boolean {
    const { lifetime, intents, people, requests } = this.#state;
    if (!lifetime.isReady || intents.count > 0 || requests.size > 0) return true;
    return [...people.values()].some((person) => person.presence.isPresent && !person.outgoing.outbox.isEmpty);
  }

  /** Handles `event`, and returns the effects. The caller must perform them in order, before the next event. */
  handle(event: PeerEvent): Effect[] {
    const turn = new Turn(this.#state, this.#chance, this.#cryptography);
    decide(turn, event);
    runWaiting(turn);
    limitPeople(turn);
    reportRequests(turn);
    updateWatch(turn);
    return turn.effects;
  }
}

function decide(turn: Turn, event: PeerEvent): void {
  switch (event.type) {
    case 'intended':
      return intended(turn, event);
    case 'passwordAnswered':
      return passwordAnswered(turn, event.number, event.password);
    case 'newPasswordAnswered':
      return newPasswordAnswered(turn, event.number, event.both);
    case 'passwordChanged':
      return passwordChanged(turn, event.request, event.why);
    case 'quitAsked':
      return quit(turn, event.exitCode);
    case 'everythingClosed':
      for (const person of turn.state.people.values()) dropAllLines(turn, person, { why: 'you_quit' });
      return;
    case 'loggedIn':
      return loggedIn(turn, event);
    case 'trackerLost':
      return trackerLost(turn, event.reason);
    case 'trackerAwaited':
      return trackerAwaited(turn, event.retryInMs, event.reason);
    case 'trackerKeyChanged':
      return problem(turn, event.problem);
    case 'sessionEnded':
      problem(turn, event.problem);
      return quit(turn, 1);
    case 'replied':
      return replied(turn, event.request, event.reply);
    case 'requestFailed':
      return requestFailed(turn, event.request, event.wasSent);
    case 'roomChanged':
      return roomChanged(turn, event.room);
    case 'roomDeleted':
      return roomDeleted(turn, event.room, null);
    case 'peerCameOnline':
      return cameOnline(turn, event.peer);
    case 'keyPrepared':
      return keyPrepared(turn, event.fingerprint, event.change);
    case 'keyReplaced':
      return keyReplaced(turn, event.was);
    case 'secretDerived':
      return secretDerived(turn, event.request, event.secret);
    case 'timeCame':
      return timeCame(turn, event.timer);
    default:
      return decideOnLink(turn, event);
  }
}

type LinkEvent = Extract<PeerEvent, { link: number }>;

function decideOnLink(turn: Turn, event: LinkEvent): void {
  const person = turn.state.people.ownerOf(event.link);
  switch (event.type) {
    case 'linkGreeted':
      return greeted(turn, event.link, event);
    case 'linkOpened':
      return mesh.opened(turn, event.link, event);
    case 'rekeyDue':
      return person && dialling.renew(turn, person);
    case 'controlReceived':
      return person && controlReceived(turn, person, event.link, event.message);
    case 'linkUpgraded':
      return mesh.upgraded(turn, event.link, event);
    case 'linkClosed':
      return mesh.closed(turn, event.link, event.reason);
    case 'messageReceived':
      return hear(turn, event.link, event.message);
    case 'acknowledged':
      return person && settleAcknowledged(turn, person, event.ids, event.code);
    case 'lineWritten':
      return person && settleWritten(turn, person, event.id);
    case 'pingAnswered':
      return person && memberAnswered(turn, person);
    case 'leaveReceived':
      if (event.room === null) return mesh.leaveReceived(turn, event.link);
      return person && roomLeaveReceived(turn, person.username, event.room);
  }
}

function controlReceived(
  turn: Turn,
  person: Person,
  id: LinkId,
  message: Extract<LinkEvent, { type: 'controlReceived' }>['message'],
): void {
  const link = person.links.open.get(id);
  if (!link) return;
  switch (message.cmd) {
    case 'ROSTER':
      return link.fingerprint === null ? undefined : rosterReceived(turn, person, link, message);
    case 'PROVE':
      proofReceived(turn, person, link, message);
      hearEarly(turn, person);
      return pump(turn, person);
    case 'INVITE':
      return invited(turn, person, link, message);
    case 'INVITE_ANSWER':
      return inviteAnswered(turn, person, message);
    case 'KEY_CHANGE':
      return keyChangesReceived(turn, person.username, message.key_changes);
  }
}

function timeCame(turn: Turn, timer: Timer): void {
  if (timer.kind === 'watch') return watchDue(turn);
  const person = turn.state.people.get(timer.username);
  if (person) WHEN_TIME_CAME[timer.kind](turn, person);
}

/** What each timer does when it comes. */
const WHEN_TIME_CAME: Readonly<Record<PersonTimerKind, (turn: Turn, person: Person) => void>> = {
  dial: redial,
  seek,
  ack: checkAcknowledgements,
  renew: dialling.renew,
  check: checkKey,
  roster: checkLateRosters,
  prove(turn, person) {
    reportUninvited(turn, person);
    hearEarly(turn, person);
    pump(turn, person);
  },
  early(turn, person) {
    hearEarly(turn, person);
    refuseEarly(turn, person);
  },
};
