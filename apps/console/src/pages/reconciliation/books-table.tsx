import type { Books } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { withQuery } from '../../routing/location.js';
import { dayBounds } from './day-bounds.js';
import { reconciliationTexts } from './texts.js';

type Count = 'received' | 'duplicates' | 'accepted' | 'filed' | 'rejected' | 'parked' | 'inFlight';
const COUNTS: readonly Count[] = ['received', 'duplicates', 'accepted', 'filed', 'rejected', 'parked', 'inFlight'];

interface BooksTableProps {
  readonly books: readonly Books[];
  readonly day: string;
  readonly timeZone: string;
}

export function BooksTable({ books, day, timeZone }: BooksTableProps) {
  const text = useTexts(reconciliationTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const bounds = dayBounds(day, timeZone);
  const columns: readonly Column<Books>[] = [
    {
      id: 'procedure',
      title: word.procedure,
      rowHeader: true,
      cell: ({ procedure }) => (
        <Link to={withQuery('/messages', { procedure, ...bounds })} title={text.showMessages(procedure)}>
          {procedure}
        </Link>
      ),
    },
    ...COUNTS.map((id): Column<Books> => ({ id, title: text[id], kind: 'number', cell: (each) => number(each[id]) })),
    { id: 'missing', title: text.missing, kind: 'number', cell: ({ missing }) => number(missing.count) },
    { id: 'balance', title: text.balance, kind: 'tight', cell: (each) => <Balance books={each} /> },
  ];
  return (
    <DataTable
      caption={text.caption}
      columns={columns}
      rows={books}
      rowKey={({ procedure }) => procedure}
      foot={books.length > 1 && <Sum books={books} />}
    />
  );
}

function Balance({ books: { balanced, missing, undecided } }: { readonly books: Books }) {
  const text = useTexts(reconciliationTexts);
  if (!balanced) return <Badge tone="bad">{text.unbalanced}</Badge>;
  if (missing.count > 0) return <Badge tone="bad">{text.kinds.missing}</Badge>;
  if (undecided.count > 0) return <Badge tone="warning">{text.kinds.undecided}</Badge>;
  return <Badge tone="good">{text.balanced}</Badge>;
}

function Sum({ books }: { readonly books: readonly Books[] }) {
  const text = useTexts(reconciliationTexts);
  const { number } = useFormats();
  const sum = (of: (each: Books) => number): string => number(books.reduce((total, each) => total + of(each), 0));
  return (
    <tr>
      <th scope="row">{text.sum}</th>
      {COUNTS.map((id) => (
        <td key={id} className="cell-number">
          {sum((each) => each[id])}
        </td>
      ))}
      <td className="cell-number">{sum(({ missing }) => missing.count)}</td>
      <td>–</td>
    </tr>
  );
}
