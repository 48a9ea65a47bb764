// Who may come in. Someone who dials us says a name; in plaintext that counts only from the address that the tracker
// lists for it, so whoever is not known from a room is looked up first.

import type { Endpoint } from '../../commons/net/connection.ts';
import type { LinkId } from './events.ts';
import { type Person, personNamed } from './state.ts';
import { ask, type Turn } from './turn.ts';

/** Asks the tracker who and where that is. */
export function lookUp(turn: Turn, username: string): void {
  const isAsked = [...turn.state.requests.values()].some(
    (asked) => asked.kind === 'lookUp' && asked.username === username,
  );
  if (!isAsked) ask(turn, { cmd: 'LIST_PEERS', peer: username }, { kind: 'lookUp', username });
}

/** Someone dialled us and says who they are. In plaintext that counts only at the address that the tracker lists. */
export function greeted(turn: Turn, link: LinkId, username: string, remote: Endpoint): void {
  const { state } = turn;
  if (username === state.username) return turnAway(turn, link, 'that is our own name');
  const person = state.people.get(username);
  if (person?.isPresent && person.endpoint?.address === remote.address) return admit(turn, link, person);
  if (state.tracker === 'connected') {
    state.greeted.set(link, { username, remote });
    lookUp(turn, username);
    return;
  }
  judgeByLastAddress(turn, link, username, remote);
}

/** The tracker's word on who is called `username`: the greeted links that waited for it are let in, or not. */
export function identified(turn: Turn, username: string, endpoint: Endpoint | null): void {
  for (const [link, waiting] of turn.state.greeted) {
    if (waiting.username !== username) continue;
    turn.state.greeted.delete(link);
    if (endpoint?.address === waiting.remote.address) admit(turn, link, personNamed(turn.state, username), endpoint);
    else turnAway(turn, link, `the tracker knows no ${username} at ${waiting.remote.address}`);
  }
}

/** The tracker went away before it could say who that is: the last address that it told of them has to do. */
export function judgeWithoutTracker(turn: Turn, username: string): void {
  for (const [link, waiting] of turn.state.greeted) {
    if (waiting.username !== username) continue;
    turn.state.greeted.delete(link);
    judgeByLastAddress(turn, link, username, waiting.remote);
  }
}

function judgeByLastAddress(turn: Turn, link: LinkId, username: string, remote: Endpoint): void {
  const person = turn.state.people.get(username);
  if (person?.endpoint?.address === remote.address) admit(turn, link, person);
  else turnAway(turn, link, `the tracker is away, so nobody can say who ${username} is`);
}

function admit(turn: Turn, link: LinkId, person: Person, endpoint?: Endpoint): void {
  if (endpoint) {
    person.endpoint = endpoint;
    person.isPresent = true;
  }
  turn.state.linkOwners.set(link, person.username);
  turn.effects.push({ type: 'admit', link });
}

function turnAway(turn: Turn, link: LinkId, reason: string): void {
  turn.effects.push({ type: 'turnAway', link, reason });
}
