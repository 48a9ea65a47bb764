// The peer as a program: signs in, creates the client, and connects it with the chosen front end. The command line
// passes in what belongs to the process.

import { dirname, join } from 'node:path';
import { nanoid } from 'nanoid';
import { systemClock } from '../../commons/clock.ts';
import { usageError } from '../../commons/command-line/command-line.ts';
import type { Language } from '../../commons/command-line/language.ts';
import { secretOfPassword } from '../../commons/identity/room-password.ts';
import { saltPassword } from '../../commons/identity/salted-password.ts';
import { endpointKey } from '../../commons/net/endpoint.ts';
import { tcpNetwork } from '../../commons/net/tcp.ts';
import { jsonLogger, type Logger, silentLogger, textLogger, untilItFails } from '../../commons/process/logger.ts';
import { appendLine } from '../../commons/storage/append-line.ts';
import { keepsModes } from '../../commons/storage/kept-modes.ts';
import { visible } from '../../commons/text/text.ts';
import { dataFolder } from '../profile/folders.ts';
import { placeOf } from '../profile/places.ts';
import type { Profile } from '../profile/profile.ts';
import { lockProfile } from '../profile/profile-lock.ts';
import { keepRecentLogin } from '../profile/recent-logins.ts';
import type { Draft, Refusal, SignInDialogue } from '../sign-in/dialogue.ts';
import { digestsOf, givenSecret } from '../sign-in/given-secrets.ts';
import { Passphrases } from '../sign-in/passphrases.ts';
import { isWeakPassword } from '../sign-in/password-rule.ts';
import type { Credentials } from '../tracker/login.ts';
import type { FrontEnd } from '../ui/front-end.ts';
import { toJsonLine } from '../ui/json.ts';
import { jsonEventOf } from '../ui/json-event.ts';
import { phrasesFor } from '../ui/phrases/phrases-for.ts';
import { keyLogWords, nobodyToSignIn } from '../ui/phrases/start-words.ts';
import type { FullScreen } from '../ui/tui/full-screen.ts';
import { readAuthorities } from './authorities.ts';
import { type KeyLog, openKeyLog, UnsafeKeyLog } from './key-log.ts';
import { atTracker, type PeerCommandLine } from './options.ts';
import { PeerService } from './peer-service.ts';
import { Recording } from './recording.ts';
import type { StartedTracker } from './started-tracker.ts';
import { UserError } from './user-error.ts';

/** How long lines may still be delivered after the last one was read. */
const SETTLE_MS = 5_000;

/** Output that nobody has read: beyond it those who write to us have to wait. */
const MAX_UNREAD_BYTES = 1024 * 1024;

/** What the process lends. */
export interface ProgramDeps {
  readonly options: PeerCommandLine;
  /** Secrets of the environment. */
  readonly secrets: { readonly password: string | undefined; readonly passphrase: string | undefined };
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
  /** null: nobody can be asked. */
  readonly dialogue: SignInDialogue | null;
  /** The full screen, if that is the face; otherwise each client gets one that `makeFrontEnd` makes. */
  readonly fullScreen: FullScreen | null;
  makeFrontEnd(): FrontEnd;
  /** Says what is wrong with the peer's own files. */
  warn(message: string): void;
  /** Calls back with each signal that asks to end, with the code to end with; returns how to hear no more. */
  onSignals(heard: (exitCode: number) => void): () => void;
  /** Calls back when the process ends, however that comes about. */
  onExit(work: () => void): void;
  /** Lets the program end at once, in case something goes wrong beyond repair. */
  onFatal(leave: () => void): void;
  /** The tracker that `npm start` has started, or found, where the command line says. */
  readonly startedTracker: StartedTracker | null;
  /** Of what is said when the program ends. */
  readonly language: Language;
  /** The process number. */
  readonly pid: number;
  readonly interruptedCode: number;
  readonly hungUpCode: number;
  exit(code: number): never;
}

/** What the process lends, and what all clients of the program share. */
interface Deps extends ProgramDeps {
  readonly recording: Recording;
  /** Certificates (PEM) of authorities; null: the tracker's first key is kept. */
  readonly authorities: string | null;
}

