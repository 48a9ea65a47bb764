#!/usr/bin/env node
// The peer's command line: reads the options, opens the face that they ask for, and lends the program what belongs to
// the process. It is the only file here that knows the process. The full screen is shown before the rest is even
// loaded.

import { constants } from 'node:os';
import { systemClock } from '../commons/clock.ts';
import { CommandLineEnd } from '../commons/command-line/command-line.ts';
import { type Language, languageFrom, languageOfCommandLine } from '../commons/command-line/language.ts';
import { ignoredSignals } from '../commons/process/ignored-signals.ts';
import { OPEN_FILES_NEEDED, readOpenFilesLimit } from '../commons/process/open-files.ts';
import { StandardTerminals } from '../commons/process/standard-terminals.ts';
import { visible } from '../commons/text/text.ts';
import { type PeerStart, readCommandLine } from './program/command-line.ts';
import type { PeerCommandLine } from './program/options.ts';
import type { ProgramDeps } from './program/program.ts';
import { readStartedTracker, STARTED_TRACKER } from './program/started-tracker.ts';
import { UserError } from './program/user-error.ts';
import type { FrontEnd } from './ui/front-end.ts';
import { nodeRecordsKeys, noFullScreen } from './ui/phrases/start-words.ts';
import { tooFewFiles } from './ui/phrases/too-few-files.ts';
import type { FullScreen } from './ui/tui/full-screen.ts';
import { hasDesktop, isUnicode, terminalProblem } from './ui/tui/screen/terminal-facts.ts';

const { stdin, stdout, stderr, env, platform } = process;
const isAtTerminal = stdin.isTTY && stdout.isTTY;
const terminals = new StandardTerminals();
/** Of what is said outside the screen; what the config file says of it comes later. */
let language: Language = languageOfCommandLine(process.argv.slice(2), env);
const codeOf = (signal: keyof typeof constants.signals): number => 128 + (constants.signals[signal] ?? 0);

/** How long the others may still be told that we are gone after something went wrong beyond repair. */
const LAST_WORDS_MS = 2_000;

/** Gives the terminal back; does nothing until there is a full screen. */
let restoreTerminal = (): void => {};
let leaveAtOnce = (): void => {};

async function main(): Promise<void> {
  const limit = readOpenFilesLimit();
  if (limit !== null && limit < OPEN_FILES_NEEDED) {
    throw new UserError(tooFewFiles(language, limit, OPEN_FILES_NEEDED));
  }
  const start = readCommandLine(process.argv.slice(2), env);
  language = start.language;
  const { options } = start;
  if ([env['NODE_OPTIONS'] ?? '', ...process.execArgv].some((given) => /--tls[-_]keylog/.test(given))) {
    throw new UserError(nodeRecordsKeys[language]);
  }
  const fullScreen = wantsFullScreen(options) ? await openFullScreen(start) : null;
  if (!stdout.isTTY) stdout.on('error', () => process.exit(1)); // The reader of our output is gone.
  const say = (message: string): void =>
    fullScreen ? fullScreen.say(message) : void stderr.write(`peer: ${visible(message)}\n`);
  if (options.frontEnd !== 'json') for (const problem of start.problems) say(problem);
  const secrets = {
    password: takeFromEnvironment('P2PCHAT_PASSWORD'),
    passphrase: takeFromEnvironment('P2PCHAT_PASSPHRASE'),
  };
  const { runProgram } = await import('./program/program.ts');
  await runProgram({
    options,
    secrets,
    output: stdout,
    errors: stderr,
    dialogue: fullScreen?.dialogue ?? (await lineDialogue(options)),
    fullScreen,
    makeFrontEnd: await linesFor(options),
    warn: say,
    onSignals,
    onExit: (work) => process.on('exit', work),
    onFatal: (leave) => {
      leaveAtOnce = leave;
    },
    startedTracker: readStartedTracker(takeFromEnvironment(STARTED_TRACKER)),
    language: languageOf(options.settings),
    pid: process.pid,
    interruptedCode: codeOf('SIGINT'),
    hungUpCode: codeOf('SIGHUP'),
    exit: (code) => process.exit(code),
  });
}

/** The full screen is for people at a terminal that can show it, unless they want something else. */
function wantsFullScreen({ frontEnd }: PeerCommandLine): boolean {
  if (frontEnd === 'json' || frontEnd === 'plain') return false;
  const problem = terminalProblem(stdin, stdout, env, platform);
  if (problem !== null && isAtTerminal) stderr.write(`peer: ${noFullScreen(language, problem)}\n`);
  return problem === null;
}

/** Takes the terminal and shows the first picture; everything else is loaded behind it. */
async function openFullScreen({ options, themes, configFile }: PeerStart): Promise<FullScreen> {
  const { openTerminalFullScreen } = await import('./ui/tui/open.ts');
  const { fullScreen, resume, restore, suspend } = openTerminalFullScreen({
    input: stdin,
    output: stdout,
    environment: env,
    platform,
    clock: systemClock,
    options,
    themes,
    configFile,
    surroundings: {
      language: languageFrom(env),
      isUnicode: isUnicode(env, platform),
      isRemote: (env['SSH_CONNECTION'] ?? env['SSH_TTY'] ?? '') !== '',
    },
    hasDesktop: hasDesktop(env, platform),
    isRunning,
    stopProgram: stopJob,
    hungUp: () => process.exit(codeOf('SIGHUP')),
    left: (how) => process.exit(how === 'quit' ? 0 : codeOf('SIGINT')),
  });
  restoreTerminal = restore;
  process.on('exit', restore);
  process.removeAllListeners('warning'); // Node would write them over the screen.
  process.on('SIGCONT', () => {
    isStopping = false;
    resume();
  });
  process.on('SIGTSTP', () => {
    if (!isStopping) suspend();
  });
  return fullScreen;
}

