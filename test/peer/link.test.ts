// Each cell of the table of protocol 7.3.3.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  type Prove,
  type Roster,
} from '../../commons/protocol/peer-messages.ts';
import { Link } from '../../peer/links/link.ts';
import type { LinkOptions } from '../../peer/links/link-facts.ts';
import { type LinkInput, type LinkOutput, received } from '../../peer/links/link-io.ts';
import { LINK_TABLE, type LinkState } from '../../peer/links/link-table.ts';
import { because } from '../helpers/because.ts';

type On = LinkInput['on'];

const LINK_STATES = Object.keys(LINK_TABLE) as LinkState[];
const allows = (state: LinkState, on: On): boolean => LINK_TABLE[state][on] !== undefined;

const connected: LinkInput = { on: 'connected' };
const admitted: LinkInput = { on: 'admitted' };
const deadline: LinkInput = { on: 'deadline' };
const CUT = because('cut');
const turnedAway = (): LinkInput => ({ on: 'turnedAway', reason: { why: 'unknown', username: 'bob' } });
const ended = (): LinkInput => ({ on: 'ended', reason: CUT });
const ping: LinkInput = { on: 'PING', message: { cmd: 'PING' } };
const pong: LinkInput = { on: 'PONG', message: { cmd: 'PONG' } };

const helloOf = (username = 'bob', more: Partial<Hello> = {}): LinkInput => ({
  on: 'HELLO',
  message: { cmd: 'HELLO', username, version: 1, features: ['ack-many'], ...more },
});
/** As a reference peer says it. */
const plainHello = (username = 'bob'): LinkInput => ({ on: 'HELLO', message: { cmd: 'HELLO', username } });
const chat = (content = 'hi', more: Partial<ChatMessage> = {}): ChatMessage => ({
  cmd: 'MESSAGE',
  room: 'dev',
  username: 'bob',
  content,
  ...more,
});
const says = (content?: string, more?: Partial<ChatMessage>): LinkInput => ({
  on: 'MESSAGE',
  message: chat(content, more),
});
const acks = (id = 'm1', more: Partial<Ack> = {}): LinkInput => ({ on: 'ACK', message: { cmd: 'ACK', id, ...more } });
const leaves = (room?: string | null): LinkInput => ({
  on: 'LEAVE',
  message: room === undefined ? { cmd: 'LEAVE' } : { cmd: 'LEAVE', room },
});
const ROSTER: Roster = {
  cmd: 'ROSTER',
  room: 'dev',
  revision: 7,
  members: [
    { username: 'ana', fingerprint: 'A'.repeat(43) },
    { username: 'bob', fingerprint: null },
  ],
};
const PROVE: Prove = { cmd: 'PROVE', room: 'dev', proof: 'B'.repeat(43) };
const INVITE: Invite = { cmd: 'INVITE', id: 'i1', room: 'dev', secret: 'C'.repeat(43), key: 'D'.repeat(22) };
const INVITE_ANSWER: InviteAnswer = { cmd: 'INVITE_ANSWER', id: 'i1', accepted: true };
const KEY_CHANGE: KeyChanges = {
  cmd: 'KEY_CHANGE',
  key_changes: [`${'E'.repeat(59)}.${'F'.repeat(43)}.${'G'.repeat(86)}`],
};
/** What only extended peers say to each other, besides talk. */
const TOLD: readonly (Roster | Prove | Invite | InviteAnswer | KeyChanges)[] = [
  ROSTER,
  PROVE,
  INVITE,
  INVITE_ANSWER,
  KEY_CHANGE,
];
const tells = (message: (typeof TOLD)[number]): LinkInput => received(message);

/** One input of each kind. */
const INPUTS: { readonly [Input in On]: LinkInput } = {
  connected,
  admitted,
  turnedAway: turnedAway(),
  deadline,
  ended: ended(),
  HELLO: helloOf(),
  MESSAGE: says(),
  ACK: acks(),
  LEAVE: leaves('dev'),
  ROSTER: tells(ROSTER),
  PROVE: tells(PROVE),
  INVITE: tells(INVITE),
  INVITE_ANSWER: tells(INVITE_ANSWER),
  KEY_CHANGE: tells(KEY_CHANGE),
  PING: ping,
  PONG: pong,
};
const TELLING = ['ROSTER', 'PROVE', 'INVITE', 'INVITE_ANSWER', 'KEY_CHANGE'] as const;

