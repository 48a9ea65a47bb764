import { describe, it } from 'vitest';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { inRoom } from './scenes.ts';

const invitation = (from: string, room: string) => ({ event: 'invitation', from, room, private: false }) as const;

describe('invitations that wait', () => {
  it('are answered by name, in any case and with an @ before the name', async () => {
    const screen = await inRoom();
    await screen.report(invitation('Rui', 'tea'), invitation('zoé', 'sea'));
    await screen.type('/accept @rui\r/decline ZOÉ\r');
    screen.hides(': F7]');
  });

  it('are answered the newest first, also where somebody has asked again', async () => {
    const screen = await inRoom();
    await screen.report(invitation('rui', 'tea'), invitation('zoé', 'sea'), invitation('rui', 'ops'));
    await screen.type('/accept\r/clear\r');
    await screen.press('f7');
    screen.shows(english.accept('zoé', 'sea'));
    screen.hides('rui');
  });

  it('are sixteen at most, and the oldest makes room', async () => {
    const screen = await inRoom({ columns: 120, rows: 60 });
    await screen.report(...Array.from({ length: 20 }, (_, index) => invitation(`user${index}.`, 'tea')));
    screen.shows(`[${english.waitingCount(16, 0)}]`);
    await screen.type('/clear\r');
    await screen.press('f7');
    screen.hides('user3.');
    screen.shows('user4.');
  });
});
