// U9: signing in takes one Enter where the key is enough, and what is typed while that is being done is kept.
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../peer/sign-in/dialogue.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { FullScreenInTest } from '../../helpers/full-screen.ts';
import { ready } from '../phrases/sample-reports.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };
const NOBODY = { username: null, digest: null, register: false, tracker: TRACKER };

/** The form with the names whose keys lie here; `opened` lets the keys be opened, which may not be enough. */
async function signingIn(...offered: readonly string[]) {
  const screen = new FullScreenInTest();
  screen.begin({}, ...offered);
  const answers: Answer[] = [];
  let open = (_needsPassword: boolean): void => undefined;
  const needsPassword = (): Promise<boolean> =>
    new Promise((resolve) => {
      open = resolve;
    });
  void screen.fullScreen.dialogue.signIn(NOBODY, null, needsPassword).then((answer) => answers.push(answer));
  await screen.pass();
  const opened = async (isNeeded = false): Promise<void> => {
    open(isNeeded);
    await screen.pass();
  };
  return { screen, answers, opened };
}

async function letIn(screen: FullScreenInTest): Promise<void> {
  screen.fullScreen.waitForKeys();
  screen.fullScreen.waitForTracker(TRACKER, () => undefined);
  screen.connect();
  await screen.report(ready(), { event: 'tracker', state: 'connected' });
}

describe('one Enter', () => {
  it('signs in who is offered', async () => {
    const { screen, answers, opened } = await signingIn('ana', 'rui');
    await screen.press('enter');
    await opened();
    expect(answers).toMatchObject([{ username: 'ana', digest: null, register: false }]);
  });

  it.each([[['right']], [['r', 'u', 'i']]])('signs in who was chosen or typed: %j', async (keys) => {
    const { screen, answers, opened } = await signingIn('ana', 'rui');
    await screen.press(...keys, 'enter');
    await opened();
    expect(answers).toMatchObject([{ username: 'rui', digest: null }]);
  });

  it('goes on to the password of a name whose key does not lie here, and of somebody new', async () => {
    const { screen } = await signingIn('ana');
    await screen.type('eva\r');
    screen.shows('> Password');
    const other = await signingIn('ana');
    await other.screen.press('f4', 'enter');
    other.screen.shows('> Password');
    expect(other.answers).toEqual([]);
  });

  it('takes a password that comes at once with the name', async () => {
    const { screen, answers } = await signingIn('ana');
    await screen.send('ana\rhunter22\r');
    screen.hides('hunter22');
    expect(answers).toMatchObject([{ username: 'ana', digest: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });
});

describe('what is typed while the keys are being opened', () => {
  it('stands in the line afterwards, and was not sent', async () => {
    const { screen, opened } = await signingIn('ana');
    await screen.press('enter');
    await screen.type('/join dew');
    await screen.press('backspace');
    await screen.type('v');
    await opened();
    screen.fullScreen.waitForKeys();
    await screen.press('enter');
    await screen.type('hel');
    screen.fullScreen.waitForTracker(TRACKER, () => undefined);
    await screen.paste('lo\n');
    await screen.press('f3', 'tab');
    await letIn(screen);
    expect(screen.line.split('\n').map((line) => line.trim())).toEqual(['> /join dev', 'hello']);
    expect(screen.lines).toEqual([]);
  });

  it('is one line for the Enter that comes when it can be sent', async () => {
    const { screen, opened } = await signingIn('ana');
    await screen.press('enter', 'enter');
    await screen.type('/join dev\r');
    await opened();
    await letIn(screen);
    await screen.press('enter');
    expect(screen.lines).toMatchObject([{ text: '/join #dev' }]);
  });

  it('goes into no field, also if the key was not enough after all', async () => {
    const { screen, opened } = await signingIn('ana');
    await screen.press('enter');
    await screen.type('hello');
    await opened(true);
    screen.shows(english.passwordNeeded, '> hello');
    screen.hides('*****');
    await screen.type('hunter22');
    screen.shows('********');
  });
});
