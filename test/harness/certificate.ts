/** A certificate for this computer that is its own authority; a hub trusts it by `NODE_EXTRA_CA_CERTS`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** Path of the certificate. */
  readonly file: string;
  remove(): Promise<void>;
}

export async function certificateUntil(notAfterDate: Date): Promise<Certificate> {
  const names = [{ name: 'commonName', value: 'localhost' }];
  const extensions = [
    { name: 'basicConstraints' as const, cA: true },
    { name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value: 'localhost' }] },
  ];
  const { private: key, cert } = await generate(names, {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate,
    extensions,
  });
  const folder = await mkdtemp(join(tmpdir(), 'fachwerk-certificate-'));
  const file = join(folder, 'certificate.pem');
  await writeFile(file, cert);
  return { key, cert, file, remove: () => rm(folder, { recursive: true, force: true }) };
}
