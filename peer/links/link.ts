// One connection to a peer, from its first byte to its last, as a table (protocol 7.3). The theory:
//
// - The side that dialled sends HELLO first. An extended peer answers with HELLO. A reference peer never does, so a side that
//   stays silent, or sends anything but HELLO, is taken for one. If its HELLO arrives late, the link becomes extended.
// - The side that accepted waits until its owner admits the other peer or turns it away, and holds what arrives meanwhile. A
//   connection that begins with PING needs neither: PING is answered, and the connection closes.
// - An input that is not in the table destroys the link, and changes nothing else (protocol 7.3.9).
//
// The file knows neither the transport, nor the time, nor the meaning of messages.

import { HELLO_ANSWER_MS, HELLO_MS } from '../../commons/protocol/limits.ts';
import {
  type Ack,
  type ChatMessage,
  type Hello,
  type Invite,
  type InviteAnswer,
  type KeyChanges,
  PEER_FEATURES,
  PEER_PROTOCOL_VERSION,
  type PeerMessage,
  type Prove,
  type Roster,
} from '../../commons/protocol/peer-messages.ts';
import type { Reason } from '../reasons.ts';

export type LinkState = 'dialling' | 'greeting' | 'accepted' | 'checking' | 'open' | 'closed';

export type LinkInput =
  | { on: 'connected' }
  | { on: 'admitted' }
  | { on: 'turnedAway'; reason: Reason }
  | { on: 'deadline' }
  | { on: 'ended'; reason: Reason }
  | { on: PeerMessage['cmd']; message: PeerMessage };

/** What the owner of the link is to do, in order. */
export type LinkOutput =
  | { do: 'send'; message: PeerMessage }
  /** Only one object at a time from now on, or as many as one likes. */
  | { do: 'pace'; isPaced: boolean }
  /** Feed `deadline` after so many ms; null: never mind. Replaces the one before. */
  | { do: 'setDeadline'; ms: number | null }
  | { do: 'close' }
  | { do: 'destroy'; reason: Reason }
  // what has happened, for the mesh
  | { do: 'greeted'; username: string }
  | { do: 'opened'; username: string; isExtended: boolean }
  | { do: 'upgraded' }
  | { do: 'heard'; message: ChatMessage }
  | { do: 'acknowledged'; message: Ack }
  | { do: 'told'; message: Roster | Prove | Invite | InviteAnswer | KeyChanges }
  | { do: 'left'; room: string | null }
  | { do: 'answered' }
  | { do: 'ended'; reason: Reason };

export interface LinkOptions {
  readonly me: string;
  /** Whom we dial; null on the side that accepted. */
  readonly dialled: string | null;
  /** They were an extended peer before, so that silence is no answer. */
  readonly mustBeExtended: boolean;
  /** What else the other side is to know of us from the start. */
  readonly says?: Pick<Hello, 'keylog' | 'encryption' | 'key_changes'>;
}

/** Messages that arrive before the greeted peer was let in. More is not needed to bridge a question to the tracker. */
const MAX_HELD = 256;

type On = LinkInput['on'];
type Rule = (link: Link, input: never) => LinkOutput[];
type Rules = { readonly [Input in On]?: (link: Link, input: Extract<LinkInput, { on: Input }>) => LinkOutput[] };

export class Link {
  readonly options: LinkOptions;
  state: LinkState;
  /** Who the other side is: known from the start to the side that dialled. */
  username: string | null;
  isExtended = false;
  features: readonly string[] = [];
  /** What they said of themselves in HELLO. */
  said: Pick<Hello, 'keylog' | 'encryption' | 'key_changes'> = {};
  held: LinkInput[] = [];

  constructor(options: LinkOptions) {
    this.options = options;
    this.username = options.dialled;
    this.state = options.dialled === null ? 'accepted' : 'dialling';
  }

  /** What to do first: the side that accepted waits for HELLO, but not for ever. */
  begin(): LinkOutput[] {
    return this.state === 'accepted' ? [{ do: 'setDeadline', ms: HELLO_MS }] : [];
  }

  /** What follows from `input`. An input that the state does not allow ends the link. */
  handle(input: LinkInput): LinkOutput[] {
    const rule = RULES[this.state][input.on] as Rule | undefined;
    if (rule) return rule(this, input as never);
    if (this.state === 'closed') return [];
    return this.end({ why: 'not_allowed', message: input.on }, 'destroy');
  }

  end(reason: Reason, how: 'close' | 'destroy'): LinkOutput[] {
    this.state = 'closed';
    const ending: LinkOutput = how === 'close' ? { do: 'close' } : { do: 'destroy', reason };
    return [{ do: 'setDeadline', ms: null }, ending, { do: 'ended', reason }];
  }

  open(isExtended: boolean): LinkOutput[] {
    this.state = 'open';
    this.isExtended = isExtended;
    const username = this.username as string;
    return [
      { do: 'setDeadline', ms: null },
      { do: 'pace', isPaced: !isExtended },
      { do: 'opened', username, isExtended },
    ];
  }

  get hello(): Hello {
    const { me, says = {} } = this.options;
    return { cmd: 'HELLO', username: me, version: PEER_PROTOCOL_VERSION, features: [...PEER_FEATURES], ...says };
  }

