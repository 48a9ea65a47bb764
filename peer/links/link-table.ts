// One connection to a peer, from its first byte to its last, as a table (protocol 7.3). The theory:
//
// - The side that dialled sends HELLO first. An extended peer answers with HELLO. A reference peer never does, so a
// side that   stays silent, or sends anything but HELLO, is taken for one. If its HELLO arrives late, the link becomes
// extended. - The side that accepted waits until its owner admits the other peer or turns it away, and holds what
// arrives meanwhile. A   connection that begins with PING needs neither: PING is answered, and the connection closes. -
// An input that is not in the table destroys the link, and changes nothing else (protocol 7.3.9).
//
// The file knows neither the transport, nor the time, nor the meaning of messages.

import { HELLO_ANSWER_MS, HELLO_MS } from '../../commons/protocol/limits.ts';
import type { Reason } from '../reasons.ts';
import type { LinkFacts } from './link-facts.ts';
import { ended, type InputOf, type LinkInput, type LinkOutput } from './link-io.ts';

export type LinkState = 'dialling' | 'greeting' | 'accepted' | 'checking' | 'open' | 'closed';

/** What an input does in a state. */
export interface Cell<Input> {
  /** The next state, unless the input is refused. */
  readonly to: LinkState;
  /** Why the input destroys the link, and changes nothing else; null: it does not. */
  refuse?(link: LinkFacts, input: Input): Reason | null;
  do(link: LinkFacts, input: Input): LinkOutput[];
  /** Inputs that are handled in the next state, in order. */
  replay?(link: LinkFacts, input: Input): LinkInput[];
}

export type LinkTable = {
  readonly [State in LinkState]: { readonly [On in LinkInput['on']]?: Cell<InputOf<On>> };
};

/** Messages that may arrive before the greeted peer is admitted: enough for the time of a look-up at the tracker. */
const MAX_HELD = 256;

const destroyed = (reason: Reason): Cell<LinkInput> => ({
  to: 'closed',
  do: () => ended({ do: 'destroy', reason }, reason),
});

const connectionEnded: Cell<InputOf<'ended'>> = {
  to: 'closed',
  do: (_link, { reason }) => [
    { do: 'setDeadline', ms: null },
    { do: 'ended', reason },
  ],
};

const turnedAway: Cell<InputOf<'turnedAway'>> = {
  to: 'closed',
  do: (_link, { reason }) => ended({ do: 'close' }, reason),
};

const onlyPing: Cell<InputOf<'PING'>> = {
  to: 'closed',
  do: () => [{ do: 'send', message: { cmd: 'PONG' } }, ...ended({ do: 'close' }, { why: 'only_ping' })],
};

const ignoredIn = (to: LinkState): Cell<LinkInput> => ({ to, do: () => [] });

const hold: Cell<LinkInput> = {
  to: 'checking',
  refuse: ({ held }) => (held.length < MAX_HELD ? null : { why: 'too_much_early' }),
  do: (link, input) => {
    link.held.push(input);
    return [];
  },
};

/** A side that sends something else than an answer to HELLO, or nothing, is a reference peer. */
const openAsReference: Pick<Cell<LinkInput>, 'to' | 'refuse' | 'do'> = {
  to: 'open',
  refuse: ({ options }) => (options.mustBeExtended ? { why: 'hello_unanswered' } : null),
  do: (link) => opening(link, false),
};

const openAndHandle: Cell<LinkInput> = { ...openAsReference, replay: (_link, input) => [input] };

const handOn: Cell<InputOf<'ROSTER' | 'PROVE' | 'INVITE' | 'INVITE_ANSWER' | 'KEY_CHANGE'>> = {
  to: 'open',
  do: (_link, { message }) => [{ do: 'controlReceived', message }],
};

function opening(link: LinkFacts, isExtended: boolean): LinkOutput[] {
  const { username } = link;
  if (username === null) throw new Error('a link opens when it is known who is there');
  link.isExtended = isExtended;
  return [
    { do: 'setDeadline', ms: null },
    { do: 'pace', isPaced: !isExtended },
    { do: 'opened', username, isExtended },
  ];
}

export const LINK_TABLE: LinkTable = {
  dialling: {
    connected: {
      to: 'greeting',
      // Paced until the kind of the other side is known: a reference peer must receive HELLO alone.
      do: (link) => [
        { do: 'pace', isPaced: true },
        { do: 'send', message: link.hello },
        { do: 'setDeadline', ms: link.options.mustBeExtended ? HELLO_MS : HELLO_ANSWER_MS },
      ],
    },
    turnedAway,
    ended: connectionEnded,
  },

  greeting: {
    HELLO: {
      to: 'open',
      refuse: (link, { message: { username, version } }) => {
        if (username !== link.username) return { why: 'other_name', username: link.username ?? '', instead: username };
        return version === undefined && link.options.mustBeExtended ? { why: 'other_program' } : null;
      },
      do: (link, { message }) => {
        link.learn(message);
        return opening(link, link.isExtended);
      },
    },
    MESSAGE: openAndHandle,
    LEAVE: openAndHandle,
    PING: onlyPing,
    PONG: ignoredIn('greeting'),
    ACK: ignoredIn('greeting'),
    deadline: openAsReference,
    turnedAway,
    ended: connectionEnded,
  },

  accepted: {
    HELLO: {
      to: 'checking',
      do: (link, { message }) => {
        link.username = message.username;
        link.learn(message);
        return [{ do: 'greeted', username: message.username }];
      },
    },
    PING: onlyPing,
    deadline: destroyed({ why: 'no_hello' }),
    turnedAway,
    ended: connectionEnded,
  },

  checking: {
    admitted: {
      to: 'open',
      do: (link) => {
        const answer: LinkOutput[] = link.isExtended ? [{ do: 'send', message: link.hello }] : [];
        return [...answer, ...opening(link, link.isExtended)];
      },
      replay: (link) => link.held.splice(0),
    },
    MESSAGE: hold,
    ACK: hold,
    LEAVE: hold,
    ROSTER: hold,
    PROVE: hold,
    INVITE: hold,
    INVITE_ANSWER: hold,
    KEY_CHANGE: hold,
    PONG: ignoredIn('checking'),
    deadline: destroyed({ why: 'not_identified' }),
    turnedAway,
    ended: connectionEnded,
  },

  open: {
    HELLO: {
      to: 'open',
      refuse: (link, { message: { username, version } }) => {
        const isLate = link.options.dialled !== null && !link.isExtended && version !== undefined;
        return isLate && username === link.username ? null : { why: 'second_hello' };
      },
      do: (link, { message }) => {
        link.learn(message);
        return [{ do: 'pace', isPaced: false }, { do: 'upgraded' }];
      },
    },
    MESSAGE: { to: 'open', do: (_link, { message }) => [{ do: 'chatReceived', message }] },
    ACK: { to: 'open', do: (_link, { message }) => [{ do: 'acknowledged', message }] },
    LEAVE: { to: 'open', do: (_link, { message }) => [{ do: 'left', room: message.room ?? null }] },
    ROSTER: handOn,
    PROVE: handOn,
    INVITE: handOn,
    INVITE_ANSWER: handOn,
    KEY_CHANGE: handOn,
    PING: { to: 'open', do: () => [{ do: 'send', message: { cmd: 'PONG' } }] },
    PONG: { to: 'open', do: () => [{ do: 'answered' }] },
    deadline: ignoredIn('open'),
    turnedAway,
    ended: connectionEnded,
  },

  closed: {},
};
