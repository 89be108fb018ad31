/** Addresses of the content of all documents, and places of those that have one, as a backup has them beside the tables. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { ContentReferences } from '../archive/content-references.js';
import type { NeededContent } from '../archive/copy-content.js';

/** As `COPY` writes it. */
const NULL = '\\N';

export function documentList(references: ContentReferences): string {
  return `SELECT DISTINCT tenant_id, encode(sha256, 'hex'), segment, position FROM (${references.join(' UNION ALL ')}) AS needed
    ORDER BY tenant_id, segment, position`;
}

/** A line each; backups of earlier versions know no places. */
export async function* readDocumentList(path: string): AsyncGenerator<NeededContent> {
  const source = createReadStream(path);
  const lines = source.pipe(createGunzip());
  source.once('error', (error) => lines.destroy(error));
  for await (const line of createInterface({ input: lines })) {
    const [tenant = '', sha256 = '', segment = NULL, position = NULL] = line.split('\t');
    yield segment === NULL ? { tenant, sha256 } : { tenant, sha256, place: { segment, position: Number(position) } };
  }
}
