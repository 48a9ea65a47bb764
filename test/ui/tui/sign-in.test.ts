import { describe, expect, it } from 'vitest';
import type { Answer, Draft, Refusal } from '../../../peer/sign-in/dialogue.ts';
import { digestOf } from '../../../peer/sign-in/given-secrets.ts';
import { Cancelled } from '../../../peer/ui/cancelled.ts';
import { english } from '../../../peer/ui/tui/phrases/en.ts';
import { portuguese } from '../../../peer/ui/tui/phrases/pt.ts';
import { because } from '../../helpers/because.ts';
import { FullScreenInTest, type FullScreenOptions } from '../../helpers/full-screen.ts';
import { refusal } from '../../helpers/refusal.ts';
import { ready } from '../phrases/sample-reports.ts';

const TRACKER = { address: '127.0.0.1', port: 6060 };
const LAST = { username: 'ana', tracker: TRACKER };

const draft = (more: Partial<Draft> = {}): Draft => ({
  username: null,
  digest: null,
  register: false,
  tracker: TRACKER,
  ...more,
});

/** The form, and what the program that asks gets: an answer, or that it was given up. */
async function asked({
  last = null as typeof LAST | null,
  refusal = null as Refusal | null,
  of = draft(),
  needsPassword = async (_username: string) => false,
  ...options
}: FullScreenOptions & {
  last?: typeof LAST | null;
  refusal?: Refusal | null;
  of?: Draft;
  needsPassword?: (username: string) => Promise<boolean>;
} = {}) {
  const screen = new FullScreenInTest(options);
  if (of.username === null) screen.begin(of, ...(last ? [last.username] : []));
  const answers: (Answer | string)[] = [];
  screen.fullScreen.dialogue.signIn(of, refusal, needsPassword).then(
    (answer) => answers.push(answer),
    (error: Error) => answers.push(error instanceof Cancelled ? `cancelled: ${error.how}` : String(error)),
  );
  await screen.pass();
  return { screen, answers };
}

