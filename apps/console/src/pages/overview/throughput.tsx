import { lazy, Suspense, useState } from 'react';
import type { Series } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { SelectField } from '../../parts/fields.js';
import { Loaded } from '../../parts/loaded.js';
import { ProcedureField } from '../../parts/procedure-field.js';
import { words } from '../../parts/texts.js';
import { useQuery, useSetQuery, withQuery } from '../../routing/location.js';
import { SeriesTable } from './series-table.js';
import { overviewTexts } from './texts.js';

/** The library that draws is loaded only where something is drawn. */
const SeriesChart = lazy(async () => ({ default: (await import('./series-chart.js')).SeriesChart }));

const SPANS = ['1h', '6h', '24h', '7d', '30d'] as const;
const LOOK_MS = 30_000;

/** What came in and what became of it over time, as a chart or as a table. */
export function Throughput() {
  const text = useTexts(overviewTexts);
  const { duration } = useFormats();
  const query = useQuery();
  const setQuery = useSetQuery();
  const [asTable, setAsTable] = useState(false);
  const span = SPANS.find((each) => each === query.get('span')) ?? '1h';
  const procedure = query.get('procedure') ?? '';
  const found = useResource<Series>(withQuery('/v1/overview/series', { span, procedure }), { everyMs: LOOK_MS });
  return (
    <section aria-labelledby="throughput">
      <h2 id="throughput">{text.chart}</h2>
      <div className="filters">
        <SelectField
          label={text.span}
          value={span}
          options={SPANS.map((value) => ({ value, title: text.spans[value] }))}
          onChange={(value) => setQuery({ span: value === '1h' ? undefined : value }, { replace: true })}
        />
        <ProcedureField value={procedure} onChange={(value) => setQuery({ procedure: value }, { replace: true })} />
        <div className="filter-actions">
          <Button onPress={() => setAsTable(!asTable)}>{asTable ? text.asChart : text.asTable}</Button>
        </div>
      </div>
      <Loaded resource={found}>
        {(series) => (
          <>
            <p className="faint">{text.chartLead(duration(series.stepSeconds * 1_000))}</p>
            {asTable ? <SeriesTable series={series} /> : <Chart series={series} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Chart({ series }: { readonly series: Series }) {
  const text = useTexts(overviewTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const sum = (values: readonly number[]): string => number(values.reduce((total, value) => total + value, 0));
  const { accepted, filed, rejected, parked } = series;
  return (
    <figure className="chart" aria-label={text.chartText(sum(accepted), sum(filed), sum(rejected), sum(parked))}>
      <Suspense fallback={<p className="loading">{word.loading}</p>}>
        <SeriesChart series={series} />
      </Suspense>
      <figcaption>{text.chartText(sum(accepted), sum(filed), sum(rejected), sum(parked))}</figcaption>
    </figure>
  );
}
