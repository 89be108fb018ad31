import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../data-table.js';
import { Moment } from '../moment.js';
import { perMinute, type SeriesLines } from './series-lines.js';
import { seriesTexts } from './texts.js';

/** The same numbers as the chart, newest first. */
export function SeriesTable({ series }: { readonly series: SeriesLines }) {
  const text = useTexts(seriesTexts);
  const { rate } = useFormats();
  const { at, stepSeconds, lines } = series;
  const columns: readonly Column<number>[] = [
    {
      id: 'time',
      title: text.time,
      rowHeader: true,
      cell: (index) => <Moment iso={new Date(at[index]! * 1_000).toISOString()} />,
    },
    ...lines.map(({ name, title, counts }): Column<number> => ({
      id: name,
      title,
      kind: 'number',
      cell: (index) => rate(perMinute(counts[index]!, stepSeconds)),
    })),
  ];
  const rows = at.map((_, index) => index).toReversed();
  return (
    <div className="table-tall">
      <DataTable caption={text.table} columns={columns} rows={rows} rowKey={String} />
    </div>
  );
}
