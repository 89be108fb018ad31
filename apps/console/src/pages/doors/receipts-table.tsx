import type { DoorName, WholeDoor } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import type { Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { TableSection } from './table-section.js';
import { doorsTexts } from './texts.js';

type Receipt = NonNullable<WholeDoor['receipts']>[number];

interface ReceiptsTableProps {
  readonly rows: readonly Receipt[];
  readonly door: Exclude<DoorName, 'xta'>;
}

/** Receipts that go back by themselves. A webhook is tried on the page of its procedure. */
export function ReceiptsTable({ rows, door }: ReceiptsTableProps) {
  const text = useTexts(doorsTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const columns: readonly Column<Receipt>[] = [
    {
      id: 'procedure',
      title: word.procedure,
      rowHeader: true,
      cell: ({ procedure }) => <Link to={`/procedures/${encodeURIComponent(procedure)}?tab=webhook`}>{procedure}</Link>,
    },
    {
      id: 'to',
      title: text.to,
      kind: 'grow',
      cell: ({ to, restUntil, failures }) => (
        <>
          <span className="break">{to}</span>{' '}
          {(restUntil !== undefined || failures > 0) && <Badge tone="warning">{text.rests}</Badge>}
        </>
      ),
    },
    { id: 'pending', title: text.pending, kind: 'number', cell: ({ pending }) => number(pending) },
    { id: 'stopped', title: text.stopped, kind: 'number', cell: ({ stopped }) => number(stopped) },
  ];
  return (
    <TableSection
      id="receipts"
      title={text.receipts}
      caption={text.receiptsCaptions[door]}
      columns={columns}
      rows={rows}
      rowKey={({ procedure }) => procedure}
      empty={<Empty title={text.noReceipts}>{text.noReceiptsHelp[door]}</Empty>}
    />
  );
}
