#!/usr/bin/env node
// The peer's command line: reads the options, signs in, composes everything, and is the only file here that knows the
// process.

import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { nanoid } from 'nanoid';
import { systemClock } from '../commons/clock.ts';
import { CommandLineEnd, usageError } from '../commons/command-line.ts';
import { PassphraseNeeded } from '../commons/identity/identity-file.ts';
import { secretOfPassword } from '../commons/identity/room-password.ts';
import { jsonLogger, type Logger, silentLogger, textLogger } from '../commons/logger.ts';
import { ListenError } from '../commons/net/connection.ts';
import { formatEndpoint } from '../commons/net/endpoint.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { PrivateFileError } from '../commons/private-files.ts';
import { visible } from '../commons/text.ts';
import { type KeyLog, openKeyLog } from './key-log.ts';
import type { Credentials } from './login.ts';
import { type PeerCommandLine, parsePeerOptions } from './options.ts';
import { PeerService } from './peer-service.ts';
import { placeOf } from './profile/places.ts';
import type { Profile } from './profile/profile.ts';
import { Passphrases, signIn } from './profiles.ts';
import { askPassword, digestOf, givenSecret, offerToRegister } from './sign-in.ts';
import { Cancelled } from './ui/ask.ts';
import type { FrontEnd } from './ui/front-end.ts';
import { JsonLines, toJsonLine } from './ui/json.ts';
import { PipedLines, TerminalLines } from './ui/plain.ts';

/** How long lines may still be delivered after the last one was read. */
const SETTLE_MS = 5_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const { stdin, stdout, stderr } = process;
/** Output that nobody has read: beyond it those who write to us have to wait. */
const MAX_UNREAD_BYTES = 1024 * 1024;

const isAtTerminal = stdin.isTTY && stdout.isTTY;
const terminal = { input: stdin, output: stdout };

async function main(): Promise<void> {
  const options = parsePeerOptions(process.argv.slice(2));
  const password = await givenSecret('password', options.passwordFile, takeFromEnvironment('P2PCHAT_PASSWORD'));
  const given = takeFromEnvironment('P2PCHAT_PASSPHRASE');
  const passphrase = await givenSecret('passphrase', options.passphraseFile, given);
  const warn = (message: string): void => void stderr.write(`peer: ${visible(message)}\n`);
  const passphrases = new Passphrases(options, passphrase, isAtTerminal ? terminal : null, warn);
  stdout.on('error', () => process.exit(1)); // Whoever read our output is gone.
  if ([process.env['NODE_OPTIONS'] ?? '', ...process.execArgv].some((given) => /--tls[-_]keylog/.test(given))) {
    throw new UserError('node was told to record keys (--tls-keylog); use --keylog, which tells the others');
  }
  const isAsking = isAtTerminal && options.frontEnd !== 'json';
  const { username } = options;
  if (isAsking && (username === null || password === null)) return signInAtTerminal(options, password, passphrases);
  if (username === null) throw usageError('peer', MISSING);
  const profile = await passphrases.open(username);
  if (password === null && (profile.isNew || options.encryption === 'off')) throw usageError('peer', MISSING);
  const digest = password === null ? null : digestOf(password);
  const credentials = { username, register: options.register, digest };
  await run(options, profile, passphrases, credentials, (code, message) => refuse(options, code, message));
}

const MISSING = 'without a terminal it needs --user, and P2PCHAT_PASSWORD or --password-file for the first login';

function takeFromEnvironment(name: string): string | undefined {
  const value = process.env[name];
  delete process.env[name];
  return value;
}

/** Asks until the tracker accepts; then the chat goes on from there. */
async function signInAtTerminal(
  options: PeerCommandLine,
  password: string | null,
  passphrases: Passphrases,
): Promise<void> {
  stdout.write(`P2P Chat - tracker ${formatEndpoint(options.tracker)}\n`);
  let { profile, credentials } = await signIn(terminal, options, password, passphrases);
  const again = async (code: string, message: string): Promise<void> => {
    if (code !== 'LOGIN_FAILED') stdout.write(`${visible(message)}\n`);
    const isRefused = code === 'LOGIN_FAILED' && !credentials.register;
    if (isRefused && credentials.digest === null) {
      stdout.write(`The tracker does not know your key as that of ${credentials.username}.\n`);
      credentials = { ...credentials, digest: await askPassword(terminal, credentials.username) };
    } else {
      const registering = isRefused ? await offerToRegister(terminal, credentials) : null;
      if (registering) credentials = registering;
      else
        ({ profile, credentials } = await signIn(
          terminal,
          { ...options, username: null, register: false },
          null,
          passphrases,
        ));
    }
    await attempt();
  };
  const attempt = (): Promise<void> =>
    run(options, profile, passphrases, credentials, (code, message) => void again(code, message).catch(end));
  await attempt();
}

