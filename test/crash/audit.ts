/** Afterwards: what the senders were told against what the hub has, in its answers, its database and on its disk. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { query } from '../harness/databases.js';
import { Procedure, type Answer } from '../harness/procedure.js';
import { until } from '../harness/wait.js';
import type { Load, Sent } from './load.js';
import type { Stage } from './stage.js';

const SETTLED_MS_MAX = 240_000;
const AT_ONCE = 16;

export interface Verdict {
  readonly sent: Sent;
  readonly lost: boolean;
  readonly doubled: boolean;
  /** What is not as it should be, for people. */
  readonly problems: readonly string[];
  readonly filedAt: number | undefined;
}

export interface Audit {
  readonly verdicts: readonly Verdict[];
  /** What concerns no single message. */
  readonly problems: readonly string[];
}

export async function audit(stage: Stage, load: Load, keys: Readonly<Record<string, string>>): Promise<Audit> {
  const { baseUrl } = stage.operator.process;
  const procedures = new Map(
    Object.entries(keys).map(([name, key]) => [name, new Procedure(baseUrl, name, `Bearer ${key}`)]),
  );
  const problems = load.refused.map((refused) => `refused: ${refused}`);
  const settled = [...procedures.values()].map((procedure) => booksProblems(procedure, load));
  problems.push(...(await Promise.all(settled)).flat());
  const filed = await filedTwice(stage.database.directUrl);
  const verdicts = await inTurns(load.sent, (sent) => verdictOn(sent, procedures.get(sent.procedure)!, filed));
  problems.push(...(await archiveProblems(stage.database.directUrl, load)));
  problems.push(...(await contentProblems(stage)));
  return { verdicts, problems };
}

/** Waits until nothing is in flight any more. */
async function booksProblems(procedure: Procedure, load: Load): Promise<readonly string[]> {
  const own = load.sent.filter((sent) => sent.procedure === procedure.name && sent.ids.length > 0);
  const all = (books: Answer['body']): boolean =>
    books.accepted >= own.length && books.inFlight === 0 && books.unseen.count === 0;
  let last: Answer['body'];
  const wait = until(
    'nothing is in flight',
    async () => {
      last = await procedure.books();
      return all(last);
    },
    SETTLED_MS_MAX,
  );
  const problems = await wait.then(
    (): string[] => [],
    (error: Error) => [`${procedure.name}: ${error.message} ${JSON.stringify(last)}`],
  );
  if (last === undefined) return problems;
  const { balanced, missing, filed, rejected, parked } = last;
  const expected = (as: Sent['expected']): number => own.filter((sent) => sent.expected === as).length;
  if (!balanced) problems.push(`${procedure.name}: the books do not balance`);
  if (missing.count > 0) problems.push(`${procedure.name}: ${missing.count} are named missing`);
  for (const [as, count] of Object.entries({ filed, rejected, parked })) {
    const should = expected(as as Sent['expected']);
    if (count !== should) problems.push(`${procedure.name}: the books say ${count} ${as}, the senders ${should}`);
  }
  return problems;
}

async function verdictOn(sent: Sent, procedure: Procedure, filedTwice: ReadonlySet<string>): Promise<Verdict> {
  const answers = await Promise.all(sent.ids.map((id) => procedure.get(`/v1/messages/${id}`)));
  const problems: string[] = [];
  let lost = false;
  for (const [position, { status, body }] of answers.entries()) {
    if (status !== 200 || body.state === 'accepted') lost = true;
    if (body.state !== sent.expected) {
      const why = JSON.stringify(body.error ?? body.waiting ?? status);
      problems.push(`${sent.key}: ${sent.ids[position]} is ${body.state} instead of ${sent.expected}: ${why}`);
    }
  }
  const receipts = new Set(answers.map(({ body }) => body.receiptJws as string | undefined));
  if (receipts.size > 1) problems.push(`${sent.key}: its messages have ${receipts.size} receipts`);
  const receipt = answers[0]?.body.receipt;
  if (sent.expected === 'filed' && receipt !== undefined) {
    const filed = receipt.documents.map(({ sha256 }: { sha256: string }) => sha256).toSorted();
    if (String(filed) !== String(sent.contents.toSorted())) problems.push(`${sent.key}: other content was filed`);
  }
  const doubled = filedTwice.has(`${sent.procedure} ${sent.key}`);
  return { sent, lost, doubled, problems, filedAt: receipt === undefined ? undefined : Date.parse(receipt.filedAt) };
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

async function archiveProblems(url: string, load: Load): Promise<readonly string[]> {
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
  const contents = load.sent.filter(({ ids }) => ids.length > 0).reduce((sum, sent) => sum + sent.contents.length, 0);
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

/** Every content that a document has is on the disk, and is what its name says. */
async function contentProblems({ database, disk }: Stage): Promise<readonly string[]> {
  const rows = await query<{ tenant: string; sha256: string }>(
    database.directUrl,
    `SELECT DISTINCT tenant_id AS tenant, encode(sha256, 'hex') AS sha256 FROM document_version`,
  );
  const problems = await inTurns(rows, async ({ tenant, sha256 }) => {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(join(disk.folder, tenant, sha256.slice(0, 2), sha256)), hash);
    } catch (error) {
      return `content ${sha256}: ${String(error)}`;
    }
    return hash.digest('hex') === sha256 ? undefined : `content ${sha256} is something else`;
  });
  return problems.filter((problem) => problem !== undefined);
}

async function inTurns<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = Array.from({ length: list.length });
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < list.length; at = next++) results[at] = await work(list[at]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