/** What the theory at the head of link-table.ts allows, written a second time. */
const ALLOWED: { readonly [State in LinkState]: readonly On[] } = {
  dialling: ['connected', 'turnedAway', 'ended'],
  greeting: ['HELLO', 'MESSAGE', 'ACK', 'LEAVE', 'PING', 'PONG', 'deadline', 'turnedAway', 'ended'],
  accepted: ['HELLO', 'PING', 'deadline', 'turnedAway', 'ended'],
  checking: ['admitted', 'MESSAGE', 'ACK', 'LEAVE', ...TELLING, 'PONG', 'deadline', 'turnedAway', 'ended'],
  open: ['HELLO', 'MESSAGE', 'ACK', 'LEAVE', ...TELLING, 'PING', 'PONG', 'deadline', 'turnedAway', 'ended'],
  closed: [],
};

function dialling(options: Partial<LinkOptions> = {}): Link {
  return new Link({ me: 'ana', dialled: 'bob', mustBeExtended: false, ...options });
}

function accepting(options: Partial<LinkOptions> = {}): Link {
  return new Link({ me: 'ana', dialled: null, mustBeExtended: false, ...options });
}

function fed(link: Link, ...inputs: LinkInput[]): Link {
  for (const input of inputs) link.handle(input);
  return link;
}

/** Links in each state, by all the ways that lead there. */
const WAYS: { readonly [State in LinkState]: Record<string, () => Link> } = {
  dialling: { 'to someone new': () => dialling(), 'to an extended peer': () => dialling({ mustBeExtended: true }) },
  greeting: {
    'someone new': () => fed(dialling(), connected),
    'an extended peer': () => fed(dialling({ mustBeExtended: true }), connected),
  },
  accepted: { 'a stranger': () => accepting() },
  checking: {
    'an extended peer': () => fed(accepting(), helloOf()),
    'a reference peer': () => fed(accepting(), plainHello()),
    'someone who has said something': () => fed(accepting(), helloOf(), says('early')),
  },
  open: {
    'dialled, extended': () => fed(dialling(), connected, helloOf()),
    'dialled, reference': () => fed(dialling(), connected, deadline),
    'dialled, upgraded': () => fed(dialling(), connected, deadline, helloOf()),
    'accepted, extended': () => fed(accepting(), helloOf(), admitted),
    'accepted, reference': () => fed(accepting(), plainHello(), admitted),
  },
  closed: {
    'which never was open': () => fed(dialling(), ended()),
    'which was turned away': () => fed(accepting(), helloOf(), turnedAway()),
    'which broke a rule': () => fed(accepting(), admitted),
    'which was open': () => fed(dialling(), connected, helloOf(), ended()),
  },
};

const CELLS = LINK_STATES.flatMap((state) =>
  Object.entries(WAYS[state]).flatMap(([way, make]) =>
    (Object.keys(INPUTS) as On[]).map((on) => ({ state, way, on, make, isAllowed: ALLOWED[state].includes(on) })),
  ),
);

/** Everything about a link that an input could change. */
const stateOf = ({ state, username, isExtended, features, announced, held, options }: Link) =>
  structuredClone({ state, username, isExtended, features, announced, held, options });

const kinds = (outputs: readonly LinkOutput[]): string[] => outputs.map((output) => output.do);
const OPENING = (isExtended: boolean): LinkOutput[] => [
  { do: 'setDeadline', ms: null },
  { do: 'pace', isPaced: !isExtended },
  { do: 'opened', username: 'bob', isExtended },
];
const DESTROYING = [
  { do: 'setDeadline', ms: null },
  { do: 'destroy', reason: expect.objectContaining({ why: expect.any(String) }) },
  { do: 'ended', reason: expect.objectContaining({ why: expect.any(String) }) },
];
const CLOSING = (reason: unknown = expect.objectContaining({ why: expect.any(String) })) => [
  { do: 'setDeadline', ms: null },
  { do: 'close' },
  { do: 'ended', reason },
];