describe('signing in', () => {
  it('begins as somebody new where nobody has signed in before, and registers them', async () => {
    const { screen, answers } = await asked();
    screen.shows('(*) New here: register', english.registerHint.slice(0, 40));
    await screen.type('rui\r');
    await screen.type('hunter22\r');
    await screen.type('hunter22\r');
    expect(answers).toEqual([
      { username: 'rui', digest: digestOf('hunter22'), register: true, isTyped: true, tracker: TRACKER },
    ]);
    expect(screen.emulator.raw).not.toContain('hunter');
  });

  it('says at once that two passwords are not the same, and wants both again', async () => {
    const { screen, answers } = await asked();
    await screen.type('rui\rhunter2\rhunter3\r');
    screen.shows(english.passwordsDiffer);
    screen.hides('***');
    await screen.type('hunter22\rhunter22\r');
    expect(answers).toHaveLength(1);
  });

  it('offers the last name, whose key may do without a password', async () => {
    const { screen, answers } = await asked({ last: LAST });
    screen.shows('(*) Log in', 'ana', english.passwordOptional);
    await screen.press('enter', 'enter');
    expect(answers).toEqual([{ username: 'ana', digest: null, isTyped: true, register: false, tracker: TRACKER }]);
  });

  it('replaces the name that is offered by the first letter of another one, or edits it', async () => {
    const { screen } = await asked({ last: LAST });
    await screen.type('rui');
    screen.shows('> Your name  rui');
    screen.hides(english.passwordOptional);
    const { screen: another } = await asked({ last: LAST });
    await another.press('left', 'x');
    another.shows('anxa');
    const { screen: third } = await asked({ last: LAST });
    await third.paste('eva');
    third.shows('> Your name  eva');
  });

  it('asks for the password of whom no key is known', async () => {
    const { screen, answers } = await asked({ last: LAST, needsPassword: async (name) => name === 'rui' });
    await screen.type('rui\r\r');
    screen.shows(english.passwordNeeded);
    await screen.type('secret\r');
    expect(answers).toEqual([
      { username: 'rui', digest: digestOf('secret'), register: false, isTyped: true, tracker: TRACKER },
    ]);
  });

  it('says what is wrong with a name or an address before anybody is asked', async () => {
    const { screen, answers } = await asked({ last: LAST });
    await screen.type('no spaces\rpassword\r');
    expect(screen.text).toMatch(/> Your name +no spaces/);
    expect(screen.text).toMatch(/│ [A-Z].*name.*│/);
    await screen.press('ctrl+u');
    await screen.type('rui');
    await screen.press('shift+tab', 'ctrl+u');
    await screen.type('nowhere:99999\r');
    screen.shows(english.badTracker);
    await screen.press('ctrl+u');
    await screen.type('[::1]:7000\r');
    expect(answers).toEqual([expect.objectContaining({ username: 'rui', tracker: { address: '::1', port: 7000 } })]);
  });

  it('changes between the two with F4, keeping what was typed', async () => {
    const { screen } = await asked();
    await screen.type('rui\r');
    await screen.press('down', 'f4');
    screen.shows('(*) Log in', 'rui', '> Password');
    screen.hides(english.passwordAgain);
    await screen.press('f4');
    screen.shows('(*) New here', english.passwordAgain);
  });

  it.each([
    [{ problem: refusal('LOGIN_FAILED') }, { digest: 'ab' }, english.unknownOrWrong('ana')],
    [{ problem: refusal('LOGIN_FAILED') }, {}, english.keyUnknown('ana')],
    [
      { problem: { code: 'WEAK_PASSWORD' as const, of: 'account' as const } },
      { register: true, digest: 'ab' },
      'A new account needs a password of at least',
    ],
  ])('says in words why the tracker refused: %j', async (refusal, more, said) => {
    const of = draft({ username: 'ana', ...more });
    const { screen, answers } = await asked({ refusal, of, needsPassword: async () => true });
    expect(screen.text.replace(/\s*│\s*│\s*/g, ' ').replace(/ +/g, ' ')).toContain(said.slice(0, 50));
    screen.shows('> Password');
    await screen.type('the right one');
    if (screen.text.includes(english.passwordAgain)) await screen.type('\rthe right one');
    await screen.press('enter');
    expect(answers).toEqual([expect.objectContaining({ username: 'ana', digest: digestOf('the right one') })]);
  });

  it('takes whom nobody knows for somebody new, who types the password once more; F4 says that they are not', async () => {
    const { screen, answers } = await asked({ last: LAST });
    await screen.type('rui\rhunter22\r');
    const { dialogue } = screen.fullScreen;
    const refused = draft({ username: 'rui', digest: digestOf('hunter22') });
    const again = dialogue.signIn(refused, { problem: refusal('LOGIN_FAILED') }, async () => true);
    await screen.pass();
    screen.shows('(*) New here', '> Repeat password', '*******');
    await screen.type('hunter22\r');
    expect(await again).toEqual({ ...(answers[0] as Answer), register: true });
    void dialogue.signIn(refused, { problem: refusal('LOGIN_FAILED') }, async () => true);
    await screen.pass();
    screen.shows('(*) New here', '*******');
    await screen.press('f4');
    screen.shows('(*) Log in', '> Password');
    screen.hides('*******');
  });

  it('says in words what is wrong with the files of that name', async () => {
    const { screen, answers } = await asked({
      last: LAST,
      needsPassword: () => Promise.reject(new Error('the file \x1b[2Jidentity is damaged')),
    });
    await screen.press('enter', 'enter');
    screen.shows('the file identity is damaged');
    expect(answers).toEqual([]);
  });

  it('may be filled in before anybody asks, and waits for them', async () => {
    const screen = new FullScreenInTest();
    screen.begin();
    await screen.type('rui\rpassword\rpassword\r');
    const answer = screen.fullScreen.dialogue.signIn(draft(), null, async () => false);
    await screen.pass();
    expect(await answer).toMatchObject({ username: 'rui', register: true });
  });

  it('is given up with F10, Ctrl+Q and Ctrl+C, and not with Escape or a click', async () => {
    for (const [key, how] of [
      ['f10', 'quit'],
      ['ctrl+q', 'quit'],
      ['ctrl+c', 'interrupted'],
    ] as const) {
      const { screen, answers } = await asked();
      await screen.press('escape');
      await screen.click(1, 1);
      expect(answers).toEqual([]);
      await screen.press(key);
      expect(answers).toEqual([`cancelled: ${how}`]);
    }
  });

  it('asks nothing of whom it knows', async () => {
    const { answers } = await asked({ of: draft({ username: 'ana' }) });
    expect(answers).toEqual([{ username: 'ana', digest: null, register: false, tracker: TRACKER }]);
  });

  it('says in each language which keys help, whole', async () => {
    for (const [language, phrases] of [
      ['en', english],
      ['pt', portuguese],
    ] as const) {
      const { screen } = await asked({ surroundings: { language } });
      screen.shows(phrases.register, phrases.name, phrases.trackerAddress, ` ${phrases.registerHint} `);
      await screen.press('f4');
      screen.shows(` ${phrases.signInHint} `);
    }
  });
});

