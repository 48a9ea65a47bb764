import { pino } from 'pino';
import { visible } from '../text/text.ts';

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The log of a program. Callers never pass a password, a token or the text of a message. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

export interface LogSink {
  write(line: string): void;
}

/** Writes to `sink` until it throws; then calls `failed` once and discards the rest: a log must not end the program. */
export function untilItFails(sink: LogSink, failed: (error: NodeJS.ErrnoException) => void): LogSink {
  let hasFailed = false;
  return {
    write(line) {
      if (hasFailed) return;
      try {
        sink.write(line);
      } catch (error) {
        hasFailed = true;
        failed(error as NodeJS.ErrnoException);
      }
    },
  };
}

type Level = keyof Logger;

/** One JSON object a line, for programs. */
export function jsonLogger(sink: LogSink, level: Level = 'info'): Logger {
  const target = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: named },
    },
    sink,
  );
  return eachLevel((name, message, fields) => target[name](cleaned(fields), visible(message)));
}

/** One readable line per event: `12:30:05 joined room=dev username=ana`. */
export function textLogger(sink: LogSink, now: () => number, level: Level = 'info'): Logger {
  const levels: Level[] = ['debug', 'info', 'warn', 'error'];
  return eachLevel((name, message, fields) => {
    if (levels.indexOf(name) < levels.indexOf(level)) return;
    const time = new Date(now()).toTimeString().slice(0, 8);
    const mark = name === 'info' ? '' : ` ${name.toUpperCase()}`;
    const details = Object.entries(cleaned(fields)).map(([key, value]) => ` ${key}=${value}`);
    sink.write(`${time}${mark} ${visible(message)}${details.join('')}\n`);
  });
}

function eachLevel(log: (level: Level, message: string, fields?: LogFields) => void): Logger {
  return {
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
  };
}

const named = (label: string): { level: string } => ({ level: label });

/** Sanitises the text of strangers before it reaches a log. */
function cleaned(fields: LogFields = {}): Record<string, unknown> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'string' ? visible(value) : value]));
}