describe('the table', () => {
  it('has the states that there are, each reached by these tests', () => {
    expect([...LINK_STATES].sort()).toEqual(Object.keys(ALLOWED).sort());
    for (const state of LINK_STATES) {
      for (const make of Object.values(WAYS[state])) expect(make().state).toBe(state);
    }
  });

  it.each(CELLS.filter(({ isAllowed }) => isAllowed))('allows $on while $state ($way)', ({ state, on, make }) => {
    expect(allows(state, on)).toBe(true);
    const reasons = make()
      .handle(INPUTS[on])
      .flatMap((output) => (output.do === 'destroy' ? [output.reason] : []));
    for (const reason of reasons) expect(reason.why).not.toBe('not_allowed');
  });

  it.each(CELLS.filter(({ state, isAllowed }) => !isAllowed && state !== 'closed'))(
    'ends the link on $on while $state ($way), and changes nothing else',
    ({ state, on, make }) => {
      expect(allows(state, on)).toBe(false);
      const link = make();
      const before = stateOf(link);
      expect(link.handle(INPUTS[on])).toEqual([
        { do: 'setDeadline', ms: null },
        { do: 'destroy', reason: { why: 'not_allowed', message: on } },
        { do: 'ended', reason: { why: 'not_allowed', message: on } },
      ]);
      expect(stateOf(link)).toEqual({ ...before, state: 'closed' });
    },
  );

  it.each(CELLS.filter(({ state }) => state === 'closed'))('does nothing on $on when closed ($way)', ({ on, make }) => {
    const link = make();
    const before = stateOf(link);
    expect(link.handle(INPUTS[on])).toEqual([]);
    expect(stateOf(link)).toEqual(before);
  });

  it.each(CELLS.filter(({ on, isAllowed }) => on === 'turnedAway' && isAllowed))(
    'closes in order, with the reason, who is turned away while $state ($way)',
    ({ make }) => {
      const link = make();
      expect(link.handle(turnedAway())).toEqual(CLOSING({ why: 'unknown', username: 'bob' }));
      expect(link.state).toBe('closed');
    },
  );

  it.each(CELLS.filter(({ on, isAllowed }) => on === 'ended' && isAllowed))(
    'takes note of the end while $state ($way), with nothing left to close',
    ({ make }) => {
      const link = make();
      expect(link.handle(ended())).toEqual([
        { do: 'setDeadline', ms: null },
        { do: 'ended', reason: CUT },
      ]);
      expect(link.state).toBe('closed');
    },
  );
});

