#!/usr/bin/env node
// The peer's command line: reads the options, signs in, composes everything, and is the only file here that knows the
// process.

import { appendFileSync, mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { nanoid } from 'nanoid';
import { systemClock } from '../commons/clock.ts';
import { CommandLineEnd, usageError } from '../commons/command-line.ts';
import { jsonLogger, type Logger, textLogger } from '../commons/logger.ts';
import { ListenError } from '../commons/net/connection.ts';
import { formatEndpoint } from '../commons/net/endpoint.ts';
import { tcpNetwork } from '../commons/net/tcp.ts';
import { visible } from '../commons/text.ts';
import { type PeerCommandLine, parsePeerOptions } from './options.ts';
import { PeerService } from './peer-service.ts';
import { askCredentials, givenPassword, knownCredentials, offerToRegister } from './sign-in.ts';
import type { Credentials } from './tracker-client.ts';
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

async function main(): Promise<void> {
  const options = parsePeerOptions(process.argv.slice(2));
  const password = await givenPassword(options.passwordFile, process.env['P2PCHAT_PASSWORD']);
  delete process.env['P2PCHAT_PASSWORD'];
  const known = knownCredentials(options, password);
  if (!known && (options.frontEnd === 'json' || !isAtTerminal)) {
    throw usageError('peer', 'without a terminal it needs --user, and P2PCHAT_PASSWORD or --password-file');
  }
  stdout.on('error', () => process.exit(1)); // Whoever read our output is gone.
  if (known) return run(options, known, (code, message) => refuse(options, code, message));
  await signInAtTerminal(options, password);
}

/** Asks until the tracker accepts; then the chat goes on from there. */
async function signInAtTerminal(options: PeerCommandLine, password: string | null): Promise<void> {
  const terminal = { input: stdin, output: stdout };
  stdout.write(`P2P Chat - tracker ${formatEndpoint(options.tracker)}\n`);
  let credentials = await askCredentials(terminal, options, password);
  const again = async (code: string, message: string): Promise<void> => {
    if (code !== 'LOGIN_FAILED') stdout.write(`${visible(message)}\n`);
    const registering =
      code === 'LOGIN_FAILED' && !credentials.register ? await offerToRegister(terminal, credentials) : null;
    credentials = registering ?? (await askCredentials(terminal, { username: null, register: false }, null));
    await attempt();
  };
  const attempt = (): Promise<void> =>
    run(options, credentials, (code, message) => void again(code, message).catch(end));
  await attempt();
}

/** Runs the client until it ends; `refused` is called instead if the tracker does not let it in. */
async function run(
  options: PeerCommandLine,
  credentials: Credentials,
  refused: (code: string, message: string) => void,
): Promise<void> {
  const frontEnd = makeFrontEnd(options);
  const service = new PeerService(
    {
      network: tcpNetwork(),
      clock: systemClock,
      logger: makeLogger(options, credentials.username),
      random: Math.random,
      newId: () => nanoid(),
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
    { tracker: options.tracker, listen: options.listen, credentials },
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

/** Programs find the log on standard error; people, whose screen it would disturb, in a file of their own. */
function makeLogger(options: PeerCommandLine, username: string): Logger {
  if (options.frontEnd === 'json') return jsonLogger(stderr);
  const home = envPaths('p2p-chat', { suffix: '' }).data;
  const tracker = formatEndpoint(options.tracker).replace(/[^\w.-]+/g, '_');
  const folder = options.data ?? join(home, `${username}@${tracker}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
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

class UserError extends Error {}

function end(error: Error): void {
  if (error instanceof CommandLineEnd) {
    (error.exitCode === 0 ? stdout : stderr).write(error.output);
    process.exit(error.exitCode);
  }
  if (error instanceof Cancelled) process.exit(128 + constants.signals.SIGINT);
  const isExpected = error instanceof ListenError || error instanceof UserError;
  const hint = error instanceof ListenError ? '; choose another --listen' : '';
  stderr.write(`peer: ${isExpected ? error.message : error.stack}${hint}.\n`);
  process.exit(1);
}

main().catch(end);
