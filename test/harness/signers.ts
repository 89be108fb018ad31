/** Keys with certificates, for whoever proves by one who he is. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface SignerFiles {
  readonly key: string;
  readonly certificate: string;
  /** Paths of both, for programs that read files. */
  readonly keyFile: string;
  readonly certificateFile: string;
}

export interface SignerOptions {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Names of a server, as clients check them. */
  readonly hosts?: readonly string[];
}

/** RSA, as procedures of administrations have it: certificates of their own making, or of the authority that they name. */
export class Signers {
  private count = 0;

  private constructor(private readonly folder: string) {}

  static async open(): Promise<Signers> {
    return new Signers(await mkdtemp(join(tmpdir(), 'fachwerk-signers-')));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async make(commonName: string, { notBefore, notAfter, hosts = [] }: SignerOptions = {}): Promise<SignerFiles> {
    const altNames = hosts.map((host) =>
      /^[\d.]+$/.test(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host },
    );
    const { private: key, cert: certificate } = await generate([{ name: 'commonName', value: commonName }], {
      keyType: 'rsa',
      keySize: 2048,
      algorithm: 'sha256',
      notBeforeDate: notBefore ?? new Date(Date.now() - 60_000),
      notAfterDate: notAfter ?? new Date(Date.now() + 30 * 86_400_000),
      extensions: [
        // A certificate of one's own making is its own authority, where somebody checks by one.
        { name: 'basicConstraints', cA: altNames.length > 0 },
        ...(altNames.length > 0 ? [{ name: 'subjectAltName' as const, altNames }] : []),
      ],
    });
    const stem = join(this.folder, String((this.count += 1)));
    const files = { keyFile: `${stem}.key.pem`, certificateFile: `${stem}.pem` };
    await writeFile(files.keyFile, key, { mode: 0o600 });
    await writeFile(files.certificateFile, certificate);
    return { key, certificate, ...files };
  }
}