describe('while the tracker is asked', () => {
  it('says which, and why it does not answer; Escape goes back', async () => {
    const { screen } = await asked({ of: draft({ username: 'ana' }) });
    let cancelled = 0;
    screen.fullScreen.waitForTracker(TRACKER, () => {
      cancelled += 1;
    });
    await screen.pass();
    screen.shows(english.contacting('127.0.0.1:6060'));
    await screen.report({ event: 'tracker', state: 'reconnecting', reason: because('refused') });
    screen.shows('does not answer (refused)', `[${english.trackerLost}]`);
    await screen.press('x', 'enter');
    expect(cancelled).toBe(0);
    await screen.press('escape');
    expect(cancelled).toBe(1);
  });

  it('gives way to the chat when it lets us in, and to the form when it does not', async () => {
    const { screen } = await asked({ of: draft({ username: 'ana' }) });
    screen.fullScreen.waitForTracker(TRACKER, () => undefined);
    await screen.report(ready(), { event: 'tracker', state: 'connected' });
    screen.hides('Asking');
    screen.shows(english.youAre('ana'), `[${english.trackerConnected}]`);
    const { screen: refused } = await asked({ of: draft({ username: 'ana' }) });
    refused.fullScreen.waitForTracker(TRACKER, () => undefined);
    refused.fullScreen.forgetClient();
    void refused.fullScreen.dialogue.signIn(
      draft({ username: 'ana' }),
      { problem: refusal('LOGIN_FAILED') },
      async () => false,
    );
    await refused.pass();
    refused.hides('Asking');
    refused.shows('> Password');
  });
});

describe('a passphrase', () => {
  it('is asked for until it is right, and never shown', async () => {
    const screen = new FullScreenInTest();
    const { dialogue } = screen.fullScreen;
    const first = dialogue.passphrase(false);
    await screen.pass();
    screen.shows(english.passphrase);
    await screen.type('wrong horse\r');
    expect(await first).toBe('wrong horse');
    const second = dialogue.passphrase(true);
    await screen.pass();
    screen.shows(english.wrongPassphrase, '> ');
    await screen.paste('right\nnot this');
    await screen.press('enter');
    expect(await second).toBe('right');
    expect(screen.emulator.raw).not.toMatch(/horse|right/);
  });

  it('that is new is typed twice, and is not empty', async () => {
    const screen = new FullScreenInTest();
    const answer = screen.fullScreen.dialogue.newPassphrase();
    await screen.pass();
    screen.shows(english.newPassphrase);
    await screen.press('enter');
    screen.shows(english.emptyPassphrase);
    await screen.type('one\r');
    screen.shows(english.passphraseAgain);
    await screen.type('two\r');
    screen.shows(english.emptyPassphrase);
    await screen.type('one\r');
    await screen.type('one\r');
    expect(await answer).toBe('one');
  });

  it('need not be given', async () => {
    const screen = new FullScreenInTest();
    const answer = screen.fullScreen.dialogue.passphrase(false).catch((error: Error) => error.constructor.name);
    await screen.pass();
    await screen.press('escape');
    expect(await answer).toBe('Cancelled');
  });
});
