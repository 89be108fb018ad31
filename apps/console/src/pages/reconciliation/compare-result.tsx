import type { ListComparison } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { download } from '../../parts/download.js';
import { Notice } from '../../parts/notice.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { withQuery } from '../../routing/location.js';
import { csvOf } from './csv.js';
import { reconciliationTexts } from './texts.js';

interface Row {
  readonly id: string;
  readonly key: string;
  readonly where: 'missing' | 'elsewhere' | 'extra';
}

const SHOWN_MAX = 50;

export function Outcome({ comparison: { missing } }: { readonly comparison: ListComparison }) {
  const text = useTexts(reconciliationTexts);
  const { number } = useFormats();
  const isLacking = missing.count > 0;
  return (
    <>
      <h3>{text.result}</h3>
      <Notice tone={isLacking ? 'bad' : 'good'} title={isLacking ? text.lacking(number(missing.count)) : text.allThere}>
        {isLacking && <p>{text.lackingTodo}</p>}
      </Notice>
    </>
  );
}

/** What follows the outcome. */
export function CompareResult({ comparison }: { readonly comparison: ListComparison }) {
  const text = useTexts(reconciliationTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const { missing, elsewhere, extra } = comparison;
  const rows = rowsOf(comparison);
  const all = missing.count + elsewhere.count + extra.count;
  const columns: readonly Column<Row>[] = [
    {
      id: 'key',
      title: word.key,
      rowHeader: true,
      kind: 'grow',
      cell: ({ key, where }) =>
        where === 'missing' ? (
          <span className="mono">{key}</span>
        ) : (
          <Link className="mono" to={withQuery('/messages', { q: key })}>
            {key}
          </Link>
        ),
    },
    { id: 'where', title: text.where, kind: 'tight', cell: ({ where }) => text.wheres[where] },
  ];
  const save = (): void => download('abgleich.csv', csvOf(rows.map(({ key, where }) => [key, text.wheres[where]])));
  return (
    <>
      <Counts comparison={comparison} />
      {rows.length > 0 && (
        <>
          <DataTable
            caption={text.resultCaption}
            columns={columns}
            rows={rows.slice(0, SHOWN_MAX)}
            rowKey={({ id }) => id}
          />
          {rows.length > SHOWN_MAX && <p>{text.more(number(rows.length - SHOWN_MAX))}</p>}
          {all > rows.length && <p>{text.notNamed(number(all - rows.length))}</p>}
          <p className="after-table">
            <Button onPress={save}>{text.download}</Button>
          </p>
        </>
      )}
    </>
  );
}

function Counts({ comparison }: { readonly comparison: ListComparison }) {
  const text = useTexts(reconciliationTexts);
  const { number } = useFormats();
  const { here, elsewhere, extra, repeated, withoutKey } = comparison;
  const { filed, rejected, parked, inFlight } = here;
  return (
    <ul>
      <li>{text.same(number(filed + rejected + parked + inFlight))}</li>
      <li>{text.byState(number(filed), number(rejected), number(parked), number(inFlight))}</li>
      {elsewhere.count > 0 && <li>{text.elsewhere(number(elsewhere.count))}</li>}
      {extra.count > 0 && <li>{text.extra(number(extra.count))}</li>}
      {repeated > 0 && <li>{text.twice(number(repeated))}</li>}
      {withoutKey > 0 && <li>{text.withoutKey(number(withoutKey))}</li>}
    </ul>
  );
}

function rowsOf({ missing, elsewhere, extra }: ListComparison): readonly Row[] {
  const rows = [
    ...missing.keys.map((key) => ({ key, where: 'missing' as const })),
    ...elsewhere.keys.map(({ key }) => ({ key, where: 'elsewhere' as const })),
    ...extra.keys.map(({ key }) => ({ key, where: 'extra' as const })),
  ];
  return rows.map((row, index) => ({ ...row, id: String(index) }));
}