/** Runs the client until it ends; `refused` is called instead if the tracker does not let it in. */
async function run(
  options: PeerCommandLine,
  profile: Profile,
  passphrases: Passphrases,
  credentials: Credentials,
  refused: (code: string, message: string) => void,
): Promise<void> {
  const frontEnd = makeFrontEnd(options);
  const logger = makeLogger(options, credentials.username, passphrases.isSealing);
  const keyLogFailed = (error: Error): void => logger.error('a key could not be recorded', { error: error.message });
  const service = new PeerService(
    {
      network: tcpNetwork(),
      clock: systemClock,
      logger,
      random: Math.random,
      newId: () => nanoid(),
      secretOfPassword,
      report: (report) => {
        frontEnd.show(report);
        if (stdout.writableLength > MAX_UNREAD_BYTES) holdBackUntilRead(service);
      },
      refused: (code, message) => {
        frontEnd.close();
        stopHearingSignals();
        void service.stopListening().then(() => refused(code, message));
      },
      ended: (exitCode) => {
        frontEnd.close();
        process.exit(exitCode);
      },
    },
    {
      tracker: options.tracker,
      listen: options.listen,
      credentials,
      encryption: options.encryption,
      profile,
      keyLog: options.keyLogFile === null ? null : keyLogIn(options.keyLogFile, keyLogFailed),
      authorities: options.authoritiesFile === null ? null : await authoritiesIn(options.authoritiesFile),
    },
  );
  const quit = (exitCode: number): void => {
    if (isQuitting) process.exit(exitCode); // Asked twice: at once.
    isQuitting = true;
    service.quit(exitCode);
  };
  let isQuitting = false;
  const heard = SIGNALS.map((signal) => ({ signal, listener: () => quit(128 + constants.signals[signal]) }));
  for (const { signal, listener } of heard) process.on(signal, listener);
  const stopHearingSignals = (): void => {
    for (const { signal, listener } of heard) process.off(signal, listener);
  };
  await service.start();
  frontEnd.listen({
    line: (text) => service.enter(text),
    tooLong: () =>
      frontEnd.show({ event: 'error', code: 'TOO_LARGE', message: 'That line is too long; it was dropped.' }),
    ready: () => service.uncongested(),
    interrupted: () => quit(128 + constants.signals.SIGINT),
    ended: () => void service.settled(SETTLE_MS).then((isSettled) => quit(isSettled ? 0 : 1)),
  });
}

/** Whoever reads our output is slower than those who write to us. */
function holdBackUntilRead(service: PeerService): void {
  if (stdout.listenerCount('drain') > 0) return;
  service.holdBack(true);
  stdout.once('drain', () => service.holdBack(false));
}

function refuse(options: PeerCommandLine, code: string, message: string): void {
  if (options.frontEnd === 'json') stdout.write(toJsonLine({ event: 'error', code, message }));
  else stderr.write(`peer: ${visible(message)}\n`);
  process.exit(1);
}

function makeFrontEnd({ frontEnd }: PeerCommandLine): FrontEnd {
  if (frontEnd === 'json') return new JsonLines(stdin, stdout);
  if (!isAtTerminal) return new PipedLines(stdin, stdout);
  const isColoured = process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb';
  return new TerminalLines({ input: stdin, output: stdout, isColoured });
}

/**
 * Programs find the log on standard error; people, whose screen it would disturb, in a file of their own. Beside sealed
 * files there is none in the open.
 */
function makeLogger(options: PeerCommandLine, username: string, isSealing: boolean): Logger {
  if (options.frontEnd === 'json') return jsonLogger(stderr);
  if (isSealing) return silentLogger;
  const { folder } = placeOf(options.data, username, options.tracker);
  try {
    const file = join(folder, 'peer.log');
    const write = (line: string): void => appendFileSync(file, line, { mode: 0o600 });
    write('');
    return textLogger({ write }, () => systemClock.now());
  } catch (error) {
    throw new UserError(
      `the folder ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}); choose another with --data`,
    );
  }
}

function keyLogIn(file: string, failed: (error: Error) => void): KeyLog {
  try {
    return openKeyLog(file, failed);
  } catch (error) {
    throw new UserError(`keys cannot be recorded in ${file} (${(error as NodeJS.ErrnoException).code})`);
  }
}

function authoritiesIn(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`the certificates ${file} cannot be read (${error.code})`);
  });
}

class UserError extends Error {}

function end(error: Error): void {
  if (error instanceof CommandLineEnd) {
    (error.exitCode === 0 ? stdout : stderr).write(error.output);
    process.exit(error.exitCode);
  }
  if (error instanceof Cancelled) process.exit(128 + constants.signals.SIGINT);
  const isExpected = [ListenError, UserError, PrivateFileError, PassphraseNeeded].some((kind) => error instanceof kind);
  const hint = error instanceof ListenError ? '; choose another --listen' : '';
  stderr.write(`peer: ${isExpected ? error.message : error.stack}${hint}.\n`);
  process.exit(1);
}

main().catch(end);
