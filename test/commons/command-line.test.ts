import { describe, expect, it } from 'vitest';
import {
  CommandLineEnd,
  EXIT_USAGE,
  ProgramCommand,
  parseArguments,
  usageError,
} from '../../commons/command-line/command-line.ts';
import { resolveSettings } from '../../peer/config/resolve.ts';
import { atTracker, parsePeerOptions } from '../../peer/program/options.ts';
import { parseTrackerOptions } from '../../tracker/options.ts';

/** How reading a command line ended, which it must have. */
function endOf(read: () => unknown): CommandLineEnd {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(CommandLineEnd);
    return error as CommandLineEnd;
  }
  return expect.unreachable('the command line was accepted');
}

/** Refused in one line for a person that names the program and the culprit, without a stack. */
function expectRefused(read: () => unknown, program: string, about: string): void {
  const { exitCode, output } = endOf(read);
  expect(exitCode).toBe(2);
  expect(output).toMatch(/^[^\n]+\.? Try --help\.\n$/);
  expect(output.startsWith(`${program}: `)).toBe(true);
  expect(output).toContain(about);
  expect(output).not.toMatch(/error:|Error|undefined| {2}|\.\./);
}

describe("the tracker's options", () => {
  it('have a default that works each', () => {
    expect(parseTrackerOptions([])).toEqual({
      listen: { address: '127.0.0.1', port: 6060 },
      data: 'data',
      pingIntervalMs: 120_000,
      pingTimeoutMs: 3_000,
      seatGraceMs: 60_000,
      plaintext: 'loopback',
      limits: 'remote',
      lingerMs: null,
      json: false,
      captureFile: null,
      certificate: null,
    });
  });

  it('are all read', () => {
    const args =
      '--host ::1 --port 7000 --data /tmp/x --ping-interval 30 --ping-timeout 0.5 --seat-grace 0 --plaintext never';
    const more =
      '--limits none --linger 600 --json --capture /tmp/wire.pcapng --cert /etc/chat/chain.pem --key /etc/chat/key.pem';
    expect(parseTrackerOptions([...args.split(' '), ...more.split(' ')])).toEqual({
      listen: { address: '::1', port: 7000 },
      data: '/tmp/x',
      pingIntervalMs: 30_000,
      pingTimeoutMs: 500,
      seatGraceMs: 0,
      plaintext: 'never',
      limits: 'none',
      lingerMs: 600_000,
      json: true,
      captureFile: '/tmp/wire.pcapng',
      certificate: { chainFile: '/etc/chat/chain.pem', keyFile: '/etc/chat/key.pem' },
    });
  });

  it.each([['--cert=chain.pem'], ['--key=key.pem']])('do not take %s without the other half', (half) => {
    expectRefused(() => parseTrackerOptions([half]), 'tracker', '--cert and --key');
  });

  it.each([
    ['--port=7001', { listen: { address: '127.0.0.1', port: 7001 } }],
    ['--port=0', { listen: { address: '127.0.0.1', port: 0 } }],
    ['--port=65535', { listen: { address: '127.0.0.1', port: 65_535 } }],
    ['--host=0.0.0.0', { listen: { address: '0.0.0.0', port: 6060 } }],
    ['--host=localhost', { listen: { address: 'localhost', port: 6060 } }],
    ['--ping-interval=1', { pingIntervalMs: 1_000 }],
    ['--ping-timeout=0.1', { pingTimeoutMs: 100 }],
    ['--seat-grace=86400', { seatGraceMs: 86_400_000 }],
    ['--plaintext=always', { plaintext: 'always' }],
    ['--limits=all', { limits: 'all' }],
    ['--linger=0.5', { lingerMs: 500 }],
  ])('take %s', (argument, expected) => {
    expect(parseTrackerOptions([argument])).toMatchObject(expected);
  });

  it.each([
    ['--port=65536', '--port'],
    ['--port=-1', '--port'],
    ['--port=80.5', '--port'],
    ['--port=0x50', '--port'],
    ['--port=http', '--port'],
    ['--port=', '--port'],
    ['--port=1e3', '--port'],
    ['--host=', '--host'],
    ['--host=not a host', '--host'],
    ['--host=http://example.org', '--host'],
    ['--data=', '--data'],
    ['--cert=', '--cert'],
    ['--key=', '--key'],
    ['--ping-interval=0', '--ping-interval'],
    ['--ping-interval=-5', '--ping-interval'],
    ['--ping-interval=soon', '--ping-interval'],
    ['--ping-interval=', '--ping-interval'],
    ['--ping-interval=Infinity', '--ping-interval'],
    ['--ping-interval=NaN', '--ping-interval'],
    ['--ping-interval=86401', '--ping-interval'],
    ['--ping-timeout=0', '--ping-timeout'],
    ['--ping-timeout=61', '--ping-timeout'],
    ['--seat-grace=-1', '--seat-grace'],
    ['--seat-grace=1m', '--seat-grace'],
    ['--linger=0', '--linger'],
    ['--limits=local', '--limits'],
    ['--plaintext=sometimes', '--plaintext'],
    ['--plaintext=', '--plaintext'],
    ['--json=yes', '--json'],
    ['--prot=7000', '--prot'],
    ['-x', '-x'],
  ])('do not take %s', (argument, about) => {
    expectRefused(() => parseTrackerOptions([argument]), 'tracker', about);
  });

  it('refuse an option without its value, and words that belong to nothing', () => {
    expectRefused(() => parseTrackerOptions(['--port']), 'tracker', '--port');
    expectRefused(() => parseTrackerOptions(['7000']), 'tracker', "'7000'");
    expectRefused(() => parseTrackerOptions(['--json', 'a', 'b']), 'tracker', "'a'");
  });

  it('are explained by --help, which is no mistake', () => {
    for (const argument of ['--help', '-h']) {
      const { exitCode, output } = endOf(() => parseTrackerOptions([argument]));
      expect(exitCode).toBe(0);
      expect(output).toContain('Usage: npm run tracker');
      for (const option of [
        'host',
        'port',
        'data',
        'cert',
        'key',
        'ping-interval',
        'ping-timeout',
        'seat-grace',
        'plaintext',
        'json',
      ]) {
        expect(output).toContain(`--${option}`);
      }
      for (const value of ['127.0.0.1', '6060', 'default: data', '120', 'loopback', 'Examples:'])
        expect(output).toContain(value);
    }
  });
});

