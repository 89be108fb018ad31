import { expect, it } from 'vitest';
import { addressOf } from './address.js';

it.each([
  ['of whoever connects', '192.0.2.7', undefined, '192.0.2.7'],
  [
    'as the proxy itself wrote it, not as the list before it says',
    '10.9.9.9',
    ['10.0.0.1', '192.0.2.7', '10.9.9.9'],
    '192.0.2.7',
  ],
  ['of a proxy that passes on its own request', '10.0.0.1', ['10.0.0.1'], '10.0.0.1'],
  ['of IPv4 in IPv6', '::ffff:192.0.2.7', undefined, '192.0.2.7'],
  ['of the network of an IPv6 address', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2'],
  ['of it, however it is written', '2001:0DB8:1:2::6', undefined, '2001:db8:1:2'],
  ['of it, when its zeros are left out', '2001:db8::6', undefined, '2001:db8:0:0'],
  ['of it, with the name of an interface', 'fe80::1%eth0', undefined, 'fe80:0:0:0'],
  ['of this computer', '::1', undefined, '0:0:0:0'],
])('is that %s', (_what, ip, ips, address) => {
  expect(addressOf({ ip, ...(ips === undefined ? {} : { ips }) })).toBe(address);
});
