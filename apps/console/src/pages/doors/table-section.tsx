import type { ReactNode } from 'react';
import type { WholeDoor } from '../../api/contract.js';
import { useLanguage } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';

interface TableSectionProps<Row> {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Instead of a table without rows. */
  readonly empty: ReactNode;
}

/** One heading of a door, with its table. */
export function TableSection<Row>({ id, title, empty, ...table }: TableSectionProps<Row>) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {table.rows.length === 0 ? empty : <DataTable {...table} />}
    </section>
  );
}

/** The cell of a refusal. */
export function ErrorWithCode({ code, sentence }: Pick<WholeDoor['errors'][number], 'code' | 'sentence'>) {
  const language = useLanguage();
  return (
    <>
      {sentence[language]}
      <span className="cell-second mono break">{code}</span>
    </>
  );
}
