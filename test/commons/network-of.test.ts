import { expect, it } from 'vitest';
import { networkOf } from '../../commons/net/network-of.ts';

// S9: all addresses of a /64 belong to one customer, who may use ever new ones.
it.each([
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
  ['2001:db8:1:2::1', '2001:0DB8:0001:0002:0000:0000:0000:0009'],
  ['2001:db8::1', '2001:db8:0:0:8000::192.0.2.1'],
  ['fe80::1%eth0', 'fe80::abcd'],
  ['192.0.2.7', '::ffff:192.0.2.7'],
  ['192.0.2.7', '::FFFF:c000:207'],
  ['192.0.2.7', '0:0:0:0:0:ffff:c000:0207'],
  // The same kind of evasion: one IPv4 address has 65,536 networks of 6to4, and one for each Teredo server.
  ['2002:c000:207:1::1', '2002:c000:207:2::1'],
  ['192.0.2.7', '2002:c000:0207:ffff::9'],
  ['192.0.2.7', '64:ff9b::192.0.2.7'],
  ['192.0.2.7', '0064:ff9b::c000:207'],
  ['192.0.2.7', '::ffff:0:192.0.2.7'],
  ['192.0.2.7', '2001:0:cb00:7101:0:0:3fff:fdf8'],
  ['2001:0:cb00:7101::3fff:fdf8', '2001::cb00:7102:8000:f227:3fff:fdf8'],
])('%s and %s are one network', (one, other) => {
  expect(networkOf(one)).toBe(networkOf(other));
});

it.each([
  ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ['192.0.2.7', '192.0.2.8'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.8'],
  ['127.0.0.1', '::1'],
  ['64:ff9b::192.0.2.7', '64:ff9b::192.0.2.8'], // All of IPv4 behind one translator, which shares no limit.
  ['2002:c000:207::1', '2002:c000:208::1'],
  ['64:ff9b:1::192.0.2.7', '192.0.2.7'], // RFC 8215 leaves open where the address stands.
  ['2001:1::3fff:fdf8', '192.0.2.7'],
  ['0.0.0.1', '::1'],
  ['', 'not an address'],
])('%s and %s are two', (one, other) => {
  expect(networkOf(one)).not.toBe(networkOf(other));
});
