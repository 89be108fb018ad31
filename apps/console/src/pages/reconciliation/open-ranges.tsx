import type { Books, StampRange } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Moment } from '../../parts/moment.js';
import { words } from '../../parts/texts.js';
import { reconciliationTexts } from './texts.js';

const KINDS = ['missing', 'undecided', 'unseen'] as const;
/** Nobody reads more, and a browser takes seconds for thousands. */
const ROWS_MAX = 200;

interface Row extends StampRange {
  readonly procedure: string;
  readonly kind: (typeof KINDS)[number];
}

/** What has no outcome yet, by number and time: never the depth of a queue. */
export function OpenRanges({ books }: { readonly books: readonly Books[] }) {
  const text = useTexts(reconciliationTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  // What is worse comes first.
  const rows = books.flatMap(rowsOf).toSorted((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind));
  const columns: readonly Column<Row>[] = [
    { id: 'procedure', title: word.procedure, rowHeader: true, cell: ({ procedure }) => procedure },
    { id: 'what', title: text.what, kind: 'tight', cell: ({ kind }) => text.kinds[kind] },
    { id: 'gateway', title: text.gateway, cell: ({ gateway }) => gateway },
    {
      id: 'numbers',
      title: text.numbers,
      kind: 'tight',
      cell: ({ firstSeq, lastSeq }) =>
        firstSeq === lastSeq ? number(firstSeq) : `${number(firstSeq)}–${number(lastSeq)}`,
    },
    { id: 'count', title: text.count, kind: 'number', cell: ({ count }) => number(count) },
    { id: 'time', title: text.time, kind: 'tight', cell: ({ lastAt }) => <Moment iso={lastAt} /> },
    {
      id: 'todo',
      title: text.todo,
      kind: 'grow',
      cell: ({ kind, releasable }) => text.todos[kind === 'missing' && releasable === true ? 'releasable' : kind],
    },
  ];
  return (
    <section aria-labelledby="open-ranges">
      <h2 id="open-ranges">{text.ranges}</h2>
      {rows.length === 0 ? (
        <p>{text.noRanges}</p>
      ) : (
        <DataTable caption={text.rangesCaption} columns={columns} rows={rows.slice(0, ROWS_MAX)} rowKey={keyOf} />
      )}
      {rows.length > ROWS_MAX && <p>{text.moreRanges(number(rows.length - ROWS_MAX))}</p>}
    </section>
  );
}

function rowsOf(books: Books): readonly Row[] {
  return KINDS.flatMap((kind) =>
    // What is missing is among the unseen as well; it is shown once, as what is worse.
    books[kind].ranges
      .filter((range) => kind !== 'unseen' || !books.missing.ranges.some((other) => same(range, other)))
      .map((range) => ({ ...range, procedure: books.procedure, kind })),
  );
}

function same(one: StampRange, other: StampRange): boolean {
  return one.epoch === other.epoch && one.firstSeq === other.firstSeq && one.lastSeq === other.lastSeq;
}

function keyOf({ kind, procedure, epoch, firstSeq }: Row): string {
  return `${kind} ${procedure} ${epoch} ${firstSeq}`;
}
