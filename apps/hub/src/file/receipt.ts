import type { FiledRecords } from '../archive/filing.js';
import type { Submission } from '../ledger/ledger.js';
import type { Receipt } from '../ledger/state.js';
import type { ReadMessage } from './read-message.js';

/** What the sender is told, and can prove later, about a message that was filed. */
export function receiptOf(submission: Submission, message: ReadMessage, records: FiledRecords, filedAt: Date): Receipt {
  const key = 'commands' in message.result ? message.result.key : '';
  return {
    messageId: submission.messageId,
    key,
    fileReference: records.caseFiles[0]?.reference ?? '',
    caseFiles: records.caseFiles.map(({ id, reference }) => ({ id, reference })),
    cases: records.cases.map(({ id, caseFileId, number }) => ({ id, caseFileId, number })),
    documents: records.documents.map(
      ({ id, key: documentKey, version, sha256, sizeBytes, mime, fileName, formats }) => ({
        id,
        key: documentKey,
        version,
        sha256,
        sizeBytes,
        mime,
        fileName,
        ...(formats.length === 0 ? {} : { formats }),
      }),
    ),
    filedAt: filedAt.toISOString(),
  };
}
