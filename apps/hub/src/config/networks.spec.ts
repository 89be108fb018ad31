import { describe, expect, it } from 'vitest';
import { isIn, networksOf } from './networks.js';

describe('networks', () => {
  const networks = networksOf(['192.0.2.7', '10.1.0.0/16', 'fd00::/8'])!;

  it.each([
    ['192.0.2.7', true],
    ['192.0.2.8', false],
    ['10.1.255.3', true],
    ['10.2.0.1', false],
    ['::ffff:10.1.0.9', true],
    ['::ffff:10.2.0.9', false],
    ['fd12::1', true],
    ['fe80::1%eth0', false],
    ['', false],
    [undefined, false],
  ])('know whether %s is in them', (address, expected) => expect(isIn(networks, address)).toBe(expected));

  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', '', '/8', '10.0.0.0/-1'])(
    'are not made of %j',
    (text) => expect(networksOf([text])).toBeUndefined(),
  );
});
