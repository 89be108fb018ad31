import { useId, type ReactNode } from 'react';
import { useTexts } from '../language/language.js';
import { words } from './texts.js';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** `number` is set to the right, `grow` takes the room that is left, `tight` breaks no line. */
  readonly kind?: 'number' | 'grow' | 'tight';
  /** What names the row: read out before each of its cells. */
  readonly rowHeader?: boolean;
  /** Left out where the page is narrow; what it says must be found on another page. */
  readonly wideOnly?: boolean;
}

export interface Selecting<Row> {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  readonly nameOf: (row: Row) => string;
}

interface DataTableProps<Row> {
  readonly caption: string;
  /** Shown above the table; otherwise it is for screen readers, because a heading says it already. */
  readonly captionShown?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selecting?: Selecting<Row>;
  readonly foot?: ReactNode;
}

/** A real table. Where it is wider than the page, it scrolls within itself and can be scrolled by keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionShown = false, columns, rows, rowKey, selecting, foot } = props;
  const text = useTexts(words);
  return (
    <div className="table-frame" role="region" aria-label={text.scrollTable(caption)} tabIndex={0}>
      <table className="table">
        <caption className={captionShown ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {selecting !== undefined && <SelectAll rows={rows} rowKey={rowKey} selecting={selecting} />}
            {columns.map(({ id, title, ...column }) => (
              <th key={id} scope="col" className={classOf(column)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={selecting?.selected.has(rowKey(row)) === true ? 'selected' : undefined}>
              {selecting !== undefined && <SelectOne row={row} rowKey={rowKey} selecting={selecting} />}
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} />
              ))}
            </tr>
          ))}
        </tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const content = column.cell(row);
  if (column.rowHeader === true) {
    return (
      <th scope="row" className={classOf(column)}>
        {content}
      </th>
    );
  }
  return <td className={classOf(column)}>{content}</td>;
}

interface SelectProps<Row> {
  readonly rowKey: (row: Row) => string;
  readonly selecting: Selecting<Row>;
}

function SelectAll<Row>({ rows, rowKey, selecting }: SelectProps<Row> & { readonly rows: readonly Row[] }) {
  const text = useTexts(words);
  const keys = rows.map(rowKey);
  const count = keys.filter((key) => selecting.selected.has(key)).length;
  const all = count > 0 && count === keys.length;
  const change = (): void => {
    const next = new Set(selecting.selected);
    for (const key of keys) {
      if (all) next.delete(key);
      else next.add(key);
    }
    selecting.onChange(next);
  };
  return (
    <th scope="col" className="cell-select">
      <input
        type="checkbox"
        aria-label={text.selectAll}
        checked={all}
        ref={(box) => {
          if (box !== null) box.indeterminate = count > 0 && !all;
        }}
        onChange={change}
      />
    </th>
  );
}

function SelectOne<Row>({ row, rowKey, selecting }: SelectProps<Row> & { readonly row: Row }) {
  const text = useTexts(words);
  const id = useId();
  const key = rowKey(row);
  const change = (): void => {
    const next = new Set(selecting.selected);
    if (!next.delete(key)) next.add(key);
    selecting.onChange(next);
  };
  return (
    <td className="cell-select">
      <input
        id={id}
        type="checkbox"
        aria-label={text.select(selecting.nameOf(row))}
        checked={selecting.selected.has(key)}
        onChange={change}
      />
    </td>
  );
}

function classOf({ kind, wideOnly }: Pick<Column<never>, 'kind' | 'wideOnly'>): string | undefined {
  const classes = [kind === undefined ? '' : `cell-${kind}`, wideOnly === true ? 'wide-only' : ''].filter(Boolean);
  return classes.length === 0 ? undefined : classes.join(' ');
}