/** One sign-in: who, with which files, at which tracker. */
interface SignIn {
  /** Those of the command line, at the tracker that was chosen. */
  readonly options: PeerCommandLine;
  readonly profile: Profile;
  readonly credentials: Credentials;
  /** The files of the profile are sealed with a passphrase. */
  readonly isSealing: boolean;
}

/** Rejects with what is to be said, or with Cancelled. */
export async function runProgram(lent: ProgramDeps): Promise<void> {
  const { authoritiesFile } = lent.options;
  const authorities = authoritiesFile === null ? null : await readAuthorities(authoritiesFile);
  const recording = new Recording(lent.options.captureFile, systemClock, (message) => lent.warn(message));
  lent.onExit(() => {
    recording.close();
    // Programs know what they have asked for, and read what stands here as JSON.
    if (recording.file === null || lent.options.frontEnd === 'json') return;
    lent.fullScreen?.close();
    lent.errors.write(`peer: ${visible(phrasesFor(lent.language).session.trafficWasRecorded(recording.file))}\n`);
  });
  await begin({ ...lent, recording, authorities });
}

async function begin(deps: Deps): Promise<void> {
  const { options, secrets, dialogue } = deps;
  if (options.data === null && dataFolder === null) throw new UserError(phrasesFor(deps.language).profile.noHome);
  const password = await givenSecret('password', options.passwordFile, secrets.password);
  const passphrase = await givenSecret('passphrase', options.passphraseFile, secrets.passphrase);
  const passphrases = passphrasesOf(deps, passphrase);
  const digests = password === null ? { digest: null } : digestsOf(password);
  const { digest } = digests;
  const { username, register, tracker, encryption } = options;
  const isWeak = password !== null && isWeakPassword(password, username ?? '');
  if (dialogue && (username === null || digest === null)) {
    return signInAndRun(deps, { username, ...digests, isWeak, register, tracker }, dialogue, passphrases);
  }
  if (username === null) throw usageError('peer', nobodyToSignIn);
  const profile = await passphrases.open(username, tracker);
  if (digest === null && (profile.isNew || encryption === 'off')) throw usageError('peer', nobodyToSignIn);
  const credentials = { username, register, ...digests, isWeak };
  const refusal = await runTrusting(deps, { options, profile, credentials, isSealing: passphrases.isSealing });
  if (!dialogue || !deps.fullScreen) return refused(deps, refusal);
  await signInAndRun(deps, { ...credentials, tracker }, dialogue, passphrases, refusal);
}

function passphrasesOf(deps: Deps, passphrase: string | null): Passphrases {
  const { options, dialogue, pid } = deps;
  const warn = (message: string): void => deps.warn(message);
  const phrases = phrasesFor(deps.language).profile;
  const lock = (folder: string): Promise<() => void> => lockProfile(folder, { clock: systemClock, pid, phrases, warn });
  const passphrases = new Passphrases(options, passphrase, { dialogue, warn, lock });
  deps.onExit(() => passphrases.close());
  return passphrases;
}

/** The tracker does not let us in, and nobody can be asked. */
function refused({ options, output, errors, language, exit }: ProgramDeps, { problem }: Refusal): never {
  if (options.frontEnd === 'json') output.write(toJsonLine(jsonEventOf({ event: 'error', problem })));
  else errors.write(`peer: ${visible(phrasesFor(language).problem(problem))}\n`);
  return exit(1);
}

/** Asks until the tracker accepts; then the chat goes on from there. */
async function signInAndRun(
  deps: Deps,
  asked: Draft,
  dialogue: SignInDialogue,
  passphrases: Passphrases,
  before: Refusal | null = null,
): Promise<void> {
  const { encryption } = deps.options;
  let draft = asked;
  let refusal = before;
  for (;;) {
    const answer = await dialogue.signIn(draft, refusal, async (username, tracker) => {
      return (await passphrases.open(username, tracker)).isNew || encryption === 'off';
    });
    const options = atTracker(deps.options, answer.tracker);
    deps.fullScreen?.waitForKeys();
    const profile = await passphrases.open(answer.username, answer.tracker).catch(asRefusal);
    if ('problem' in profile) refusal = profile;
    else refusal = await runTrusting(deps, { options, profile, credentials: answer, isSealing: passphrases.isSealing });
    draft = { ...answer };
  }
}