describe('the side that dialled', () => {
  it('knows whom it dials, and says HELLO first, alone, when it is connected', () => {
    const link = dialling();
    expect(link.username).toBe('bob');
    expect(link.begin()).toEqual([]);
    expect(link.handle(connected)).toEqual([
      { do: 'pace', isPaced: true },
      {
        do: 'send',
        message: { cmd: 'HELLO', username: 'ana', version: PEER_PROTOCOL_VERSION, features: [...PEER_FEATURES] },
      },
      { do: 'setDeadline', ms: HELLO_ANSWER_MS },
    ]);
    expect(link.state).toBe('greeting');
  });

  it('has a link with an extended peer when HELLO is answered', () => {
    const link = fed(dialling(), connected);
    expect(link.handle(helloOf('bob', { features: ['ack-many', 'later'] }))).toEqual(OPENING(true));
    expect(link.isExtended).toBe(true);
    expect(link.features).toEqual(['ack-many', 'later']);
  });

  it('takes silence for a reference peer, which is paced', () => {
    const link = fed(dialling(), connected);
    expect(link.handle(deadline)).toEqual(OPENING(false));
    expect(link.isExtended).toBe(false);
    expect(link.features).toEqual([]);
  });

  it('takes a side that sends without answering HELLO for a reference peer, and loses nothing of it', () => {
    expect(fed(dialling(), connected).handle(says('hi'))).toEqual([
      ...OPENING(false),
      { do: 'chatReceived', message: chat('hi') },
    ]);
    expect(fed(dialling(), connected).handle(leaves())).toEqual([...OPENING(false), { do: 'left', room: null }]);
    expect(fed(dialling(), connected).handle(leaves('dev'))).toEqual([...OPENING(false), { do: 'left', room: 'dev' }]);
  });

  it('does not take silence, or talk, of a peer that was extended before for an answer', () => {
    const link = dialling({ mustBeExtended: true });
    expect(link.handle(connected).at(-1)).toEqual({ do: 'setDeadline', ms: HELLO_MS });
    for (const input of [deadline, says(), leaves('dev'), leaves()]) {
      const silent = fed(dialling({ mustBeExtended: true }), connected);
      expect(silent.handle(input)).toEqual(DESTROYING);
      expect(silent.state).toBe('closed');
    }
    expect(link.handle(helloOf())).toEqual(OPENING(true));
  });

  it.each(TOLD)('takes $cmd from nobody who has not answered HELLO', (message) => {
    for (const mustBeExtended of [false, true]) {
      const link = fed(dialling({ mustBeExtended }), connected);
      expect(link.handle(tells(message))).toEqual(DESTROYING);
      expect(link.state).toBe('closed');
    }
  });

  it('waits on while only PONG or ACK arrive', () => {
    const link = fed(dialling(), connected);
    for (const input of [pong, acks(), pong]) expect(link.handle(input)).toEqual([]);
    expect(link.state).toBe('greeting');
  });

  it('leaves when somebody else answers, and says who', () => {
    for (const name of ['eve', 'Bob', 'bob ', 'b\u043eb', 'ana']) {
      const link = fed(dialling(), connected);
      const outputs = link.handle(helloOf(name));
      expect(outputs).toEqual(DESTROYING);
      expect(outputs.at(-1)).toEqual({ do: 'ended', reason: { why: 'other_name', username: 'bob', instead: name } });
      expect(link.username).toBe('bob');
      expect(link.state).toBe('closed');
    }
  });

  it('answers a PING even before it is greeted, and closes', () => {
    const outputs = fed(dialling(), connected).handle(ping);
    expect(outputs).toEqual([{ do: 'send', message: { cmd: 'PONG' } }, ...CLOSING()]);
  });
});

describe('what a peer announces of itself in HELLO', () => {
  const WAYS_TO_SAY: LinkOptions['announces'][] = [{}, { keylog: true }, { encryption: 'off' }, { keylog: false }];
  const helloWith = (of: LinkOptions['announces']): Hello => ({
    cmd: 'HELLO',
    username: 'ana',
    version: PEER_PROTOCOL_VERSION,
    features: [...PEER_FEATURES],
    ...of,
  });

  it.each(WAYS_TO_SAY)('%j is told to whom we dial, and to whom we let in', (of) => {
    const dialled = dialling(of ? { announces: of } : {}).handle(connected);
    expect(dialled[1]).toEqual({ do: 'send', message: helloWith(of) });
    const accepted = fed(accepting(of ? { announces: of } : {}), helloOf()).handle(admitted);
    expect(accepted[0]).toEqual({ do: 'send', message: helloWith(of) });
  });

  it('is nothing where nothing is to be said', () => {
    expect(Object.keys(dialling().hello).sort()).toEqual(['cmd', 'features', 'username', 'version']);
    expect(dialling().hello.features).toEqual(['ack-many', 'roster', 'prove', 'invite', 'key-change']);
  });

  it('is known of them on whichever side they are, once they have said it', () => {
    const of = { keylog: true, encryption: 'off' as const };
    expect(dialling().announced).toEqual({});
    expect(fed(dialling(), connected, helloOf('bob', of)).announced).toEqual(of);
    expect(fed(accepting(), helloOf('bob', of)).announced).toEqual(of);
    expect(fed(accepting(), helloOf('bob', of), admitted).announced).toEqual(of);
    expect(fed(dialling(), connected, deadline, helloOf('bob', of)).announced).toEqual(of);
    expect(fed(dialling(), connected, helloOf('bob', { keylog: false })).announced.keylog).toBe(false);
  });

  it('is nothing of whom a reference peer is, and of whom it is not whom we dialled', () => {
    const nothing = { keylog: undefined, encryption: undefined };
    expect({ ...nothing, ...fed(accepting(), plainHello(), admitted).announced }).toEqual(nothing);
    expect({ ...nothing, ...fed(dialling(), connected, deadline).announced }).toEqual(nothing);
    expect(fed(dialling(), connected, helloOf('eve', { keylog: true })).announced).toEqual({});
  });

  it('is not said to a reference peer that dialled, nor a second time', () => {
    const of = { keylog: true };
    expect(fed(accepting({ announces: of }), plainHello()).handle(admitted)).toEqual(OPENING(false));
    const link = fed(accepting({ announces: of }), helloOf('bob', { keylog: true }), admitted);
    expect(link.handle(helloOf('bob', { keylog: false }))).toEqual(DESTROYING);
    expect(link.announced.keylog).toBe(true);
  });
});

