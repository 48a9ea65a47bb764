// Names cost nothing: how many people, and links with them, are kept at once (rule 3 of S4).
import { describe, expect, it } from 'vitest';
import { parsePeerMessage } from '../../commons/protocol/peer-messages.ts';
import { MAX_ALL_IDS, MAX_PEOPLE, People } from '../../peer/core/records/people.ts';
import type { Person } from '../../peer/core/records/person.ts';
import { CoreAlone, crowd, MANY, privateHello } from '../helpers/core-alone.ts';

describe('people with whom there is a private chat', () => {
  it('are not pushed out while the user needs them: who was written to, who waits for a line, who is talked with now', () => {
    const ana = new CoreAlone();
    const bob = ana.meets('bob');
    ana.hears(bob, privateHello('b'));
    ana.types('/msg bob hello');
    ana.hears(ana.meets('eva'), privateHello('e'));
    ana.types('/msg eva');
    ana.hears(ana.meets('ivo'), privateHello('i'));
    ana.types('/msg ivo');
    crowd(ana, MANY);
    expect(ana.people).toEqual(expect.arrayContaining(['bob', 'eva', 'ivo']));
    expect(ana.isOpen(bob)).toBe(true);
    expect(ana.people.length).toBeLessThanOrEqual(MAX_PEOPLE);
    expect(ana.openLinks).toBeLessThanOrEqual(MAX_PEOPLE);
  });
});

describe('members of a room who come and go', () => {
  const owner = { username: 'ana', state: 'present' as const };
  const here = { username: 'ana', address: '192.0.2.1', port: 1, connected: true, last_ping: null };
  const created = { name: 'dev', owner: 'ana', peer_owner: here, peer_one: null, peer_two: null, revision: 1 };

  function inDev(): CoreAlone {
    const ana = new CoreAlone();
    ana.closesLate = true;
    ana.types('/create dev');
    ana.happens({ type: 'replied', request: 1, reply: { status: 'OK', room: { ...created, seats: [owner] } } });
    expect(ana.all('room_joined')).toHaveLength(1);
    return ana;
  }

  it.each([
    ['are heard for a moment after they have left', 10, 1],
    ['are forgotten, but for the last 64, though more have left in that moment', 100, 0],
  ])('%s', (_what, leave, heard) => {
    const ana = inDev();
    const link = ana.meets('mal0');
    for (let index = 0; index < leave; index += 1) {
      const seats = [owner, { username: `mal${index}`, state: 'away' as const }];
      ana.happens({ type: 'roomChanged', room: { ...created, revision: index + 2, seats } });
    }
    ana.hears(link, { cmd: 'MESSAGE', room: 'dev', content: 'last words', id: 'm' });
    expect(ana.all('message')).toHaveLength(heard);
    expect(ana.people).toEqual([`mal${leave - 1}`]);
  });
});

describe('ids of messages', () => {
  /** As much of the state as they take. */
  it('are bounded for all people together; those with the most make room', () => {
    const people = new People();
    const person = (name: string): Person => people.findOrAdd(name);
    for (let index = 0; index < 100; index += 1) people.rememberId(person('bob'), `b${index}`);
    for (let name = 0; name < 30; name += 1)
      for (let index = 0; index < 5_000; index += 1) people.rememberId(person(`mal${name}`), `m${index}`);
    const all = [...people.values()].reduce((sum, { incoming }) => sum + incoming.ids.size, 0);
    expect(all).toBeLessThanOrEqual(MAX_ALL_IDS + 1_024);
    expect(all).toBeGreaterThan(MAX_ALL_IDS / 2);
    expect(person('bob').incoming.ids.size).toBe(100);
    expect(person('mal29').incoming.ids.has('m4999')).toBe(true);
  });
});

describe('a message that is kept as it came', () => {
  const text = {
    cmd: 'MESSAGE',
    room: null,
    username: 'bob',
    content: 'hi',
    id: 'b',
    sent_at: '2026-01-01T12:00:00.000Z',
  };

  it.each([
    ['MESSAGE', text],
    ['ACK', { cmd: 'ACK', id: 'b' }],
  ])('holds nothing but the fields of a message (%s)', (_cmd, message) => {
    expect(parsePeerMessage(message)).toEqual({ message });
    expect(parsePeerMessage({ ...message, more: [[], [], []] })).toEqual({ message });
  });
});

describe('lines that wait', () => {
  const LINE = 'x'.repeat(60_000);

  it('are bounded by their text for all people together', () => {
    const ana = new CoreAlone();
    for (let name = 0; name < 8; name += 1) ana.hears(ana.meets(`bob${name}`), privateHello(`b${name}`));
    for (let name = 0; name < 8; name += 1)
      for (let line = 0; line < 100; line += 1) ana.types(`/msg bob${name} ${LINE}`);
    const failed = ana.all('failed');
    const kept = ana.all('queued').length - failed.length;
    expect(kept * LINE.length).toBeLessThanOrEqual(32 * 1024 * 1024 + 8 * 2 * LINE.length);
    expect(kept * LINE.length).toBeGreaterThan(30 * 1024 * 1024);
    expect(failed.at(-1)?.reason).toEqual({ why: 'too_much_text_in_all' });
  });

  it('for the tracker are bounded by their text', () => {
    const ana = new CoreAlone();
    ana.types('/create dev'); // Which the tracker does not answer.
    for (let line = 0; line < 200; line += 1) ana.types(LINE);
    expect(ana.core.isCongested).toBe(true);
    expect(200 - ana.all('error').length).toBeLessThanOrEqual((8 * 1024 * 1024) / LINE.length);
    expect(ana.all('error').at(-1)?.problem.code).toBe('TOO_MANY_LINES');
  });
});
