import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLogger, type LogFields, type Logger, silentLogger, textLogger } from '../../commons/process/logger.ts';
import { anyText } from '../helpers/any-text.ts';

const NOON = Date.parse('2026-01-01T12:00:00Z');
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof LEVELS)[number];

/** What a logger wrote, and the logger. */
function logging(make: (sink: { write(line: string): void }) => Logger): { log: Logger; written: string[] } {
  const written: string[] = [];
  return { log: make({ write: (line) => written.push(line) }), written };
}

const asJson = (level?: Level) => logging((sink) => jsonLogger(sink, level));
const asText = (level?: Level) => logging((sink) => textLogger(sink, () => NOON, level));

const HOSTILE: LogFields = {
  username: 'ana\n12:00:00 ERROR forged',
  reason: '\x1b]52;c;cm0=\x07\x1b[2J\x9b31mred\r\nnext',
  room: '\u202edev\u200b\u2028x',
};

describe('a log in JSON', () => {
  it('is one object a line, with the level in words, the time and the fields', () => {
    const { log, written } = asJson();
    log.info('joined', { room: 'dev', seats: 3, isOwner: true, token: null });
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^\{[^\n]*\}\n$/);
    expect(JSON.parse(written[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
      message: 'joined',
      room: 'dev',
      seats: 3,
      isOwner: true,
      token: null,
    });
  });

  it('is sanitised', () => {
    const { log, written } = asJson();
    log.warn('one\ntwo\x1b[2J', HOSTILE);
    expect(written.join('')).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(written.join(''))).toMatchObject({
      level: 'warn',
      message: 'one two',
      username: 'ana 12:00:00 ERROR forged',
      reason: 'red next',
      room: 'dev x',
    });
  });

  it('can be read back, whatever is logged', () => {
    const { log, written } = asJson('debug');
    const text = anyText(30);
    const value = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined));
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), text, value, (level, message, field) => {
        written.length = 0;
        log[level](message, { field });
        expect(written).toHaveLength(1);
        expect(written[0]?.indexOf('\n')).toBe((written[0]?.length ?? 0) - 1);
        expect(JSON.parse(written[0] ?? '')).toMatchObject({ level, message: expect.any(String) });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a log for people', () => {
  it('is one line an event: the time, what happened, the details', () => {
    const { log, written } = asText();
    log.info('joined', { room: 'dev', seats: 3, isOwner: true, token: null, nothing: undefined });
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^\d\d:\d\d:\d\d joined room=dev seats=3 isOwner=true token=null\n$/);
    const time = new Date(NOON).toTimeString().slice(0, 8);
    expect(written[0]?.slice(0, 8)).toBe(time);
  });

  it('marks what is not routine', () => {
    const { log, written } = asText('debug');
    for (const level of LEVELS) log[level]('x');
    expect(written.map((line) => line.slice(9))).toEqual(['DEBUG x\n', 'x\n', 'WARN x\n', 'ERROR x\n']);
  });

  it('is sanitised, so that no value can forge a line', () => {
    const { log, written } = asText();
    log.error('one\ntwo\x1b[2J', HOSTILE);
    expect(written).toHaveLength(1);
    expect(written[0]?.slice(9)).toBe('ERROR one two username=ana 12:00:00 ERROR forged reason=red next room=dev x\n');
  });

  it('is one printable line, whatever is logged', () => {
    const { log, written } = asText('debug');
    const text = fc.oneof(
      anyText(30),
      fc.array(fc.integer({ min: 0, max: 0xff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(text, text, (message, field) => {
        written.length = 0;
        log.info(message, { field });
        expect(written).toHaveLength(1);
        expect(written[0]).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*\n$/u);
      }),
      { numRuns: 300 },
    );
  });
});

describe.each([
  ['in JSON', asJson],
  ['for people', asText],
])('a log %s', (_how, make) => {
  it.each(LEVELS)('from %s on leaves out what matters less', (least) => {
    const { log, written } = make(least);
    for (const level of LEVELS) log[level](`at ${level}`);
    const expected = LEVELS.slice(LEVELS.indexOf(least)).map((level) => `at ${level}`);
    expect(written.map((line) => /at \w+/.exec(line)?.[0])).toEqual(expected);
  });

  it('leaves out details of debugging unless asked for', () => {
    const { log, written } = make();
    log.debug('detail');
    expect(written).toEqual([]);
  });

  it('leaves out fields that are not there', () => {
    const { log, written } = make();
    log.info('x', { username: undefined });
    log.info('x');
    expect(written.join('')).not.toMatch(/username|undefined/);
  });
});

describe('a log for nobody', () => {
  it('takes everything and says nothing', () => {
    for (const level of LEVELS) expect(silentLogger[level]('x', { a: 1 })).toBeUndefined();
  });
});
