import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTraceOptions } from '../../scripts/trace/options.ts';
import type { StartTshark } from '../../scripts/trace/said-by-tshark.ts';
import { trace } from '../../scripts/trace/trace.ts';
import { temporaryFolder } from '../helpers/programs.ts';
import { pretendedProgram } from './pretended-program.ts';
import { captureOf, encrypted, received, sent } from './recorded.ts';

const SAID = [
  sent({ cmd: 'REGISTER', username: 'ana', password: 'SECRET', port: 41_001 }),
  received({ status: 'OK', msg: 'Welcome, ana.', token: 'SECRET' }),
];

const nobody: StartTshark = () => pretendedProgram({ isMissing: true });

/** tshark that writes `output` and ends with `exitCode`; what it was called with is noted. */
const saying =
  (output: string, exitCode: number, calls: (readonly string[])[] = []): StartTshark =>
  (args) => {
    calls.push(args);
    return pretendedProgram({ output, exitCode });
  };

async function traced(
  bytes: Buffer | string,
  args: readonly string[] = [],
  startTshark: StartTshark = nobody,
): Promise<string> {
  const file = join(temporaryFolder(), 'some file');
  writeFileSync(file, bytes);
  let printed = '';
  const print = (text: string): void => {
    printed += text;
  };
  await trace(parseTraceOptions([file, ...args]), { dissector: 'p2pchat.lua', width: 80, print, startTshark });
  return printed;
}

const LADDER = [
  '          tracker  ana',
  '    0.000 │<───────│       REGISTER ana with a password, port 41001',
  '    0.002 │╌╌╌╌╌╌╌>│       OK: Welcome, ana.',
  '',
].join('\n');

