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

/** @param address an IP address; anything else is a name, which is looked up first */
export function isRefused(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && refused.check(address, version === 6 ? 'ipv6' : 'ipv4');
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
  if (isRefused(hostOf(url))) throw invalid('nothing is sent to link-local addresses');
  return url.href;
}

/** Without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function invalid(reason: string): HubError {
  return new HubError('rejected', 'webhook.url-invalid', `The address of the webhook is not allowed: ${reason}.`);
}