describe("the peer's options", () => {
  it('have a default that works each', () => {
    expect(parsePeerOptions([])).toEqual({
      tracker: { address: '127.0.0.1', port: 6060 },
      hasTracker: false,
      username: null,
      register: false,
      requestPolicy: 'ask',
      listen: { address: '127.0.0.1', port: 0 },
      hasListen: false,
      bind: null,
      data: null,
      passwordFile: null,
      passphraseFile: null,
      seal: false,
      encryption: 'require',
      keyLogFile: null,
      captureFile: null,
      authoritiesFile: null,
      allowsSending: false,
      frontEnd: 'auto',
      settings: resolveSettings(),
    });
  });

  it('are all read', () => {
    const args = '--tracker chat.example.org:7000 --user ana --register --listen 192.168.1.20:5001 --data /tmp/ana';
    const files = '--password-file /run/secret --passphrase-file /run/phrase --keylog /tmp/keys --ca /etc/chat/ca.pem';
    const more = `${files} --allow-sha256 --seal --encryption prefer --bind 192.168.1.21 --capture /tmp/wire.pcapng --json --ascii --no-mouse --theme light --lang pt`;
    const tracker = { address: 'chat.example.org', port: 7000 };
    expect(parsePeerOptions([...args.split(' '), ...more.split(' ')])).toEqual({
      tracker,
      hasTracker: true,
      username: 'ana',
      register: true,
      requestPolicy: 'accept',
      listen: { address: '192.168.1.20', port: 5001 },
      hasListen: true,
      bind: '192.168.1.21',
      data: '/tmp/ana',
      passwordFile: '/run/secret',
      passphraseFile: '/run/phrase',
      seal: true,
      encryption: 'prefer',
      keyLogFile: '/tmp/keys',
      captureFile: '/tmp/wire.pcapng',
      authoritiesFile: '/etc/chat/ca.pem',
      allowsSending: true,
      frontEnd: 'json',
      settings: {
        ...resolveSettings(),
        tracker,
        user: 'ana',
        encryption: 'prefer',
        ascii: 'on',
        mouse: 'off',
        theme: 'light',
        lang: 'pt',
      },
    });
  });

  it('override what the config file says, which overrides the defaults', () => {
    const fromFile = {
      tracker: { address: 'chat.example.org', port: 1 },
      user: 'ana',
      mouse: 'off',
      theme: 'light',
    } as const;
    expect(parsePeerOptions(['--user=bob', '--theme=dark'], fromFile)).toMatchObject({
      tracker: fromFile.tracker,
      hasTracker: true,
      username: 'bob',
      listen: { address: '0.0.0.0', port: 0 },
      settings: { mouse: 'off', theme: 'dark', bell: 'highlights' },
    });
    expect(parsePeerOptions([], { 'front-end': 'plain' }).frontEnd).toBe('plain');
    expect(parsePeerOptions(['--json'], { 'front-end': 'plain' }).frontEnd).toBe('json');
    expectRefused(() => parsePeerOptions([], { user: 'no name' }), 'peer', 'config file');
  });

  it('follow another tracker in where they listen, unless that was said', () => {
    const elsewhere = { address: 'chat.example.org', port: 6060 };
    expect(atTracker(parsePeerOptions([]), elsewhere)).toMatchObject({
      tracker: elsewhere,
      listen: { address: '0.0.0.0' },
    });
    expect(atTracker(parsePeerOptions(['--listen=5001']), elsewhere).listen).toEqual({
      address: '127.0.0.1',
      port: 5001,
    });
  });

  // N2: a name may stand for addresses of both families, and others are told the one that the tracker sees.
  it.each([
    ['--tracker=localhost', { address: '127.0.0.1', also: ['::1'], port: 0 }],
    ['--tracker=LOCALHOST:7000', { address: '127.0.0.1', also: ['::1'], port: 0 }],
    ['--tracker=chat.example.org', { address: '0.0.0.0', also: ['::'], port: 0 }],
    ['--tracker=127.0.0.1', { address: '127.0.0.1', port: 0 }],
    ['--tracker=[::1]', { address: '::1', port: 0 }],
    ['--tracker=192.0.2.1', { address: '0.0.0.0', port: 0 }],
    ['--tracker=[2001:db8::1]', { address: '::', port: 0 }],
    ['--tracker=localhost --listen=5001', { address: '127.0.0.1', also: ['::1'], port: 5001 }],
    ['--tracker=localhost --listen=127.0.0.1:5001', { address: '127.0.0.1', port: 5001 }],
    ['--tracker=localhost --bind=127.0.0.2', { address: '127.0.0.2', port: 0 }],
  ])('%s listens where others are told to', (text, listen) => {
    expect(parsePeerOptions(text.split(' ')).listen).toEqual(listen);
  });

  it.each([
    ['--tracker=chat.example.org', { tracker: { address: 'chat.example.org', port: 6060 } }],
    ['--tracker=7000', { tracker: { address: '127.0.0.1', port: 7000 } }],
    ['--tracker=[::1]:7000', { tracker: { address: '::1', port: 7000 } }],
    ['--user=joa\u0303o', { username: 'joão' }],
    ['--user=山田', { username: '山田' }],
    ['--listen=5001', { listen: { address: '127.0.0.1', port: 5001 } }],
    ['--listen=0.0.0.0:0', { listen: { address: '0.0.0.0', port: 0 } }],
    ['--encryption=require', { encryption: 'require', keyLogFile: null }],
    ['--encryption=prefer', { encryption: 'prefer' }],
    ['--encryption=off', { encryption: 'off', keyLogFile: null, authoritiesFile: null }],
    ['--capture=wire.pcapng', { captureFile: 'wire.pcapng', keyLogFile: null }],
    ['--bind=127.0.0.2', { bind: '127.0.0.2', listen: { address: '127.0.0.2', port: 0 } }],
    ['--keylog=keys.txt', { keyLogFile: 'keys.txt', encryption: 'require' }],
    ['--ca=ca.pem', { authoritiesFile: 'ca.pem' }],
    ['--seal', { seal: true, passphraseFile: null }],
    ['--passphrase-file=phrase', { passphraseFile: 'phrase' }],
    ['--plain', { frontEnd: 'plain' }],
    ['--json', { frontEnd: 'json' }],
  ])('take %s', (argument, expected) => {
    expect(parsePeerOptions([argument])).toMatchObject(expected);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', '127.0.0.1'],
    ['LocalHost', '127.0.0.1'],
    ['127.0.0.9', '127.0.0.1'],
    ['[::1]', '::1'],
    ['192.168.1.20', '0.0.0.0'],
    ['chat.example.org', '0.0.0.0'],
    ['[2001:db8::1]', '::'],
  ])('listen, with a tracker at %s, on %s', (tracker, address) => {
    expect(parsePeerOptions([`--tracker=${tracker}:6060`]).listen).toMatchObject({ address, port: 0 });
    expect(parsePeerOptions([`--tracker=${tracker}:6060`, '--listen=5001']).listen).toMatchObject({
      address,
      port: 5001,
    });
  });

  it.each([
    ['--tracker=', '--tracker'],
    ['--tracker=example.org:0', '--tracker'],
    ['--tracker=example.org:65536', '--tracker'],
    ['--tracker=http://example.org', '--tracker'],
    ['--tracker=cafe:606060', '--tracker'],
    ['--user=', '--user'],
    ['--user=a b', '--user'],
    ['--user=\u0430na', '--user'],
    [`--user=${'x'.repeat(33)}`, '--user'],
    ['--listen=', '--listen'],
    ['--listen=65536', '--listen'],
    ['--listen=a b:80', '--listen'],
    ['--data=', '--data'],
    ['--password-file=', '--password-file'],
    ['--encryption=maybe', '--encryption'],
    ['--encryption=', '--encryption'],
    ['--encryption=Off', '--encryption'],
    ['--keylog=', '--keylog'],
    ['--capture=', '--capture'],
    ['--bind=', '--bind'],
    ['--bind=localhost', '--bind'],
    ['--bind=127.0.0.1:5000', '--bind'],
    ['--ca=', '--ca'],
    ['--passphrase-file=', '--passphrase-file'],
    ['--passphrase=secret', '--passphrase'],
    ['--seal=yes', '--seal'],
    ['--register=yes', '--register'],
    ['--password=secret', '--password'],
    ['--usr=ana', '--usr'],
    ['--lang=fr', '--lang'],
    ['--theme=', '--theme'],
    ['--mouse', '--mouse'],
  ])('do not take %s', (argument, about) => {
    expectRefused(() => parsePeerOptions([argument]), 'peer', about);
  });

  it('do not take one file for the key log and the capture', () => {
    expectRefused(() => parsePeerOptions(['--keylog=keys', '--capture=keys']), 'peer', 'a file each');
  });

  it('record a capture where nothing is encrypted too', () => {
    const options = parsePeerOptions(['--encryption=off', '--capture=wire.pcapng']);
    expect(options).toMatchObject({ encryption: 'off', captureFile: 'wire.pcapng' });
  });

  it('listen where they dial from, whichever tracker it is, unless that was said', () => {
    const elsewhere = { address: 'chat.example.org', port: 6060 };
    const bound = parsePeerOptions(['--bind=127.0.0.2']);
    expect(atTracker(bound, elsewhere)).toMatchObject({ bind: '127.0.0.2', listen: { address: '127.0.0.2', port: 0 } });
    expect(parsePeerOptions(['--bind=127.0.0.2', '--listen=5001']).listen).toEqual({
      address: '127.0.0.2',
      port: 5001,
    });
    expect(parsePeerOptions(['--bind=127.0.0.2', '--listen=[::1]:5001']).listen.address).toBe('::1');
  });

  it.each([['--keylog=keys.txt'], ['--ca=ca.pem']])('do not take %s where nothing is encrypted', (argument) => {
    for (const args of [
      [argument, '--encryption=off'],
      ['--encryption', 'off', argument],
    ]) {
      expectRefused(() => parsePeerOptions(args), 'peer', '--keylog and --ca');
    }
    for (const policy of ['require', 'prefer']) {
      expect(parsePeerOptions([argument, `--encryption=${policy}`]).encryption).toBe(policy);
    }
  });

  it('refuse two front ends, an option without its value, and words that belong to nothing', () => {
    expectRefused(() => parsePeerOptions(['--json', '--plain']), 'peer', '--json');
    expectRefused(() => parsePeerOptions(['--user']), 'peer', '--user');
    expectRefused(() => parsePeerOptions(['ana']), 'peer', "'ana'");
  });

  it('are explained by --help, which is no mistake', () => {
    for (const argument of ['--help', '-h']) {
      const { exitCode, output } = endOf(() => parsePeerOptions([argument]));
      expect(exitCode).toBe(0);
      expect(output).toContain('Usage: npm run peer');
      const options = ['tracker', 'user', 'register', 'listen', 'data', 'encryption', 'keylog', 'json', 'plain'];
      for (const option of [...options, 'ca', 'seal', 'passphrase-file']) expect(output).toContain(`--${option}`);
      const words = ['127.0.0.1:6060', 'prefer', 'P2PCHAT_PASSWORD', '--password-file', 'Examples:', '/help'];
      for (const word of [...words, 'require (the default)', 'P2PCHAT_PASSPHRASE']) {
        expect(output).toContain(word);
      }
    }
  });
});

describe('a usage error', () => {
  it('is one line that ends in a full stop, whatever it is made of', () => {
    const sentences = ['no such thing', 'no such thing.', 'what?', 'two\nlines  of\ttext \n'];
    expect(sentences.map((text) => usageError('peer', { en: text, pt: text }).output)).toEqual([
      'peer: no such thing. Try --help.\n',
      'peer: no such thing. Try --help.\n',
      'peer: what? Try --help.\n',
      'peer: two lines of text. Try --help.\n',
    ]);
    expect(usageError('peer', { en: 'x', pt: 'x' }).exitCode).toBe(EXIT_USAGE);
  });

  it('does not hide a bug of ours', () => {
    const command = new ProgramCommand('x', { en: 'x', pt: 'x' }, 'en').takes(
      '--a <b>',
      { en: 'c', pt: 'c' },
      {
        read: () => {
          throw new TypeError('a bug');
        },
      },
    );
    expect(() => parseArguments(command, ['--a', '1'])).toThrow(TypeError);
  });
});