describe('a HELLO that is answered late', () => {
  const taken = (): Link => fed(dialling(), connected, deadline);

  it('upgrades the link, once', () => {
    const link = taken();
    expect(link.handle(helloOf('bob', { features: ['ack-many'] }))).toEqual([
      { do: 'pace', isPaced: false },
      { do: 'upgraded' },
    ]);
    expect(link).toMatchObject({ state: 'open', isExtended: true, features: ['ack-many'] });
    expect(link.handle(helloOf())).toEqual(DESTROYING);
  });

  it('upgrades it also after the peer has talked', () => {
    const link = fed(dialling(), connected, says('hi'));
    expect(link.handle(helloOf())).toEqual([{ do: 'pace', isPaced: false }, { do: 'upgraded' }]);
    expect(link.handle(says('on'))).toEqual([{ do: 'chatReceived', message: chat('on') }]);
  });

  it('ends it when somebody else answers, or a reference peer says HELLO a second time', () => {
    expect(taken().handle(helloOf('eve'))).toEqual(DESTROYING);
    expect(taken().handle(plainHello())).toEqual(DESTROYING);
  });

  it('ends one that was accepted: there it is a second one', () => {
    for (const greeting of [helloOf(), plainHello()]) {
      const link = fed(accepting(), greeting, admitted);
      expect(link.handle(helloOf())).toEqual(DESTROYING);
      expect(link.state).toBe('closed');
    }
  });

  it('ends one that is extended already', () => {
    expect(fed(dialling(), connected, helloOf()).handle(helloOf())).toEqual(DESTROYING);
  });
});

