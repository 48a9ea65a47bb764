// The session after reports: the same for every front end, and for one that comes later.

import { describe, expect, it } from 'vitest';
import type { Report } from '../../peer/reports.ts';
import type { Conversation } from '../../peer/session/conversation.ts';
import { Delivery } from '../../peer/session/delivery.ts';
import { foldReport } from '../../peer/session/fold-report.ts';
import { MAX_CONVERSATIONS, MAX_FOLLOWED, type OwnMessage, Session } from '../../peer/session/session.ts';
import { because } from '../helpers/because.ts';
import {
  delivered,
  failed,
  link,
  message,
  queued,
  ready,
  SAMPLE_KINDS,
  samplesOf,
} from '../ui/phrases/sample-reports.ts';

const AT = Date.parse('2026-01-01T12:00:00Z');

function sessionAfter(...reports: readonly Report[]): Session {
  const session = new Session();
  for (const [index, report] of reports.entries()) foldReport(session, report, AT + index);
  return session;
}

/** Each kind of report, of friends and strangers. */
const EVERY_REPORT = ['bob', 'eva'].flatMap((name) => SAMPLE_KINDS.flatMap((event) => samplesOf(event, name)));

const joined = (room: string, ...members: readonly string[]): Report => ({
  event: 'room_joined',
  room,
  owner: 'ana',
  members: ['ana', ...members],
  away: [],
});
const invitation = (from: string, room: string): Report => ({ event: 'invitation', from, room, private: false });

const private_ = (from: string, content = 'hi'): Report => message({ room: null, from, content });

/** All that others may look at; identities apart. */
function seenOf(session: Session): unknown {
  const { conversations, home, people, ownMessages, reading, ...rest } = session;
  return {
    ...rest,
    conversations: conversations.map((each) => ({ ...each, entries: [...each.entries.entries()] })),
    people: people.byLastMessage,
    deliveries: [...ownMessages].map(([id, { place, delivery }]) => ({
      id,
      place,
      fates: (['waiting', 'sent', 'delivered', 'failed'] as const).map((fate) => delivery.names(fate)),
    })),
    isRead: reading,
    isHome: home === conversations[0],
  };
}

describe('a session', () => {
  it('is the same after the same reports', () => {
    const reports = EVERY_REPORT;
    expect(seenOf(sessionAfter(...reports))).toEqual(seenOf(sessionAfter(...reports)));
  });

  it('is not changed by reports that it has taken in earlier', () => {
    const reports = EVERY_REPORT;
    const copies = structuredClone(reports);
    sessionAfter(...reports);
    expect(reports).toEqual(copies);
  });

  it('knows the rooms with their members, and who is away', () => {
    const session = sessionAfter(
      ready(),
      joined('dev', 'bob'),
      { event: 'member_joined', room: 'dev', username: 'carl' },
      { event: 'member_away', room: 'dev', username: 'bob' },
    );
    const room = session.room('DEV') as Conversation;
    expect(session.othersIn(room)).toEqual(['bob', 'carl']);
    expect([session.isAway('bob'), session.isAway('carl')]).toEqual([true, false]);
    expect(session.sharedWith('carl')).toEqual([room]);
    foldReport(session, { event: 'room_left', room: 'dev', reason: 'lost' }, AT);
    expect([room.hasEnded, session.othersIn(room)]).toEqual([true, []]);
    foldReport(session, { event: 'room_left', room: 'dev', reason: 'left' }, AT);
    expect(session.room('dev')).toBeUndefined();
  });

  it('asks about a room that was not entered, until it is', () => {
    const session = sessionAfter({ event: 'room_not_entered', room: 'dev', reason: 'other_owner', owner: 'eva' });
    expect(session.room('dev')?.asked).toEqual({ reason: 'other_owner', owner: 'eva', isAnswered: false });
    foldReport(session, joined('dev'), AT);
    expect(session.room('dev')).toMatchObject({ asked: null, hasEnded: false });
  });

  it('keeps one invitation of each person, until they or the room are answered', () => {
    const session = sessionAfter(invitation('bob', 'dev'), invitation('carl', 'lab'), invitation('Bob', 'ops'));
    expect([...session.questions.invitations.values()].map(({ room }) => room)).toEqual(['lab', 'ops']);
    session.questions.answered({ room: 'LAB' }, true);
    expect([...session.questions.invitations.keys()]).toEqual(['bob']);
    foldReport(session, joined('ops'), AT);
    expect(session.questions.invitations.size).toBe(0);
  });

  it('closes the oldest private chat that is read, and none that is being read', () => {
    const session = sessionAfter(private_('bob'), private_('carl'));
    const [, bob, carl] = session.conversations as [Conversation, Conversation, Conversation];
    for (const conversation of [bob, carl]) conversation.seen();
    session.reading = { conversation: bob, isWatched: true, isAtEnd: true };
    for (let index = 0; index < MAX_CONVERSATIONS; index += 1) foldReport(session, private_(`stranger${index}`), AT);
    expect(session.conversations).toHaveLength(MAX_CONVERSATIONS);
    expect(session.conversations).toContain(bob);
    expect(session.conversations).not.toContain(carl);
  });
});