/** As {@link run}, but asks the user about a tracker that has another key than before. */
async function runTrusting(deps: Deps, signIn: SignIn): Promise<Refusal> {
  for (;;) {
    const refusal = await run(deps, signIn);
    if (!refusal.keys || !deps.dialogue) return refusal;
    const isTrusted = await deps.dialogue.trustTracker(signIn.options.tracker, refusal.keys);
    if (!isTrusted) return refusal;
    await signIn.profile.tracker.replace(refusal.keys.shown);
  }
}

/** What is wrong with the files of one name is no reason to ask for no other one. */
function asRefusal(error: Error): Refusal {
  if (error instanceof UserError) return { problem: { code: 'PROFILE', text: error.message } };
  throw error;
}

/** Runs the client until the program ends; resolves if the tracker does not let it in. */
async function run(deps: Deps, { options, profile, credentials, isSealing }: SignIn): Promise<Refusal> {
  const { output } = deps;
  const frontEnd: FrontEnd = deps.fullScreen ?? deps.makeFrontEnd();
  const logger = makeLogger(deps, options, credentials.username, isSealing);
  const keyLogFailed = (error: Error): void => logger.error('a key could not be recorded', { error: error.message });
  const ownKeyLog = options.keyLogFile === null ? null : keyLogIn(deps.language, options.keyLogFile, keyLogFailed);
  const keyLog = deps.recording.announced(ownKeyLog, options.encryption);
  return new Promise((resolve, reject) => {
    let lastError = '';
    let isOver = false;
    const notLetIn = (refusal: Refusal): void => {
      isOver = true;
      if (deps.fullScreen) deps.fullScreen.forgetClient();
      else frontEnd.close();
      hearNoSignals();
      void service.abandon().then(() => resolve(refusal));
    };
    const service = new PeerService(
      {
        network: tcpNetwork(systemClock, { tap: deps.recording.tap, dialsFrom: options.bind }),
        tap: deps.recording.tap,
        clock: systemClock,
        logger,
        random: Math.random,
        newId: () => nanoid(),
        secretOfPassword,
        saltPassword,
        report: (report) => {
          frontEnd.show(
            report.event === 'ready' ? { ...report, ...deps.recording.unannounced(options.encryption) } : report,
          );
          if (report.event === 'error') lastError = phrasesFor(deps.language).problem(report.problem);
          if (report.event === 'ready') rememberLogin(deps, credentials.username, options, logger);
          if (output.writableLength > MAX_UNREAD_BYTES) holdBackUntilRead(service, output);
        },
        refused: notLetIn,
        ended: (exitCode) => {
          frontEnd.close();
          // The full screen has taken with it what it said last.
          if (exitCode === 1 && deps.fullScreen) deps.errors.write(`peer: ${visible(lastError)}\n`);
          void historyKept().then(() => deps.exit(exitCode));
        },
      },
      {
        tracker: options.tracker,
        listen: options.listen,
        credentials,
        encryption: options.encryption,
        requestPolicy: options.requestPolicy,
        profile,
        keyLog,
        asksPasswords: frontEnd.asksPasswords,
        recordsWire: frontEnd.recordsWire ?? false,
        trackerProcess: trackerProcessOf(deps, options),
        authorities: deps.authorities,
        allowsSending: options.allowsSending,
      },
    );
    const quit = quitting(service, deps);
    const hearNoSignals = deps.onSignals(quit);
    deps.onFatal(() => service.quit(1));
    const cancelled = (): void => notLetIn({ problem: { code: 'CANCELLED', why: 'login' } });
    deps.fullScreen?.waitForTracker(options.tracker, cancelled);
    const historyKept = useHistory(deps.fullScreen, profile, logger);
    service.start().then(() => isOver || listen(frontEnd, service, deps, quit), reject);
  });
}

