// What the tracker says back to hostile requests: one line of text for a person, and no number that is none.
import { describe, expect, it } from 'vitest';
import { type Client, TrackerWorld } from '../helpers/tracker-world.ts';

const PRINTABLE = /^(?:(?![\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]).)+$/u;

async function member(): Promise<Client> {
  const world = await TrackerWorld.start();
  return world.member('ana');
}

describe('a refusal is one printable line', () => {
  const ROOMS = [
    ['a newline', 'a\nb'],
    ['an escape sequence', '\u001b[2J'],
    ['a control of 8 bit', '\u009b31m'],
    ['a change of direction', '\u202edev'],
    ['half a character', '\ud800'],
    ['a character that is cut in two at the 48th unit', `${'x'.repeat(47)}\u{1f389} and more`],
  ];
  const COMMANDS = ['JOIN_ROOM', 'LEAVE_ROOM', 'DELETE_ROOM', 'LIST_PEERS', 'CREATE_ROOM'];
  it.each(COMMANDS.flatMap((cmd) => ROOMS.map(([what, room]) => [cmd, what, room])))(
    'of %s of a room with %s in its name',
    async (cmd, _what, room) => {
      const reply = await (await member()).ask({ cmd, room });
      expect(reply['status']).toBe('ERROR');
      expect(reply['msg']).toMatch(PRINTABLE);
    },
  );
});

describe('a request_id that is no number any more', () => {
  it.each(['1e999', '-1e999'])('is refused and not echoed: %s', async (id) => {
    const ana = await member();
    ana.channel.sendEncoded(`{"cmd":"LIST_ROOMS","request_id":${id}}`);
    await ana.ask({ cmd: 'LIST_ROOMS' });
    const refusal = ana.replies().at(-2);
    expect(refusal).toMatchObject({ status: 'ERROR', code: 'BAD_REQUEST' });
    expect(refusal).not.toHaveProperty('request_id');
  });
});
