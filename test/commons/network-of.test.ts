import { expect, it } from 'vitest';
import { networkOf } from '../../commons/net/network-of.ts';

// S8-S11: all addresses of a /64 belong to one customer, who may use ever new ones.
it.each([
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'],
  ['2001:db8:1:2::1', '2001:0DB8:0001:0002:0000:0000:0000:0009'],
  ['2001:db8::1', '2001:db8:0:0:8000::192.0.2.1'],
  ['fe80::1%eth0', 'fe80::abcd'],
  ['192.0.2.7', '::ffff:192.0.2.7'],
  ['192.0.2.7', '::FFFF:c000:207'],
  ['192.0.2.7', '0:0:0:0:0:ffff:c000:0207'],
])('%s and %s are one network', (one, other) => {
  expect(networkOf(one)).toBe(networkOf(other));
});

it.each([
  ['2001:db8:1:2::1', '2001:db8:1:3::1'],
  ['192.0.2.7', '192.0.2.8'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.8'],
  ['127.0.0.1', '::1'],
  ['', 'not an address'],
])('%s and %s are two', (one, other) => {
  expect(networkOf(one)).not.toBe(networkOf(other));
});
