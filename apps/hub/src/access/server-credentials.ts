/** What the hub shows servers of others, and where these are: looked at when somebody sets it up. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { HubError } from '../errors/hub-error.js';
import { hostOf, isRefused } from './webhook-address.js';

/** PEM, and a password. Shown to nobody again. */
export interface ServerSecrets {
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly userName?: string;
  readonly password?: string;
}

/** @param cause of a reader: what is wrong with a key is not told to anybody */
export type Invalid = (reason: string, cause?: unknown) => HubError;

/** Whether it may be this computer is known where it is asked. @returns the address as it is used */
export function checkServerAddress(text: string, invalid: Invalid): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid('an address begins with https:// or http://');
  }
  if (url.username !== '' || url.password !== '') throw invalid('an address has credentials in it');
  if (url.hash !== '') throw invalid('an address has a fragment');
  if (isRefused(hostOf(url), true)) throw invalid('nothing is sent to link-local addresses');
  return url.href;
}

/** @returns when the certificate ends */
export function checkServerSecrets(secrets: ServerSecrets | undefined, invalid: Invalid): Date | undefined {
  if (secrets === undefined) return undefined;
  const { certificate, privateKey, userName, password } = secrets;
  if ((certificate === undefined) !== (privateKey === undefined)) throw invalid('a certificate needs its private key');
  if ((userName === undefined) !== (password === undefined)) throw invalid('a user name needs its password');
  if (certificate === undefined || privateKey === undefined) return undefined;
  const read = certificateIn(certificate, invalid);
  if (!read.checkPrivateKey(keyIn(privateKey, invalid))) {
    throw invalid('the private key is not that of the certificate');
  }
  return new Date(read.validTo);
}

export function certificateIn(pem: string, invalid: Invalid): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw invalid('a certificate cannot be read; it has to be PEM', cause);
  }
}

/** Distinguished name, in one line. */
export function subjectOf(pem: string, invalid: Invalid): string {
  return certificateIn(pem, invalid).subject.replaceAll('\n', ', ');
}

function keyIn(pem: string, invalid: Invalid): ReturnType<typeof createPrivateKey> {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw invalid('the private key cannot be read; it has to be PEM without a passphrase', cause);
  }
}
