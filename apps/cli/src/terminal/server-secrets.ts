import { wrongUsage } from '../failure.js';
import { readText } from './read-text.js';

/** What the hub shows a server of somebody else: options that are files, because secrets are not for command lines. */
export interface ServerSecretOptions {
  readonly certificate?: string;
  readonly key?: string;
  readonly user?: string;
  readonly passwordFile?: string;
}

export interface ServerSecretTexts {
  readonly certificate?: string;
  readonly privateKey?: string;
  readonly userName?: string;
  readonly password?: string;
}

/** Undefined: none is given, so that those of before stay. */
export async function serverSecrets(options: ServerSecretOptions): Promise<ServerSecretTexts | undefined> {
  const { certificate, key, user, passwordFile } = options;
  if ((certificate === undefined) !== (key === undefined)) throw wrongUsage('--certificate and --key belong together.');
  if ((user === undefined) !== (passwordFile === undefined)) {
    throw wrongUsage('--user and --password-file belong together.');
  }
  if (certificate === undefined && user === undefined) return undefined;
  return {
    ...(certificate === undefined
      ? {}
      : { certificate: await readText(certificate), privateKey: await readText(key!) }),
    ...(user === undefined ? {} : { userName: user, password: (await readText(passwordFile!)).trim() }),
  };
}
