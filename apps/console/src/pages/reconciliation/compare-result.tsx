import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { download } from '../../parts/download.js';
import { Notice } from '../../parts/notice.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { withQuery } from '../../routing/location.js';
import { csvOf, type Comparison } from './keys.js';
import { reconciliationTexts } from './texts.js';

export interface Differences extends Comparison {
  /** Accepted on another day. */
  readonly elsewhere: readonly string[];
}

interface Row {
  readonly key: string;
  readonly where: 'lacking' | 'elsewhere' | 'extra';
}

const SHOWN_MAX = 50;

export function CompareResult({ differences }: { readonly differences: Differences }) {
  const text = useTexts(reconciliationTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const { same, lacking, elsewhere, extra, twice } = differences;
  const rows = rowsOf(differences);
  const columns: readonly Column<Row>[] = [
    {
      id: 'key',
      title: word.key,
      rowHeader: true,
      kind: 'grow',
      cell: ({ key, where }) =>
        where === 'lacking' ? (
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
    <div aria-labelledby="compare-result">
      <h3 id="compare-result">{text.result}</h3>
      <Notice
        tone={lacking.length > 0 ? 'bad' : 'good'}
        title={lacking.length > 0 ? text.lacking(number(lacking.length)) : text.allThere}
      >
        {lacking.length > 0 && <p>{text.lackingTodo}</p>}
      </Notice>
      <ul>
        <li>{text.same(number(same))}</li>
        {elsewhere.length > 0 && <li>{text.elsewhere(number(elsewhere.length))}</li>}
        {extra.length > 0 && <li>{text.extra(number(extra.length))}</li>}
        {twice.length > 0 && <li>{text.twice(number(twice.length))}</li>}
      </ul>
      {rows.length > 0 && (
        <>
          <DataTable
            caption={text.resultCaption}
            columns={columns}
            rows={rows.slice(0, SHOWN_MAX)}
            rowKey={({ key, where }) => `${where} ${key}`}
          />
          {rows.length > SHOWN_MAX && <p>{text.more(number(rows.length - SHOWN_MAX))}</p>}
          <p className="after-table">
            <Button onPress={save}>{text.download}</Button>
          </p>
        </>
      )}
    </div>
  );
}

function rowsOf({ lacking, elsewhere, extra }: Differences): readonly Row[] {
  return [
    ...lacking.map((key) => ({ key, where: 'lacking' as const })),
    ...elsewhere.map((key) => ({ key, where: 'elsewhere' as const })),
    ...extra.map((key) => ({ key, where: 'extra' as const })),
  ];
}
