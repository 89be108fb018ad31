import { BlockList, isIP } from 'node:net';

/**
 * Addresses and networks (`10.0.0.1`, `10.1.0.0/16`, `fd00::/8`), to ask whether an address is one of them.
 *
 * @returns undefined when one of the texts is neither
 */
export function networksOf(texts: readonly string[]): BlockList | undefined {
  const networks = new BlockList();
  for (const text of texts) {
    const [address = '', bits, ...more] = text.split('/');
    const family = familyOf(address);
    if (family === undefined || more.length > 0) return undefined;
    if (bits === undefined) networks.addAddress(address, family);
    else if (isPrefix(bits, family)) networks.addSubnet(address, Number(bits), family);
    else return undefined;
  }
  return networks;
}

/** @param address of a socket; an IPv4 address may be written as one of IPv6 */
export function isIn(networks: BlockList, address: string | undefined): boolean {
  const plain = address?.split('%', 1)[0] ?? '';
  const family = familyOf(plain);
  return family !== undefined && networks.check(plain, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

function isPrefix(bits: string, family: 'ipv4' | 'ipv6'): boolean {
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 'ipv4' ? 32 : 128);
}
