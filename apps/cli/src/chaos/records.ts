/** What the archive shows of all that was filed: every record once. */
import type { ReceiptAnswer } from '../hub/answers.js';
import { inTurns, type Witness } from '../hub/witness.js';

export interface Receipted {
  readonly procedure: string;
  readonly receipt: ReceiptAnswer;
}

interface CaseFileAnswer {
  readonly id: string;
  readonly reference: string;
  readonly filePlanCode: string;
  readonly documents: readonly { readonly id: string }[];
}

interface DocumentAnswer {
  readonly id: string;
  readonly history: readonly { readonly action: string; readonly messageId: string | null }[];
}

export interface ArchiveFindings {
  readonly problems: readonly string[];
  /** Ids of messages that filed something which no receipt knows. */
  readonly doubled: readonly string[];
}

/** @param own ids of all messages of this run */
export async function archiveProblems(
  witness: Witness,
  receipts: readonly Receipted[],
  own: ReadonlySet<string>,
): Promise<ArchiveFindings> {
  const problems: string[] = [];
  const doubled: string[] = [];
  const known = new Set(receipts.flatMap(({ receipt }) => receipt.documents.map(({ id }) => id)));
  const procedureOf = new Map(
    receipts.flatMap(({ procedure, receipt }) => receipt.caseFiles.map(({ id }) => [id, procedure] as const)),
  );
  const files = await inTurns([...procedureOf], async ([id, procedure]) => ({
    procedure,
    caseFile: await witness.get<CaseFileAnswer>(procedure, `/v1/case-files/${id}`),
  }));
  const references = new Map<string, string>();
  for (const { caseFile } of files) {
    const reference = `${caseFile.filePlanCode} ${caseFile.reference}`;
    if (references.has(reference)) problems.push(`two case files have the reference ${caseFile.reference}`);
    references.set(reference, caseFile.id);
  }
  const found = files.flatMap(({ procedure, caseFile }) => caseFile.documents.map(({ id }) => ({ procedure, id })));
  const there = new Set(found.map(({ id }) => id));
  for (const id of known) if (!there.has(id)) problems.push(`document ${id} of a receipt is in none of its case files`);
  await inTurns(found, async ({ procedure, id }) => {
    const { history } = await witness.get<DocumentAnswer>(procedure, `/v1/documents/${id}`);
    const created = history.filter(({ action }) => action === 'created');
    if (created.length !== 1) problems.push(`document ${id} has ${created.length} first entries in its history`);
    const messageId = created[0]?.messageId;
    if (known.has(id) || messageId == null || !own.has(messageId)) return;
    problems.push(`document ${id} was filed by message ${messageId}, and no receipt knows it`);
    doubled.push(messageId);
  });
  return { problems, doubled };
}