describe('the side that accepted', () => {
  it('waits for HELLO for a limited time', () => {
    const link = accepting();
    expect(link.username).toBeNull();
    expect(link.begin()).toEqual([{ do: 'setDeadline', ms: HELLO_MS }]);
    expect(link.handle(deadline)).toEqual(DESTROYING);
    expect(link.state).toBe('closed');
  });

  it('asks its owner who that is, and says nothing before it knows', () => {
    const link = accepting();
    expect(link.handle(helloOf())).toEqual([{ do: 'greeted', username: 'bob' }]);
    expect(link).toMatchObject({ state: 'checking', username: 'bob', isExtended: true, features: ['ack-many'] });
  });

  it('answers HELLO to an extended peer that is let in', () => {
    const link = fed(accepting(), helloOf());
    expect(link.handle(admitted)).toEqual([{ do: 'send', message: link.hello }, ...OPENING(true)]);
    expect(link.state).toBe('open');
  });

  it('never answers HELLO to a reference peer, which would take it for a message, and paces it', () => {
    const link = fed(accepting(), plainHello());
    expect(link.isExtended).toBe(false);
    expect(link.handle(admitted)).toEqual(OPENING(false));
  });

  it('answers PING without a HELLO, and closes in order', () => {
    const link = accepting();
    expect(link.handle(ping)).toEqual([{ do: 'send', message: { cmd: 'PONG' } }, ...CLOSING()]);
    expect(link.state).toBe('closed');
    expect(link.handle(ping)).toEqual([]);
  });

  it('waits for its owner for a limited time', () => {
    const link = fed(accepting(), helloOf());
    expect(link.handle(deadline)).toEqual(DESTROYING);
  });

  it('holds what is said before the peer is let in, and hands it on afterwards, in order', () => {
    const link = fed(accepting(), helloOf());
    const told = [tells(PROVE), tells(ROSTER), tells(INVITE), tells(INVITE_ANSWER)];
    const inputs = [says('one'), acks('a'), ...told, says('two', { id: 'm2' }), leaves('dev'), pong, says('three')];
    for (const input of inputs) expect(link.handle(input)).toEqual([]);
    const outputs = link.handle(admitted);
    expect(outputs.slice(0, 4)).toEqual([{ do: 'send', message: link.hello }, ...OPENING(true)]);
    expect(outputs.slice(4)).toEqual([
      { do: 'chatReceived', message: chat('one') },
      { do: 'acknowledged', message: { cmd: 'ACK', id: 'a' } },
      ...[PROVE, ROSTER, INVITE, INVITE_ANSWER].map((message) => ({ do: 'controlReceived', message })),
      { do: 'chatReceived', message: chat('two', { id: 'm2' }) },
      { do: 'left', room: 'dev' },
      { do: 'chatReceived', message: chat('three') },
    ]);
    expect(link.held).toEqual([]);
    expect(link.handle(says('four'))).toEqual([{ do: 'chatReceived', message: chat('four') }]);
  });

  it('hands nothing on of a peer that is turned away', () => {
    const link = fed(accepting(), helloOf(), says('let me in'), ...TOLD.map(tells));
    expect(kinds(link.handle(turnedAway()))).toEqual(['setDeadline', 'close', 'ended']);
    expect(link.handle(admitted)).toEqual([]);
  });

  it('holds 256 messages, and ends the link on one more', () => {
    const link = fed(accepting(), helloOf());
    for (let number = 1; number <= 256; number += 1) expect(link.handle(says(`${number}`))).toEqual([]);
    const full = fed(accepting(), helloOf(), ...link.held);
    const heard = link
      .handle(admitted)
      .flatMap((output) => (output.do === 'chatReceived' ? [output.message.content] : []));
    expect(heard).toEqual(Array.from({ length: 256 }, (_, index) => `${index + 1}`));
    expect(full.handle(acks())).toEqual(DESTROYING);
    expect(full.state).toBe('closed');
    expect(full.handle(admitted)).toEqual([]);
  });

  it.each(TOLD)('counts $cmd among the messages that it holds', (message) => {
    const full = fed(accepting(), helloOf(), ...Array.from({ length: 256 }, () => tells(message)));
    expect(full).toMatchObject({ state: 'checking', held: { length: 256 } });
    expect(full.handle(tells(message))).toEqual(DESTROYING);
    expect(full.handle(admitted)).toEqual([]);
  });

  it('does not count PONG as something that is held', () => {
    const link = fed(accepting(), helloOf());
    for (let number = 0; number < 1000; number += 1) expect(link.handle(pong)).toEqual([]);
    expect(link.held).toEqual([]);
  });
});

describe('an open link', () => {
  it.each(Object.entries(WAYS.open))('(%s) hands on what is said', (_way, make) => {
    const link = make();
    expect(link.handle(says('hi'))).toEqual([{ do: 'chatReceived', message: chat('hi') }]);
    expect(link.handle(acks('m1', { ids: ['m2'] }))).toEqual([
      { do: 'acknowledged', message: { cmd: 'ACK', id: 'm1', ids: ['m2'] } },
    ]);
    expect(link.handle(leaves('dev'))).toEqual([{ do: 'left', room: 'dev' }]);
    expect(link.handle(leaves(null))).toEqual([{ do: 'left', room: null }]);
    expect(link.handle(leaves())).toEqual([{ do: 'left', room: null }]);
    for (const message of TOLD) expect(link.handle(tells(message))).toEqual([{ do: 'controlReceived', message }]);
    expect(link.state).toBe('open');
  });

  it.each(Object.entries(WAYS.open))('(%s) answers PING, passes PONG on, and minds no old deadline', (_way, make) => {
    const link = make();
    expect(link.handle(ping)[0]).toEqual({ do: 'send', message: { cmd: 'PONG' } });
    expect(make().handle(pong)).toEqual([{ do: 'answered' }]);
    expect(make().handle(deadline)).toEqual([]);
  });
});