/** Somebody who signs in elsewhere has nothing to do with the tracker that was started here. */
function trackerProcessOf(deps: ProgramDeps, { tracker }: PeerCommandLine): StartedTracker | undefined {
  const isThatOne = endpointKey(tracker) === endpointKey(deps.options.tracker);
  return isThatOne && deps.startedTracker ? deps.startedTracker : undefined;
}

type Quit = (exitCode: number, isInsisting?: boolean) => void;

/** Ends in order; asked twice by somebody who insists, at once. */
function quitting(service: PeerService, deps: ProgramDeps): Quit {
  let isQuitting = false;
  let hasHungUp = false;
  return (exitCode, isInsisting = true) => {
    // When a window is closed, the system, the shell and the terminal ask, each in its own way.
    hasHungUp ||= exitCode === deps.hungUpCode;
    if (isQuitting && isInsisting && !hasHungUp) deps.exit(exitCode);
    if (!isQuitting) service.quit(exitCode);
    isQuitting = true;
  };
}

function listen(frontEnd: FrontEnd, service: PeerService, deps: ProgramDeps, quit: Quit): void {
  frontEnd.listen({
    intend: (intended) => service.intend(intended),
    password: (number, password) => service.answerPassword(number, password),
    newPassword: (number, both) => service.answerNewPassword(number, both),
    tooLong: () => frontEnd.show({ event: 'error', problem: { code: 'TOO_LARGE', why: 'input' } }),
    unreadable: () => frontEnd.show({ event: 'error', problem: { code: 'NOT_UTF8' } }),
    ready: () => service.uncongested(),
    quit: () => quit(0),
    interrupted: () => quit(deps.interruptedCode),
    hungUp: () => quit(deps.hungUpCode),
    ended: () => void service.settled(SETTLE_MS).then((isSettled) => quit(isSettled ? 0 : 1, false)),
  });
}

/**
 * What is typed on the full screen can be called back the next time. Returns how to wait until the last of it is kept.
 */
function useHistory(fullScreen: FullScreen | null, profile: Profile, logger: Logger): () => Promise<void> {
  let kept = Promise.resolve();
  fullScreen?.useHistory(profile.inputHistory, (entries) => {
    kept = profile.keepInputHistory(entries).catch((error: Error) => {
      logger.error('what was typed could not be kept', { error: error.message });
    });
  });
  return () => kept;
}

/** It is offered the next time somebody is asked. */
function rememberLogin(deps: ProgramDeps, username: string, options: PeerCommandLine, logger: Logger): void {
  if (!deps.dialogue) return;
  keepRecentLogin(options.data, { username, tracker: options.tracker, pid: deps.pid }).catch((error: Error) => {
    logger.warn('who signed in could not be kept', { error: error.message });
  });
}

/** The reader of our output is slower than the senders of messages. */
function holdBackUntilRead(service: PeerService, output: NodeJS.WriteStream): void {
  if (output.listenerCount('drain') > 0) return;
  service.holdBack(true);
  output.once('drain', () => service.holdBack(false));
}

/**
 * Programs find the log on standard error; people, whose screen it would disturb, in a file of their own. Beside sealed
 * files there is none in the open.
 */
function makeLogger(deps: ProgramDeps, options: PeerCommandLine, username: string, isSealing: boolean): Logger {
  if (options.frontEnd === 'json') return jsonLogger(deps.errors);
  if (isSealing) return silentLogger;
  const file = join(placeOf(options.data, username, options.tracker).folder, 'peer.log');
  const sink = { write: (line: string): void => appendLine(file, line) };
  const failed = ({ code, message }: NodeJS.ErrnoException): void =>
    deps.warn(phrasesFor(deps.language).profile.logFailed(file, code ?? message));
  return textLogger(untilItFails(sink, failed), () => systemClock.now());
}

function keyLogIn(language: Language, file: string, failed: (error: Error) => void): KeyLog {
  try {
    return openKeyLog(file, failed);
  } catch (error) {
    if (!(error instanceof UnsafeKeyLog)) throw new UserError(keyLogWords.unwritable(file, error)[language]);
    if (!keepsModes(dirname(file))) throw new UserError(keyLogWords.neverClosed(file)[language]);
    throw new UserError(keyLogWords.unsafe(file, error.message)[language]);
  }
}