describe('npm run trace', () => {
  it('draws a capture that peer or tracker wrote, without any other program', async () => {
    expect(await traced(captureOf({ pieces: SAID }))).toBe(LADDER);
  });

  it('draws one that is encrypted, by the keys in it', async () => {
    const drawn = await traced(captureOf(await encrypted(SAID)));
    expect(drawn.match(/🔒 (REGISTER|OK)/g)).toHaveLength(2);
    expect(drawn).not.toContain('SECRET');
  });

  it('says of one without keys what the program noted', async () => {
    const { pieces } = await encrypted(SAID);
    const noted = pieces.map((one, index) =>
      index < pieces.length - 1 ? one : { ...one, comment: 'tracker sends OK' },
    );
    const drawn = await traced(
      captureOf({
        pieces: noted,
        names: [
          ['127.0.0.11', 'ana'],
          ['127.0.0.1', 'tracker'],
        ],
      }),
    );
    expect(drawn).toContain('│╌╌╌╌╌╌╌>│    🔒 OK'.replaceAll('╌', '─'));
    expect(drawn).toContain('🔒 cannot be read: there is no key for it');
  });

  it('draws what a peer reported of its wire, line by line', async () => {
    const report = {
      event: 'wire',
      at: '2026-01-01T12:00:00.000Z',
      direction: 'sent',
      local: '127.0.0.1:50001',
      remote: '127.0.0.1:6060',
    };
    const lines = [
      { event: 'ready' },
      { ...report, security: 'tls1.3', object: { cmd: 'LOGIN', username: 'ana', port: 41_001 } },
      {
        ...report,
        security: 'tls1.3',
        direction: 'received',
        at: '2026-01-01T12:00:00.010Z',
        object: { status: 'OK', msg: 'Hi.' },
      },
      { ...report, at: 'never', object: {} },
      { ...report, object: null },
    ];
    const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json\n${'x'.repeat(2 ** 21)}`;
    expect((await traced(text)).split('\n').slice(0, 3)).toEqual([
      '          tracker  ana',
      '    0.000 │<───────│    🔒 LOGIN ana by key, port 41001',
      '    0.010 │╌╌╌╌╌╌╌>│    🔒 OK: Hi.',
    ]);
  });

  it('writes to a file, but over none', async () => {
    const out = join(temporaryFolder(), 'drawn.svg');
    const args = ['--format', 'svg', '--out', out];
    expect(await traced(captureOf({ pieces: SAID }), args)).toBe('');
    expect(readFileSync(out, 'utf8')).toMatch(/^<svg .*<\/svg>\n$/s);
    await expect(traced(captureOf({ pieces: SAID }), args)).rejects.toThrow(
      `${out} already exists; choose another name`,
    );
  });

  it('says so if there is nothing in it', async () => {
    expect(await traced(captureOf({ pieces: [] }))).toContain('There is nothing in it to draw: it must be a capture');
  });

  it('says what is wrong in a sentence', async () => {
    const deps = { dissector: '', width: 80, print: () => {} };
    await expect(trace(parseTraceOptions(['/nowhere/x']), deps)).rejects.toThrow('There is no /nowhere/x.');
    await expect(trace(parseTraceOptions(['/']), deps)).rejects.toThrow(
      '/ cannot be read (it is a folder; name a file, EISDIR).',
    );
    expect(() => parseTraceOptions(['--ascii'])).toThrow("trace: missing required argument 'file'. Try --help.");
    expect(() => parseTraceOptions(['a', 'b'])).toThrow("trace: unexpected argument 'b'. Try --help.");
    expect(() => parseTraceOptions(['a', '--limit', '0'])).toThrow('It must be a number from 1 to 10000.');
  });
});

describe('a capture that somebody else wrote', () => {
  const theirs = captureOf({ pieces: SAID, application: 'Dumpcap (Wireshark) 4.0.17' });
  const row = (...fields: string[]): string => `${fields.join('\t')}\n`;
  const said = [
    row('1.0', '10.0.0.2', '', '5000', '10.0.0.1', '', '6060', 'LOGIN', 'ana', '41001', '1', 'LOGIN ana'),
    row(
      '1.5',
      '10.0.0.1',
      '',
      '6060',
      '10.0.0.2',
      '',
      '5000',
      '',
      '',
      '',
      'True',
      'OK: Hi.\x1fROOM_UPDATE \x1b[31m#dev',
    ),
    row('2.0', '', '::1', '6060', '', '::2', '41001', 'PING', '', '', '0', 'PING'),
    row('junk'),
  ].join('');

  it('is read by tshark', async () => {
    const calls: (readonly string[])[] = [];
    const keys = join(temporaryFolder(), 'keys.log');
    writeFileSync(keys, '');
    const drawn = await traced(theirs, ['--keylog', keys], saying(said, 0, calls));
    expect(drawn.split('\n').slice(0, 5)).toEqual([
      '          tracker      ana          [::2]:41001',
      '    0.000 │<───────────│            │    🔒 LOGIN ana',
      '    0.500 │╌╌╌╌╌╌╌╌╌╌╌>│            │    🔒 OK: Hi.',
      '    0.500 │───────────>│            │    🔒 ROOM_UPDATE #dev',
      '    1.000 │────────────────────────>│       PING',
    ]);
    expect(calls[0]?.join(' ')).toMatch(
      /-X lua_script:p2pchat\.lua -r .*some file -Y p2pchat .*tls\.keylog_file:\S+keys\.log/,
    );
  });

  it('needs tshark, and it is said how to get it', async () => {
    await expect(traced(theirs)).rejects.toThrow(
      /tshark, which reads all others, is not installed .*apt install tshark/,
    );
  });

  it('that tshark cannot read ends in a sentence', async () => {
    await expect(traced('no capture', [], saying('', 2))).rejects.toThrow('tshark could not read it');
  });

  it('is read no further than it is drawn', async () => {
    expect(await traced(theirs, ['--limit', '2'], saying(said.repeat(1_000), 0))).toContain('Only the first 2 objects');
  });
});
