import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../peer/sign-in/dialogue.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { FullScreenInTest } from '../../helpers/full-screen.ts';
import { refusal } from '../../helpers/refusal.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };
const NOBODY = { username: null, digest: null, register: false, tracker: TRACKER };

describe('the form to sign in', () => {
  it('is looked at once, however often Enter is pressed, and the next form is left alone', async () => {
    const screen = new FullScreenInTest();
    screen.begin({ register: true });
    const waiting: ((needsPassword: boolean) => void)[] = [];
    const needsPassword = (): Promise<boolean> => new Promise((resolve) => waiting.push(resolve));
    const { dialogue } = screen.fullScreen;
    const answers: Answer[] = [];
    void dialogue.signIn(NOBODY, null, needsPassword).then((answer) => answers.push(answer));
    await screen.press('f4');
    await screen.type('rui\r\r');
    await screen.press('enter', 'enter');
    expect(waiting).toHaveLength(1);
    for (const resolve of waiting) resolve(false);
    await screen.pass();
    expect(answers).toHaveLength(1);
    const refused = { ...NOBODY, username: 'rui' };
    void dialogue.signIn(refused, { problem: refusal('LOGIN_FAILED') }, needsPassword);
    await screen.pass();
    screen.shows(`┌─ ${english.signInTitle}`, '> Password');
  });

  it('offers each name whose key is here with Left and Right, until something is typed', async () => {
    const screen = new FullScreenInTest();
    screen.begin({}, 'ana', 'rui', 'eva');
    await screen.pass();
    screen.shows(`> Your name  ana ${english.otherNames(['rui', 'eva'])}`, english.passwordOptional);
    await screen.press('right');
    screen.shows(`> Your name  rui ${english.otherNames(['ana', 'eva'])}`, english.passwordOptional);
    await screen.press('left', 'left');
    screen.shows(`> Your name  eva ${english.otherNames(['ana', 'rui'])}`);
    await screen.type('lia');
    await screen.press('left', 'left');
    await screen.type('uc');
    screen.shows('> Your name  lucia');
    screen.hides('Left and Right', english.passwordOptional);
  });

  it('offers no name of somebody who is registered to somebody who registers', async () => {
    const screen = new FullScreenInTest();
    screen.begin({}, 'ana', 'rui');
    await screen.press('f4');
    screen.hides('Left and Right');
    await screen.press('f4');
    screen.shows(english.otherNames(['rui']));
  });

  it('says nothing of the name before when another one is offered', async () => {
    const screen = new FullScreenInTest();
    screen.begin({}, 'ana', 'rui');
    void screen.fullScreen.dialogue.signIn(NOBODY, null, async () => true);
    await screen.press('enter', 'enter');
    screen.shows(english.passwordNeeded);
    await screen.press('shift+tab', 'right');
    screen.shows('> Your name  rui');
    screen.hides(english.passwordNeeded);
  });

  it('offers no other name where there is one, and moves in it', async () => {
    const screen = new FullScreenInTest();
    screen.begin({}, 'ana');
    await screen.press('left');
    await screen.type('n');
    screen.shows('> Your name  anna');
  });

  it('is looked at again after what was wrong has been said', async () => {
    const screen = new FullScreenInTest();
    screen.begin({}, 'rui');
    let count = 0;
    void screen.fullScreen.dialogue.signIn(NOBODY, null, async () => {
      count += 1;
      return true;
    });
    await screen.press('enter');
    screen.shows(english.passwordNeeded);
    await screen.press('enter');
    expect(count).toBe(2);
  });

  it('types into the field that was clicked on, and stays there for a click beside them', async () => {
    const screen = new FullScreenInTest();
    screen.begin();
    await screen.pass();
    await screen.clickOn('Tracker  ');
    await screen.type('7');
    screen.shows('127.0.0.1:60607');
    await screen.clickOn('Your name');
    await screen.type('rui');
    screen.shows('> Your name        rui');
    await screen.clickOn('( ) Log in');
    await screen.type('!');
    screen.shows('rui!');
    await screen.clickOn('Repeat password');
    await screen.type('hidden');
    screen.shows('> Repeat password  ******');
  });

  // T1
  it('has a star for each character of a password, whatever it is made of, and the cursor among them', async () => {
    for (const letters of [
      ['a', 'b'],
      ['क्ष', 'मि'],
      ['각', '👩🏽‍💻'],
      ['e\u0301', 'น้ำ', '🇧🇷'],
    ]) {
      const screen = new FullScreenInTest();
      screen.begin();
      await screen.type('ana');
      await screen.press('tab');
      const { x, y } = screen.emulator.cursor;
      for (const letter of letters) await screen.send(letter);
      expect(screen.emulator.cursor).toEqual({ x: x + letters.length, y });
      expect(screen.emulator.lines[y]).toContain(` ${'*'.repeat(letters.length)} `);
      await screen.press('left');
      expect(screen.emulator.cursor).toEqual({ x: x + letters.length - 1, y });
      await screen.press('home');
      expect(screen.emulator.cursor).toEqual({ x, y });
      await screen.send('z');
      expect(screen.emulator.cursor).toEqual({ x: x + 1, y });
    }
  });

  it('takes lines that come at once for its fields, so that no password is shown in the name (T2)', async () => {
    const screen = new FullScreenInTest();
    screen.begin();
    const answers: Answer[] = [];
    void screen.fullScreen.dialogue.signIn(NOBODY, null, async () => true).then((answer) => answers.push(answer));
    await screen.press('f4');
    await screen.send('ana\rhunter2');
    await screen.send('\r/leave\r');
    screen.hides('hunter2', '/leave');
    expect(answers).toMatchObject([{ username: 'ana' }]);
  });

  it('says in Portuguese what is wrong with a name', async () => {
    const screen = new FullScreenInTest({ surroundings: { language: 'pt' } });
    screen.begin();
    void screen.fullScreen.dialogue.signIn(NOBODY, null, async () => false);
    await screen.type('duas palavras\rpw\rpw\r');
    screen.shows(portuguese.badName('').slice(0, 40));
    screen.hides('alphabet');
  });
});
