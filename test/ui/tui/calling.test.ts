import { describe, expect, it } from 'vitest';
import { inThree, said } from './scenes.ts';

const BLUR = '\x1b[O';

describe('a user who looks elsewhere', () => {
  it('is called for what is for them, by the bell and on the desktop', async () => {
    const screen = await inThree({ hasDesktop: true });
    await screen.report(said('eva', 'not for you', 'ops'), said('eva', 'Ana: for you; really', 'ops'));
    expect(screen.emulator.bells).toBe(1);
    expect(screen.told).toEqual(['eva #ops: Ana: for you; really']);
    await screen.pass(5_000);
    await screen.report(said('bob', 'alone', null));
    expect(screen.emulator.bells).toBe(2);
    expect(screen.told).toEqual(['eva #ops: Ana: for you; really', 'bob: alone']);
  });

  it('is called by the terminal itself where there is no desktop', async () => {
    const screen = await inThree();
    await screen.report(said('bob', 'two\nlines', null));
    expect(screen.emulator.notifications).toEqual(['bob: two lines']);
  });

  it('is not called for what they see, but is as soon as the window is behind', async () => {
    const screen = await inThree();
    await screen.report(said('bob', 'ana!'));
    expect(screen.emulator.bells).toBe(0);
    await screen.send(BLUR);
    await screen.report(said('bob', 'ana!!'));
    expect(screen.emulator.bells).toBe(1);
    await screen.pass(2_000);
    await screen.report({ event: 'invitation', from: 'rui', room: 'tea', private: false });
    expect(screen.emulator.bells).toBe(2);
  });

  it('is not called again and again by a flood', async () => {
    const screen = await inThree({ hasDesktop: true, settings: { bell: 'all', notify: 'all' } });
    await screen.report(...Array.from({ length: 50 }, () => said('eva', 'ana', 'ops')));
    expect([screen.emulator.bells, screen.told.length]).toEqual([1, 1]);
    await screen.pass(1_000);
    await screen.report(said('eva', 'ana', 'ops'));
    expect([screen.emulator.bells, screen.told.length]).toEqual([2, 1]);
  });

  it.each([
    [{ bell: 'off', notify: 'off' }, {}, [0, 0]],
    [{ bell: 'all', notify: 'off' }, {}, [1, 0]],
    [{ bell: 'highlights', notify: 'all' }, {}, [0, 1]],
    [{ bell: 'off', notify: 'auto' }, { isRemote: true }, [0, 0]],
  ] as const)(
    'is called for any line as the settings %j say (%j): bell and desktop %j',
    async (settings, surroundings, calls) => {
      const screen = await inThree({ hasDesktop: true, settings, surroundings });
      await screen.report(said('eva', 'anything', 'ops'));
      expect([screen.emulator.bells, screen.told.length]).toEqual(calls);
    },
  );

  it('is not called on a desktop that is somewhere else, nor from a muted conversation, but there by name', async () => {
    const screen = await inThree({ hasDesktop: true, settings: { bell: 'all' }, surroundings: { isRemote: true } });
    await screen.type('/mute ops\r');
    await screen.report(said('eva', 'noise', 'ops'));
    expect(screen.emulator.bells).toBe(0);
    await screen.report(said('eva', 'ana?', 'ops'));
    expect([screen.emulator.bells, screen.told.length]).toEqual([1, 0]);
  });
});
