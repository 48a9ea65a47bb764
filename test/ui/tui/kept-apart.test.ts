// What was meant for one place never goes to another, and what has ended by itself can still be read.

import { describe, expect, it } from 'vitest';
import { refusal } from '../../helpers/refusal.ts';
import { failed, queued } from '../phrases/sample-reports.ts';
import { inRoom, inThree, showing } from './scenes.ts';

describe('a long paste that was asked about', () => {
  it('does not go to a conversation that has come up meanwhile', async () => {
    const screen = await inThree();
    await screen.paste('1\n2\n3\n4\n5\n6\n7');
    await screen.press('enter');
    screen.shows('Send these 7 lines?');
    await screen.report(showing({ room: 'ops' }));
    await screen.press('y');
    expect(screen.lines).toEqual([]);
    screen.shows('Not sent: this was for #dev');
    await screen.press('alt+1');
    screen.shows('7');
  });
});

describe('a draft', () => {
  it('comes back after a walk through the history, though another conversation came up', async () => {
    const screen = await inThree();
    await screen.type('earlier\r');
    await screen.type('a long draft');
    await screen.press('up');
    expect(screen.line).toBe(' #dev> earlier');
    await screen.press('alt+2', 'alt+1', 'ctrl+_');
    expect(screen.line).toBe(' #dev> a long draft');
  });
});

describe('a room that we have lost', () => {
  it('stays in view with the reason, and closes when the user goes', async () => {
    const screen = await inThree();
    await screen.report(
      { event: 'error', problem: refusal('ROOM_FULL', 'dev is full.') },
      { event: 'room_left', room: 'dev', reason: 'lost' },
      { ...showing({ room: 'ops' }), back: true } as ReturnType<typeof showing>,
    );
    screen.shows('#dev', 'you are no longer in this room', 'hello ana');
    await screen.type('hello?\r');
    expect(screen.lines).toEqual([]);
    await screen.press('ctrl+u');
    await screen.type('/leave\r');
    screen.hides('hello ana');
  });

  it('tells in what is shown of lines that were lost with it', async () => {
    const screen = await inRoom();
    await screen.report(queued(['bob'], { room: 'dev' }), { event: 'room_left', room: 'dev', reason: 'left' });
    await screen.report(failed('bob', 'you left the room before it was sent'));
    screen.shows('not delivered to bob');
  });
});

describe('what was decided about somebody earlier', () => {
  it('is known from the start', async () => {
    const screen = await inRoom();
    await screen.report({
      event: 'contacts',
      contacts: [
        { username: 'bob', trust: 'changed', blocked: false },
        { username: 'eva', trust: 'verified', blocked: true },
      ],
    });
    await screen.press('f3', 'enter');
    screen.shows('Accept their new key');
    await screen.press('escape', 'f3', 'down', 'enter');
    screen.shows('Unblock');
  });
});
