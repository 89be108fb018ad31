import type { Message, Receipt } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { CopyButton } from '../../parts/copy-button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Facts } from '../../parts/facts.js';
import { Moment } from '../../parts/moment.js';
import { CaseFileClosing } from '../case-files/case-file-closing.js';
import { messageTexts } from './texts.js';

type Document = Receipt['documents'][number];

/** Where a message went, and whether its sender knows. */
export function FiledDetails({ message, receipt }: { readonly message: Message; readonly receipt: Receipt }) {
  const text = useTexts(messageTexts);
  const language = useLanguage();
  const { number, bytes } = useFormats();
  const { confirmation, receiptJws } = message;
  const columns: readonly Column<Document>[] = [
    {
      id: 'document',
      title: text.document,
      rowHeader: true,
      kind: 'grow',
      cell: ({ fileName, content }) => <a href={content}>{fileName}</a>,
    },
    { id: 'version', title: text.version, kind: 'number', cell: ({ version }) => number(version) },
    { id: 'size', title: text.size, kind: 'number', cell: ({ sizeBytes }) => bytes(sizeBytes) },
    {
      id: 'sha256',
      title: 'SHA-256',
      kind: 'tight',
      wideOnly: true,
      cell: ({ sha256 }) => (
        <span className="mono" title={sha256}>
          {sha256.slice(0, 16)}…
        </span>
      ),
    },
  ];
  return (
    <section aria-labelledby="filed">
      <h2 id="filed">{text.filed}</h2>
      <Facts
        facts={[
          { name: text.fileReference, value: receipt.fileReference || '–' },
          { name: text.filed, value: <Moment iso={receipt.filedAt} whole /> },
          confirmation !== undefined && {
            name: text.receipt,
            value: `${text.receiptStates[confirmation.state]}${confirmation.lastError === null ? '' : ` (${confirmation.lastError.sentence[language]})`}`,
          },
          receiptJws !== undefined && { name: text.jws, value: <CopyButton text={receiptJws} what={text.jws} /> },
        ]}
      />
      <DataTable
        caption={text.documents}
        columns={columns}
        rows={receipt.documents}
        rowKey={({ id, version }) => `${id} ${version}`}
      />
      <div className="after-table">
        {receipt.caseFiles.map(({ id, reference }) => (
          <CaseFileClosing key={id} id={id} reference={reference} />
        ))}
      </div>
    </section>
  );
}
