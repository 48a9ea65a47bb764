import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEndpoint, isLoopback, parseEndpoint } from '../../commons/net/endpoint.ts';
import { plainAddress } from '../../commons/net/ip-address.ts';

const FALLBACK = { address: '127.0.0.1', port: 6060 };

describe('an endpoint is read from', () => {
  it.each([
    ['a name and a port', 'chat.example.org:7000', 'chat.example.org', 7000],
    ['a name alone', 'chat.example.org', 'chat.example.org', 6060],
    ['a name of one label', 'tracker:1', 'tracker', 1],
    ['a name in capitals', 'Chat.Example.ORG:80', 'Chat.Example.ORG', 80],
    ['a name with a final dot', 'example.org.:80', 'example.org.', 80],
    ['a name with digits and hyphens', 'a-1.b2-c.x--y:80', 'a-1.b2-c.x--y', 80],
    ['an IPv4 address and a port', '192.168.1.20:65535', '192.168.1.20', 65_535],
    ['an IPv4 address alone', '10.0.0.1', '10.0.0.1', 6060],
    ['a port alone', '7000', '127.0.0.1', 7000],
    ['an IPv6 address and a port', '[2001:db8::1]:7000', '2001:db8::1', 7000],
    ['an IPv6 address in brackets', '[::1]', '::1', 6060],
    ['an IPv6 address alone', '::1', '::1', 6060],
    ['every IPv6 address', '[::]:80', '::', 80],
    [
      'a full IPv6 address',
      '[2001:0db8:0000:0000:0000:ff00:0042:8329]:80',
      '2001:0db8:0000:0000:0000:ff00:0042:8329',
      80,
    ],
    ['an IPv4 address inside IPv6', '[::ffff:10.0.0.1]:80', '::ffff:10.0.0.1', 80],
  ])('%s', (_what, text, address, port) => {
    expect(parseEndpoint(text, FALLBACK)).toEqual({ address, port });
  });

  it('a port of 0 where any free one may be meant, and only there', () => {
    expect(parseEndpoint('0', FALLBACK, 0)).toEqual({ address: '127.0.0.1', port: 0 });
    expect(parseEndpoint('0.0.0.0:0', FALLBACK, 0)).toEqual({ address: '0.0.0.0', port: 0 });
    expect(parseEndpoint('0', FALLBACK)).toBeNull();
    expect(parseEndpoint('example.org:0', FALLBACK)).toBeNull();
  });
});

describe('an endpoint is not read from', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' '],
    ['a port that is too high', 'example.org:65536'],
    ['a port of six digits', 'example.org:123456'],
    ['a bare port that is too high', '70000'],
    ['a negative port', 'example.org:-1'],
    ['a port with a sign', 'example.org:+80'],
    ['a port that is a fraction', 'example.org:80.5'],
    ['a port in hexadecimal', 'example.org:0x50'],
    ['a port that is a name', 'example.org:http'],
    ['a name without its port', 'example.org:'],
    ['a hexadecimal name without its port', 'cafe:'],
    ['a hexadecimal name and a port of six digits', 'cafe:606060'],
    ['a hexadecimal name and no port', 'cafe:beef'],
    ['a port without its name', ':6060'],
    ['a colon', ':'],
    ['a mistyped address', '300.1.1.1:80'],
    ['a URL', 'http://example.org:80'],
    ['a path', 'example.org/chat:80'],
    ['a user', 'ana@example.org:80'],
    ['white space around', ' example.org:80'],
    ['white space inside', 'exa mple.org:80'],
    ['a newline at the end', 'example.org:80\n'],
    ['two ports', 'example.org:80:90'],
    ['a label that starts with a hyphen', '-a.example.org:80'],
    ['an empty label', 'a..b:80'],
    ['a name that is too long', `${'a.'.repeat(127)}aa:80`],
    ['a character that no name has', 'ex☎mple.org:80'],
    ['a character that cannot be seen', 'exa\u200bmple.org:80'],
    ['another dot', 'example。org:80'],
    ['a label of 64', `${'a'.repeat(64)}.org:80`],
    ['a bracket that is not closed', '[::1:80'],
    ['a bracket that was not opened', '::1]:80'],
    ['brackets around nothing', '[]:80'],
    ['brackets around a name', '[localhost]:80'],
    ['brackets around an IPv4 address', '[127.0.0.1]:80'],
    ['brackets and no port after the colon', '[::1]:'],
    ['three colons in a row', '[:::1]:80'],
    ['an IPv6 address with too many parts', '[1:2:3:4:5:6:7:8:9]:80'],
    ['an IPv6 address with too few parts', '[1:2:3]:80'],
    ['an IPv6 address with a part of five digits', '[2001:db8::12345]:80'],
    ['an escape sequence', '\x1b[2J:80'],
  ])('%s', (_what, text) => {
    expect(parseEndpoint(text, FALLBACK)).toBeNull();
  });

  it.each([
    'my_server',
    '_chat._tcp.example',
    'name-',
    'a-.example',
    'exämple.org',
    'чат.рф',
    '例え.テスト',
    'xn--exmple-cua.org',
    'पी2पी.भारत',
  ])('but a name that resolves somewhere is taken (N16): %s', (address) => {
    expect(parseEndpoint(`${address}:80`, FALLBACK)).toEqual({ address, port: 80 });
    expect(parseEndpoint(address, FALLBACK)).toEqual({ address, port: FALLBACK.port });
  });

  it('any junk, other than what is written back as it was read', () => {
    const part = fc.constantFrom(
      'a',
      'cafe',
      '1',
      '255',
      '::1',
      ':',
      '[',
      ']',
      '.',
      '-',
      '80',
      '6060',
      ' ',
      '/',
      'ñ',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const endpoint = parseEndpoint(parts.join(''), FALLBACK);
        if (endpoint) expect(parseEndpoint(formatEndpoint(endpoint), FALLBACK)).toEqual(endpoint);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('an endpoint as text', () => {
  it('has brackets around an IPv6 address', () => {
    expect(formatEndpoint({ address: '127.0.0.1', port: 6060 })).toBe('127.0.0.1:6060');
    expect(formatEndpoint({ address: 'example.org', port: 80 })).toBe('example.org:80');
    expect(formatEndpoint({ address: '::1', port: 6060 })).toBe('[::1]:6060');
  });

  it('is read back as what it was', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain({ size: 'small' }));
    fc.assert(
      fc.property(address, fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const endpoint = { address: host, port };
        expect(parseEndpoint(formatEndpoint(endpoint), FALLBACK)).toEqual(endpoint);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an address', () => {
  it('that arrived over an IPv6 socket is written as IPv4', () => {
    expect(plainAddress('::ffff:192.168.1.20')).toBe('192.168.1.20');
    expect(plainAddress('::FFFF:10.0.0.1')).toBe('10.0.0.1');
    for (const address of ['192.168.1.20', '::1', 'fe80::1', '::ffff:a00:1', 'example.org', '']) {
      expect(plainAddress(address)).toBe(address);
    }
  });

  it.each([
    '127.0.0.1',
    '127.255.0.9',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    'localhost',
    'LOCALHOST',
  ])('of this machine: %s', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '::',
    '10.0.0.1',
    '128.0.0.1',
    '1127.0.0.1',
    '::2',
    '::ffff:10.0.0.1',
    '127.0.0.1.example.org',
    'localhost.example.org',
    'notlocalhost',
    '',
  ])('of another machine, or of all: %s', (address) => {
    expect(isLoopback(address)).toBe(false);
  });
});
