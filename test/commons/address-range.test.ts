// Special addresses, and where our own reading of addresses agrees with ipaddr.js, or is stricter.

import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { specialRangeOf } from '../../commons/net/address-range.ts';
import { isLoopback } from '../../commons/net/endpoint.ts';
import { addressBytes, ipVersion } from '../../commons/net/ip-address.ts';
import { networkOf } from '../../commons/net/network-of.ts';

describe('the range of an address', () => {
  it.each([
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['0:0:0:0:0:0:0:0', 'unspecified'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['169.254.1.1', 'linkLocal'],
    ['fe80::1', 'linkLocal'],
    ['FEBF::1%eth0', 'linkLocal'],
    ['10.0.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.20', 'private'],
    ['::ffff:192.168.1.20', 'private'],
    ['100.64.0.1', 'carrierGradeNat'],
    ['100.127.255.255', 'carrierGradeNat'],
    ['fc00::1', 'uniqueLocal'],
    ['fdff::1', 'uniqueLocal'],
    ['172.32.0.1', null],
    ['100.128.0.1', null],
    ['fec0::1', null],
    ['2001:db8::1', null],
    ['2002:a00:1::1', null],
    ['8.8.8.8', null],
  ])('%s: %s', (address, range) => {
    expect(specialRangeOf(address)).toBe(range);
  });

  it.each([
    '',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '2130706433',
    '127.0.0.01',
    '0177.0.0.1',
    '127.0.0.1.',
    '[::1]',
    'fe80::1::2',
  ])('is not guessed of %j, which is no address as it stands', (text) => {
    expect(specialRangeOf(text)).toBeNull();
  });

  it('of an address that only contains an IPv4 address is not that of the IPv4 address', () => {
    expect(ipaddr.parse('::127.0.0.1').range()).toBe('ipv4Mapped'); // It is not: RFC 4291, section 2.5.5.1.
    expect(specialRangeOf('::127.0.0.1')).toBeNull();
  });
});

describe('our own reading of addresses', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());

  it('takes no address for one that ipaddr.js does not read, and reads the same bytes', () => {
    fc.assert(
      fc.property(address, (text) => {
        expect(ipVersion(text)).not.toBe(0);
        // An IPv4 address in the last four bytes is read as mapped there, whatever is before it.
        const isCompatible = /^[0:]*:\d+\.\d+\.\d+\.\d+$/.test(text);
        if (isCompatible || /^::ffff:\d+\.\d/i.test(text)) return;
        expect([...(addressBytes(text) ?? [])]).toEqual(ipaddr.parse(text).toByteArray());
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same addresses to be of this machine', () => {
    const near = fc.oneof(
      address,
      fc.ipV4().map((text) => text.replace(/^\d+/, '127')),
      fc.constant('::1'),
    );
    fc.assert(
      fc.property(near, (text) => {
        expect(isLoopback(text)).toBe(specialRangeOf(text) === 'loopback');
      }),
      { numRuns: 500 },
    );
  });

  it('counts an address that is made from an IPv4 address as that one, where its range says where that stands', () => {
    const made = (range: string, text: string): void => {
      expect(ipaddr.parse(text).range()).toBe(range);
      expect(networkOf(text)).toBe('192.0.2.7');
    };
    made('ipv4Mapped', '::ffff:c000:207');
    made('rfc6145', '::ffff:0:c000:207');
    made('rfc6052', '64:ff9b::c000:207');
    made('6to4', '2002:c000:207::1');
    made('teredo', '2001:0:cb00:7101::3fff:fdf8');
    // ipaddr.js calls this one rfc6052 as well; but RFC 8215 leaves open where the IPv4 address stands.
    expect(ipaddr.parse('64:ff9b:1::c000:207').range()).toBe('rfc6052');
    expect(networkOf('64:ff9b:1::c000:207')).toBe('0064ff9b00010000::/64');
  });
});
