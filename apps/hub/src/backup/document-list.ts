/** Addresses of the content of all documents, as a backup has them beside the tables: a line each. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { ContentReferences } from '../archive/content-references.js';
import type { ContentAddress } from '../archive/copy-content.js';

export function documentList(references: ContentReferences): string {
  return `SELECT DISTINCT tenant_id, encode(sha256, 'hex') FROM (${references.join(' UNION ALL ')}) AS needed`;
}

export async function* readDocumentList(path: string): AsyncGenerator<ContentAddress> {
  const source = createReadStream(path);
  const lines = source.pipe(createGunzip());
  source.once('error', (error) => lines.destroy(error));
  for await (const line of createInterface({ input: lines })) {
    const [tenant = '', sha256 = ''] = line.split('\t');
    yield { tenant, sha256 };
  }
}
