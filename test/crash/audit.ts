/** Afterwards, beyond what the interface shows: the hub's database, and the content store on its disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Audit } from '@fachwerk/cli/chaos/audit';
import type { Sent } from '@fachwerk/cli/chaos/load';
import { inTurns } from '@fachwerk/cli/hub/witness';
import { query } from '../harness/databases.js';
import type { Stage } from './stage.js';

/** @param seen what the interface shows */
export async function deepAudit(stage: Stage, sent: readonly Sent[], seen: Audit): Promise<Audit> {
  const filed = await filedTwice(stage.database.directUrl);
  return {
    ...seen,
    verdicts: seen.verdicts.map((one) => ({
      ...one,
      doubled: one.doubled || filed.has(`${one.sent.procedure} ${one.sent.key}`),
    })),
    problems: [
      ...seen.problems,
      ...(await archiveProblems(stage.database.directUrl, sent)),
      ...(await contentProblems(stage)),
    ],
  };
}

/** Keys under which more than one submission was filed, or one more than once. */
async function filedTwice(url: string): Promise<ReadonlySet<string>> {
  const rows = await query<{ name: string }>(
    url,
    `SELECT procedure.name || ' ' || key AS name FROM submission JOIN procedure ON procedure.id = procedure_id
     WHERE state = 'filed' GROUP BY 1 HAVING count(*) > 1
     UNION
     SELECT procedure.name || ' ' || key FROM attempt JOIN submission ON submission.id = submission_id
     JOIN procedure ON procedure.id = procedure_id
     WHERE outcome = 'filed' GROUP BY 1 HAVING count(*) > 1`,
  );
  return new Set(rows.map(({ name }) => name));
}

async function archiveProblems(url: string, sent: readonly Sent[]): Promise<readonly string[]> {
  const [counts] = await query<Record<string, string>>(
    url,
    `SELECT (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM document_version) AS versions,
       (SELECT count(*) FROM case_file) AS files,
       (SELECT count(DISTINCT (file_plan_entry_id, reference)) FROM case_file) AS "references",
       (SELECT sum(last_number) FROM reference_counter) AS numbers,
       (SELECT count(*) FROM history WHERE action = 'created') AS created,
       (SELECT count(*) FROM (SELECT record_id FROM history WHERE action = 'created' GROUP BY 1 HAVING count(*) > 1) AS twice) AS twice,
       (SELECT count(*) FROM case_file) + (SELECT count(*) FROM file_case) + (SELECT count(*) FROM document) AS records`,
  );
  const contents = sent.filter(({ ids }) => ids.length > 0).reduce((sum, one) => sum + (one.contents?.length ?? 0), 0);
  const { documents, versions, files, references, numbers, created, twice, records } = counts!;
  return [
    [documents, String(contents), 'documents are filed, contents were sent'],
    [versions, documents, 'versions, documents'],
    [references, files, 'file references, case files'],
    [numbers, files, 'numbers were given, case files'],
    [created, records, 'records have a first entry in their history, records'],
    [twice, '0', 'records were created twice, should be'],
  ].flatMap(([found, should, what]) => (found === should ? [] : [`${found} ${what}: ${should}`]));
}

/** Every content that a document has is on the disk, in a file of its own or in a segment, and is what its hash says. */
async function contentProblems({ database, disk }: Stage): Promise<readonly string[]> {
  const rows = await query<Stored>(
    database.directUrl,
    `SELECT DISTINCT tenant_id AS tenant, encode(sha256, 'hex') AS sha256, size_bytes::int AS size, segment,
       segment_position::int AS position FROM document_version`,
  );
  const problems = await inTurns(rows, async ({ tenant, sha256, size, segment, position }) => {
    const hash = createHash('sha256');
    const start = (position ?? 0) + SEGMENT_HEADER_BYTES;
    const bytes =
      segment === null
        ? createReadStream(join(disk.folder, tenant, sha256.slice(0, 2), sha256))
        : createReadStream(join(disk.folder, tenant, 'segments', segment), { start, end: start + size - 1 });
    try {
      await pipeline(bytes, hash);
    } catch (error) {
      return `content ${sha256}: ${String(error)}`;
    }
    return hash.digest('hex') === sha256 ? undefined : `content ${sha256} is something else`;
  });
  return problems.filter((problem) => problem !== undefined);
}

interface Stored {
  readonly tenant: string;
  readonly sha256: string;
  readonly size: number;
  readonly segment: string | null;
  readonly position: number | null;
}

const SEGMENT_HEADER_BYTES = 40;