  /** HELLO has come. */
  learn({ version, features = [], keylog, encryption, key_changes }: Hello): void {
    this.isExtended = version !== undefined;
    this.features = features;
    this.said = { keylog, encryption, key_changes };
  }
}

const ended = (link: Link, { reason }: { reason: Reason }): LinkOutput[] => {
  link.state = 'closed';
  return [
    { do: 'setDeadline', ms: null },
    { do: 'ended', reason },
  ];
};

const turnedAway = (link: Link, { reason }: { reason: Reason }): LinkOutput[] => link.end(reason, 'close');

const answerPing = (link: Link): LinkOutput[] => [
  { do: 'send', message: { cmd: 'PONG' } },
  ...link.end({ why: 'only_ping' }, 'close'),
];

const hold = (link: Link, input: LinkInput): LinkOutput[] => {
  link.held.push(input);
  return link.held.length > MAX_HELD ? link.end({ why: 'too_much_early' }, 'destroy') : [];
};

/** Whoever talks without having answered HELLO is a reference peer. */
const openAsReference = (link: Link, input: LinkInput): LinkOutput[] =>
  link.options.mustBeExtended
    ? link.end({ why: 'hello_unanswered' }, 'destroy')
    : [...link.open(false), ...link.handle(input)];

const nothing = (): LinkOutput[] => [];

const tell = (_link: Link, { message }: { message: PeerMessage }): LinkOutput[] => [
  { do: 'told', message: message as Roster | Prove | Invite | InviteAnswer | KeyChanges },
];

const RULES: { readonly [State in LinkState]: Rules } = {
  dialling: {
    connected(link) {
      link.state = 'greeting';
      const ms = link.options.mustBeExtended ? HELLO_MS : HELLO_ANSWER_MS;
      // Paced until it is known who reads: a reference peer must get HELLO alone.
      return [
        { do: 'pace', isPaced: true },
        { do: 'send', message: link.hello },
        { do: 'setDeadline', ms },
      ];
    },
    turnedAway,
    ended,
  },

  greeting: {
    HELLO(link, { message }) {
      const { username, version } = message as Hello;
      if (username !== link.username)
        return link.end({ why: 'other_name', username: link.username ?? '', instead: username }, 'destroy');
      if (version === undefined && link.options.mustBeExtended) return link.end({ why: 'other_program' }, 'destroy');
      link.learn(message as Hello);
      return link.open(link.isExtended);
    },
    MESSAGE: openAsReference,
    LEAVE: openAsReference,
    PING: answerPing,
    PONG: nothing,
    ACK: nothing,
    deadline: (link) =>
      link.options.mustBeExtended ? link.end({ why: 'hello_unanswered' }, 'destroy') : link.open(false),
    turnedAway,
    ended,
  },

  accepted: {
    HELLO(link, { message }) {
      const { username } = message as Hello;
      link.state = 'checking';
      link.username = username;
      link.learn(message as Hello);
      return [{ do: 'greeted', username }];
    },
    PING: answerPing,
    deadline: (link) => link.end({ why: 'no_hello' }, 'destroy'),
    turnedAway,
    ended,
  },

  checking: {
    admitted(link) {
      const held = link.held.splice(0);
      const opening = link.open(link.isExtended);
      const answer: LinkOutput[] = link.isExtended ? [{ do: 'send', message: link.hello }] : [];
      return [...answer, ...opening, ...held.flatMap((input) => link.handle(input))];
    },
    MESSAGE: hold,
    ACK: hold,
    LEAVE: hold,
    ROSTER: hold,
    PROVE: hold,
    INVITE: hold,
    INVITE_ANSWER: hold,
    KEY_CHANGE: hold,
    PONG: nothing,
    deadline: (link) => link.end({ why: 'not_identified' }, 'destroy'),
    turnedAway,
    ended,
  },

  open: {
    HELLO(link, { message }) {
      const { username, version } = message as Hello;
      const isLate = link.options.dialled !== null && !link.isExtended && version !== undefined;
      if (!isLate || username !== link.username) return link.end({ why: 'second_hello' }, 'destroy');
      link.learn(message as Hello);
      return [{ do: 'pace', isPaced: false }, { do: 'upgraded' }];
    },
    MESSAGE: (_link, { message }) => [{ do: 'heard', message: message as ChatMessage }],
    ACK: (_link, { message }) => [{ do: 'acknowledged', message: message as Ack }],
    LEAVE: (_link, { message }) => [{ do: 'left', room: (message as { room?: string | null }).room ?? null }],
    ROSTER: tell,
    PROVE: tell,
    INVITE: tell,
    INVITE_ANSWER: tell,
    KEY_CHANGE: tell,
    PING: () => [{ do: 'send', message: { cmd: 'PONG' } }],
    PONG: () => [{ do: 'answered' }],
    deadline: nothing,
    turnedAway,
    ended,
  },

  closed: {},
};

export const LINK_STATES = Object.keys(RULES) as LinkState[];

export function allows(state: LinkState, on: On): boolean {
  return RULES[state][on] !== undefined;
}
