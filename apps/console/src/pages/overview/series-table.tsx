import type { Series } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Moment } from '../../parts/moment.js';
import { perMinute, SERIES } from './series-values.js';
import { overviewTexts } from './texts.js';

/** The same numbers as the chart, newest first. */
export function SeriesTable({ series }: { readonly series: Series }) {
  const text = useTexts(overviewTexts);
  const { rate } = useFormats();
  const columns: readonly Column<number>[] = [
    {
      id: 'time',
      title: text.time,
      rowHeader: true,
      cell: (index) => <Moment iso={new Date(series.at[index]! * 1_000).toISOString()} />,
    },
    ...SERIES.map((name): Column<number> => ({
      id: name,
      title: text[name],
      kind: 'number',
      cell: (index) => rate(perMinute(series[name][index]!, series.stepSeconds)),
    })),
  ];
  const rows = series.at.map((_, index) => index).toReversed();
  return (
    <div className="table-tall">
      <DataTable caption={text.chartTable} columns={columns} rows={rows} rowKey={String} />
    </div>
  );
}