describe('for any inputs in any order', () => {
  const input = fc.oneof(
    fc.constantFrom(...Object.values(INPUTS)),
    fc.constantFrom(helloOf(), plainHello(), helloOf('eve'), connected, admitted, deadline, ping),
    fc.nat(1000).map((number) => says(`${number}`)),
  );
  const made = fc.constantFrom(
    () => dialling(),
    () => dialling({ mustBeExtended: true }),
    () => accepting(),
    () => fed(dialling(), connected),
    () => fed(accepting(), helloOf()),
  );

  it('a link opens at most once, ends at most once, and then is silent', () => {
    fc.assert(
      fc.property(made, fc.array(input, { maxLength: 30 }), (make, inputs) => {
        const link = make();
        const said: LinkOutput[] = [];
        for (const each of inputs) {
          const wasClosed = link.state === 'closed';
          const outputs = link.handle(each);
          if (wasClosed) expect(outputs).toEqual([]);
          said.push(...outputs);
        }
        const order = kinds(said);
        const count = (what: string): number => order.filter((each) => each === what).length;
        expect(count('ended')).toBe(link.state === 'closed' ? 1 : 0);
        if (link.state === 'closed') expect(order.at(-1)).toBe('ended');
        expect(count('opened')).toBeLessThanOrEqual(1);
        expect(count('greeted')).toBeLessThanOrEqual(1);
        expect(count('upgraded')).toBeLessThanOrEqual(1);
        const openedAt = order.indexOf('opened');
        for (const what of ['chatReceived', 'acknowledged', 'controlReceived', 'left', 'upgraded']) {
          if (order.includes(what)) expect(order.indexOf(what)).toBeGreaterThan(openedAt);
          if (openedAt === -1) expect(count(what)).toBe(0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('what is heard is what was said, in order, without a gap', () => {
    fc.assert(
      fc.property(made, fc.array(input, { maxLength: 30 }), (make, inputs) => {
        const link = make();
        const said: string[] = [];
        const heard: string[] = [];
        for (const each of inputs) {
          if (each.on === 'MESSAGE') said.push((each.message as ChatMessage).content);
          for (const output of link.handle(each)) if (output.do === 'chatReceived') heard.push(output.message.content);
          if (link.state === 'open') expect(heard).toEqual(said);
        }
        expect(said.slice(0, heard.length)).toEqual(heard);
      }),
      { numRuns: 1000 },
    );
  });

  it('what is told is handed on as it came, in its order among the rest, without a gap', () => {
    fc.assert(
      fc.property(made, fc.array(input, { maxLength: 30 }), (make, inputs) => {
        const link = make();
        const came: unknown[] = [];
        const handedOn: unknown[] = [];
        for (const each of inputs) {
          if (each.on === 'MESSAGE' || TELLING.some((on) => on === each.on))
            came.push((each as { message: unknown }).message);
          for (const output of link.handle(each)) {
            if (output.do === 'controlReceived' || output.do === 'chatReceived') handedOn.push(output.message);
          }
          if (link.state === 'open') expect(handedOn).toEqual(came);
        }
        expect(came.slice(0, handedOn.length)).toEqual(handedOn);
      }),
      { numRuns: 1000 },
    );
  });

  it('nobody is spoken to beyond HELLO and PONG, and HELLO is said once', () => {
    fc.assert(
      fc.property(made, fc.array(input, { maxLength: 30 }), (make, inputs) => {
        const link = make();
        const sent = inputs
          .flatMap((each) => link.handle(each))
          .flatMap((each) => (each.do === 'send' ? [each.message] : []));
        for (const message of sent) expect(['HELLO', 'PONG']).toContain(message.cmd);
        expect(sent.filter(({ cmd }) => cmd === 'HELLO').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