let isStopping = false;

/**
 * As the terminal itself does on Ctrl+Z: npm and the shell that it runs us in stop too, or nobody would get a prompt.
 */
function stopJob(): void {
  isStopping = true;
  process.kill(0, 'SIGTSTP');
  process.kill(process.pid, 'SIGSTOP');
}

async function lineDialogue({ frontEnd, settings }: PeerCommandLine): Promise<ProgramDeps['dialogue']> {
  if (!isAtTerminal || frontEnd === 'json') return null;
  const { LineDialogue } = await import('./ui/line-dialogue.ts');
  return new LineDialogue(stdin, stdout, languageOf(settings));
}

/** A face for each client: one that was refused leaves the terminal to the next question. */
async function linesFor({ frontEnd, settings }: PeerCommandLine): Promise<() => FrontEnd> {
  if (frontEnd === 'json') {
    const { JsonLines } = await import('./ui/json.ts');
    return () => new JsonLines(stdin, stdout);
  }
  const { PipedLines, TerminalLines } = await import('./ui/plain.ts');
  const { timeOfDay } = await import('./ui/tui/face.ts');
  const language = languageOf(settings);
  const time = (): string => timeOfDay(systemClock.now(), settings.time);
  if (!isAtTerminal) return () => new PipedLines(stdin, stdout, language, time);
  const isColoured = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  return () => new TerminalLines({ input: stdin, output: stdout, isColoured, language, time });
}

function languageOf({ lang }: PeerCommandLine['settings']): 'en' | 'pt' {
  return lang === 'auto' ? languageFrom(env) : lang;
}

/** Whether another process of that number runs; of somebody else's it is known too. */
function isRunning(pid: number): boolean {
  try {
    return pid > 0 && pid !== process.pid && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function takeFromEnvironment(name: string): string | undefined {
  const value = env[name];
  delete env[name];
  return value;
}

/** What a signal does that asks to end: until there is a client that has others to tell, the program ends at once. */
let endBySignal = exitBySignal;

function exitBySignal(exitCode: number): void {
  process.exit(exitCode);
}

function hearSignals(): void {
  const asking = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
  // Nobody sends these to ask for an end, but they end a program, and its terminal has to be given back all the same.
  const everywhere = ['SIGABRT', 'SIGALRM', 'SIGVTALRM', 'SIGXCPU', 'SIGUSR2', 'SIGTRAP', 'SIGSYS'] as const;
  const ofLinux = platform === 'linux' ? (['SIGIO', 'SIGPWR', 'SIGSTKFLT'] as const) : [];
  const ending = [...everywhere, ...ofLinux];
  const ignored: ReadonlySet<string> = ignoredSignals({ isAtTerminal: terminals.wereThere, parent: process.ppid });
  for (const signal of platform === 'win32' ? asking : [...asking, ...ending]) {
    process.on(signal, () => ignored.has(signal) || endBySignal(codeOf(signal)));
  }
}

function onSignals(heard: (exitCode: number) => void): () => void {
  endBySignal = heard;
  return () => {
    endBySignal = exitBySignal;
  };
}

/**
 * Whatever goes wrong, the terminal is given back first, and the others are told that we are gone. Where a window was
 * closed, it is no fault that reading and writing fail.
 */
function fatal(error: unknown): void {
  restoreTerminal();
  const hasHungUp = terminals.haveGone;
  const exitCode = hasHungUp ? codeOf('SIGHUP') : 1;
  if (!hasHungUp) stderr.write(`peer: ${textOf(error)}\n`);
  process.exitCode = exitCode;
  systemClock.after(LAST_WORDS_MS, () => process.exit(exitCode));
  if (hasHungUp) endBySignal(exitCode);
  else leaveAtOnce();
}

function textOf(error: unknown): string {
  if (error instanceof UserError) return `${error.message}.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function end(error: Error): Promise<never> {
  restoreTerminal();
  const { exitCode, text } = await explain(error);
  (exitCode === 0 ? stdout : stderr).write(text);
  return process.exit(exitCode);
}

/** What is to be said of an error that ends the program. */
async function explain(error: Error): Promise<{ exitCode: number; text: string }> {
  if (error instanceof UserError) return { exitCode: 1, text: `peer: ${error.message}.\n` };
  if (error instanceof CommandLineEnd) return { exitCode: error.exitCode, text: error.outputIn(language) };
  const { describeEnd } = await import('./program/program-end.ts');
  return describeEnd(error, codeOf('SIGINT'));
}

stderr.on('error', () => {}); // What nobody can hear need not be said.
process.on('exit', () => terminals.closeGone());
hearSignals();
process.on('uncaughtException', fatal);
process.on('unhandledRejection', fatal);
main().catch(end);
