import { BlockList, isIP } from 'node:net';
import { HubError } from '../errors/hub-error.js';

/**
 * Addresses that are no receiver of receipts, and that answer with secrets of the machine in many data centres:
 * link-local ones, among them the metadata services, and AWS's by IPv6. Private networks are where receivers are.
 */
const refused = new BlockList();
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addAddress('fd00:ec2::254', 'ipv6');
// The same of Alibaba and of Azure.
refused.addAddress('100.100.100.200', 'ipv4');
refused.addAddress('168.63.129.16', 'ipv4');

/** This computer itself, where services listen that trust whoever is there. */
const ownComputer = new BlockList();
ownComputer.addSubnet('127.0.0.0', 8, 'ipv4');
ownComputer.addSubnet('0.0.0.0', 8, 'ipv4');
ownComputer.addAddress('::1', 'ipv6');
ownComputer.addAddress('::', 'ipv6');

/**
 * @param address an IP address; anything else is a name, which is looked up first
 * @param loopback whether receivers may be on this computer
 */
export function isRefused(address: string, loopback: boolean): boolean {
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return refused.check(address, family) || (!loopback && ownComputer.check(address, family));
}

/**
 * The address of a receiver as it is used: HTTP or HTTPS, and no credentials in it, because addresses are shown.
 *
 * @throws HubError `webhook.url-invalid`
 */
export function checkWebhookUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid('it must begin with https:// or http://');
  }
  if (url.username !== '' || url.password !== '') throw invalid('it must not contain credentials');
  if (url.hash !== '') throw invalid('it must not have a fragment');
  // Whether it may be this computer is known where it is sent.
  if (isRefused(hostOf(url), true)) throw invalid('nothing is sent to link-local addresses');
  return url.href;
}

/** For those who may not change it: the path is often all that keeps others from using it. */
export function shownAddress(href: string): string {
  return `${new URL(href).origin}/…`;
}

/** Without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function invalid(reason: string): HubError {
  return new HubError('rejected', 'webhook.url-invalid', `The address of the webhook is not allowed: ${reason}.`);
}
