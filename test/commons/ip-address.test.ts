// Addresses are read without node, so that the core and a web page can read them; node is the judge of what is one.

import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { urlHost } from '../../commons/net/canonical-host.ts';
import { addressBytes, ipVersion } from '../../commons/net/ip-address.ts';
import { seededRandom } from '../helpers/dial-race.ts';

describe('what is an IP address', () => {
  it.each([
    ['127.0.0.1', 4],
    ['0.0.0.0', 4],
    ['127.1', 0],
    ['127.0.0.01', 0],
    ['256.0.0.1', 0],
    ['0x7f.0.0.1', 0],
    ['2130706433', 0],
    ['::', 6],
    ['::1', 6],
    ['1::', 6],
    ['1:2:3:4:5:6:7::', 6],
    ['::2:3:4:5:6:7:8', 6],
    ['1:2:3:4:5:6:7:8', 6],
    ['1::2::3', 0],
    ['1:2:3:4:5:6:7', 0],
    ['::ffff:127.0.0.1', 6],
    ['::ffff:127.0.0.01', 0],
    ['1.2.3.4::', 0],
    ['::1.2.3.4:1', 0],
    ['fe80::1%eth0', 6],
    ['fe80::1%', 0],
    ['fe80::1%a%b', 0],
    ['fe80::1%a b', 0],
    ['127.0.0.1%eth0', 0],
    ['[::1]', 0],
    ['::12345', 0],
    ['::g', 0],
    [' ::1', 0],
    ['::1\n', 0],
    ['', 0],
  ])('%s', (text, version) => {
    expect(ipVersion(text)).toBe(version);
    if (!text.includes('%')) expect(isIP(text)).toBe(version); // What is a zone differs from node to node.
  });

  it('is the same as for node, whatever the text', () => {
    const random = seededRandom(4711);
    const pieces = ['1', '0', '01', '255', '256', '::', ':', '.', 'ffff', '1.2.3.4', 'fffff', 'a', 'g', ' ', '-'];
    const piece = (count: number): string => pieces[Math.floor(random() * count)] ?? '';
    const differing = Array.from({ length: 5_000 }, (_, round) => {
      const most = round % 2 === 0 ? 10 : pieces.length; // Rarely an address, or often.
      const length = 1 + Math.floor(random() * 9);
      return Array.from({ length }, () => piece(most) + (random() < 0.4 ? ':' : '')).join('');
    }).filter((text) => ipVersion(text) !== isIP(text));
    expect(differing).toEqual([]);
  });

  it('has its bytes; what is none has none', () => {
    expect(addressBytes('192.0.2.1')).toEqual(Buffer.from([192, 0, 2, 1]));
    expect(addressBytes('::ffff:192.0.2.1')).toEqual(Buffer.from([192, 0, 2, 1]));
    expect(addressBytes('fe80::1%eth0')?.toString('hex')).toBe(`fe80${'0'.repeat(27)}1`);
    expect([addressBytes('127.1'), addressBytes('127.0.0.01'), addressBytes('1.2.3.4::')]).toEqual([null, null, null]);
  });
});

describe('a name in international letters', () => {
  it.each([
    'münchen.de',
    '日本.jp',
    'ÖBB',
    'faß.de',
    'a.é',
    '١٢٣',
    '１２７.０.０.１',
    'a。b',
    'é.',
    'é..b',
    '-é-',
    'é_x',
  ])('%s is spelled as node spells it', (name) => {
    expect(urlHost(name) ?? '').toBe(domainToASCII(name));
  });

  it('is read the ten-thousandth time as the first time', () => {
    const hosts = new Set(Array.from({ length: 10_000 }, () => urlHost('ÖBB')));
    expect([...hosts]).toEqual(['xn--bb-eka']);
  });
});
