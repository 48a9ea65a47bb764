// U10: what the form says and does after the tracker, or the form itself, has refused.

import { describe, expect, it } from 'vitest';
import type { Answer, Draft } from '../../../peer/sign-in/dialogue.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { FullScreenInTest, type FullScreenOptions } from '../../helpers/full-screen.ts';
import { refusal } from '../../helpers/refusal.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };
const TYPED: Draft = { username: 'ana', digest: 'ab', register: false, tracker: TRACKER };

async function refusedWith(code: string, draft: Partial<Draft>, isKeyHere: boolean, options: FullScreenOptions = {}) {
  const screen = new FullScreenInTest(options);
  screen.begin({}, 'ana');
  const { dialogue } = screen.fullScreen;
  const answers: Answer[] = [];
  const needsPassword = async (): Promise<boolean> => !isKeyHere;
  const nobody = { username: null, digest: null, register: false, tracker: TRACKER };
  void dialogue.signIn(nobody, null, needsPassword);
  await screen.press('down');
  await screen.type('mistyped\r');
  void dialogue.signIn({ ...TYPED, ...draft }, { problem: refusal(code) }, needsPassword).then((a) => answers.push(a));
  await screen.pass();
  return { screen, answers };
}

const seen = (screen: FullScreenInTest): string => screen.text.replace(/[│\s]+/g, ' ');

describe('a wrong password', () => {
  it('is just wrong where the key of that name lies here: nobody is taken for somebody new', async () => {
    const { screen, answers } = await refusedWith('LOGIN_FAILED', {}, true);
    expect(seen(screen)).toContain(english.wrongPassword('ana'));
    screen.shows('(*) Log in', '> Password');
    screen.hides(english.passwordAgain);
    await screen.press('enter');
    expect(answers).toMatchObject([{ username: 'ana', digest: null, register: false }]);
  });

  it('may be that of somebody new where it does not', async () => {
    const { screen } = await refusedWith('LOGIN_FAILED', {}, false);
    screen.shows('(*) New here', english.passwordAgain);
  });
});

describe('a name that is taken', () => {
  it.each([
    ['en', english],
    ['pt', portuguese],
  ] as const)('is said to be taken, in %s, and another one is typed at once', async (language, phrases) => {
    const surroundings = { language };
    const { screen } = await refusedWith('USERNAME_TAKEN', { register: true }, false, { surroundings });
    expect(seen(screen)).toContain(phrases.nameTaken('ana'));
    screen.shows(`> ${phrases.name}`, phrases.passwordAgain);
  });
});

describe('a short password', () => {
  it.each(['short', '1234567', '😀😀😀😀', '         ', ' eva     '])('(%s) makes no new account', async (password) => {
    const { screen, answers } = await refusedWith('USERNAME_TAKEN', { register: true, username: 'eva' }, false);
    await screen.press('down');
    await screen.type(`${password}\r${password}\r`);
    expect(seen(screen)).toContain(english.passwordTooShort(8));
    screen.hides('***');
    await screen.type('12345678\r12345678\r');
    expect(answers).toMatchObject([{ username: 'eva', register: true }]);
  });

  it('logs in who has one', async () => {
    const { screen, answers } = await refusedWith('LOGIN_FAILED', {}, true);
    await screen.type('old\r');
    expect(answers).toMatchObject([{ username: 'ana', register: false }]);
  });
});