describe('a password that is wanted', () => {
  const ofRoom: Report = { event: 'password_wanted', room: 'dev', for: 'join', number: 1 };

  it('is until it is answered', () => {
    const session = sessionAfter(ofRoom);
    expect(session.questions.wantedPassword).toEqual({ number: 1, for: 'join', room: 'dev' });
    session.questions.passwordAnswered(1);
    expect(session.questions.wantedPassword).toBeNull();
  });

  it('is the last one, if another was asked for meanwhile', () => {
    const session = sessionAfter(ofRoom, { event: 'new_password_wanted', number: 2 });
    session.questions.passwordAnswered(1);
    expect(session.questions.wantedPassword).toEqual({ number: 2, for: 'account', room: null });
  });
});

describe('where messages go', () => {
  it('is where the client has turned to', () => {
    expect(sessionAfter().current).toEqual({ kind: 'home' });
    const turned: Report = { event: 'conversation', room: null, to: 'bob', back: false };
    expect(sessionAfter(turned).current).toEqual({ kind: 'private', to: 'bob' });
  });
});

describe('messages', () => {
  it('are unread until a front end says that they were read', () => {
    const session = sessionAfter(ready(), message({ content: 'hello' }), message({ content: 'ana: look' }));
    const room = session.room('dev') as Conversation;
    expect([room.unread, room.highlights]).toEqual([2, 1]);
    room.seen();
    expect([room.unread, room.highlights]).toEqual([0, 0]);
  });

  it.each([
    ['at the end', { isWatched: true, isAtEnd: true }, 'read', 'read'],
    ['further up', { isWatched: true, isAtEnd: false }, 'below', 'unread'],
    ['behind another window', { isWatched: false, isAtEnd: true }, 'unread', 'unread'],
  ])('that arrive where the user reads %s', (_where, how, usual, forUs) => {
    const session = sessionAfter(ready(), joined('dev'));
    session.reading = { conversation: session.room('dev') as Conversation, ...how };
    expect(foldReport(session, message({ content: 'hello' }), AT)).toMatchObject({ message: { notice: usual } });
    expect(foldReport(session, message({ content: 'ana?' }), AT)).toMatchObject({ message: { notice: forUs } });
  });

  it('in a muted room are unread if they are for us', () => {
    const session = sessionAfter(ready(), joined('dev'));
    const room = session.room('dev') as Conversation;
    room.isMuted = true;
    foldReport(session, message({ content: 'hello' }), AT);
    foldReport(session, message({ content: 'ana?' }), AT);
    expect([room.unread, room.highlights]).toEqual([1, 1]);
  });

  it('are harmless, and say when they were written if they are late', () => {
    const late = message({ from: 'e\u202eva', content: '/me w\u001baves', sent_at: '2026-01-01T11:00:00Z' });
    expect(foldReport(new Session(), late, AT)).toMatchObject({
      message: {
        entry: { isAction: true, isOwn: false, writtenAt: AT - 3_600_000, from: expect.not.stringContaining('\u202e') },
      },
    });
  });
});

describe('what a conversation consists of', () => {
  it('is messages, and facts as they were reported', () => {
    const deleted: Report = { event: 'room_deleted', room: 'dev', by: 'bob' };
    const session = sessionAfter(ready(), joined('dev', 'bob'), message({ content: 'hello' }), deleted);
    const room = session.room('dev') as Conversation;
    expect([...room.entries.entries()]).toMatchObject([
      { kind: 'fact', at: AT + 1, report: { event: 'room_joined' } },
      { kind: 'message', at: AT + 2, text: 'hello' },
      { kind: 'fact', at: AT + 3, report: deleted },
    ]);
  });

  it('is no answer to what was typed, and nothing that belongs nowhere', () => {
    const session = sessionAfter(
      ready(),
      joined('dev', 'bob'),
      { event: 'peers', room: 'dev', peers: [] },
      { event: 'error', problem: { code: 'NOT_TO_YOURSELF' } },
      invitation('eva', 'lab'),
    );
    const kept = session.conversations.flatMap(({ entries }) => [...entries.entries()]);
    expect(kept.map((entry) => entry.kind === 'fact' && entry.report.event)).toEqual(['ready', 'room_joined']);
  });
});

describe('our own messages', () => {
  it('are followed person by person', () => {
    const session = sessionAfter(queued(['bob', 'carl']));
    const delivery = session.ownMessages.get('q1')?.delivery;
    expect(delivery?.outcome).toBe('waiting');
    foldReport(session, delivered('bob'), AT);
    foldReport(session, failed('carl', 'gone'), AT);
    expect([delivery?.names('delivered'), delivery?.names('failed'), delivery?.reasonFor('carl')]).toEqual([
      ['bob'],
      ['carl'],
      because('gone'),
    ]);
  });

  it('are in plain text if one of those who get them is reached so', () => {
    const session = sessionAfter(link('bob', { security: 'plaintext' }));
    expect(foldReport(session, queued(['bob', 'carl']), AT)).toMatchObject({
      message: { entry: { isPlaintext: true } },
    });
  });

  it('are followed up to a bound', () => {
    const session = new Session();
    const own: OwnMessage = { place: { kind: 'home' }, entryId: 0, delivery: new Delivery([]), beginning: '' };
    for (let index = 0; index <= MAX_FOLLOWED; index += 1) session.follow(`${index}`, own);
    expect([session.ownMessages.size, session.ownMessages.has('0')]).toEqual([MAX_FOLLOWED, false]);
  });
});
