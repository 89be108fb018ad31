import { lazy, Suspense, useMemo, useState } from 'react';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { useQuery, useSetQuery, withQuery } from '../../routing/location.js';
import { Button } from '../button.js';
import { SelectField } from '../fields.js';
import { Loaded } from '../loaded.js';
import { ProcedureField } from '../procedure-field.js';
import { words } from '../texts.js';
import type { SeriesLines } from './series-lines.js';
import { SeriesTable } from './series-table.js';
import { seriesTexts } from './texts.js';

/** The library that draws is loaded only where something is drawn. */
const SeriesChart = lazy(async () => ({ default: (await import('./series-chart.js')).SeriesChart }));

const SPANS = ['1h', '6h', '24h', '7d', '30d'] as const;
const LOOK_MS = 30_000;

interface ThroughputProps<Asked> {
  /** Asked for with a span and a procedure. */
  readonly path: string;
  /** The same function as long as titles are the same. */
  readonly linesOf: (asked: Asked) => SeriesLines;
  /** What the chart shows, in a sentence: for whoever does not see it. */
  readonly sentenceOf: (asked: Asked) => string;
}

/** What came in over time, as a chart or as a table. Span and procedure are in the URL. */
export function Throughput<Asked>({ path, linesOf, sentenceOf }: ThroughputProps<Asked>) {
  const text = useTexts(seriesTexts);
  const query = useQuery();
  const setQuery = useSetQuery();
  const [asTable, setAsTable] = useState(false);
  const span = SPANS.find((each) => each === query.get('span')) ?? '1h';
  const procedure = query.get('procedure') ?? '';
  const found = useResource<Asked>(withQuery(path, { span, procedure }), { everyMs: LOOK_MS });
  return (
    <section aria-labelledby="throughput">
      <h2 id="throughput">{text.title}</h2>
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
        {(asked) => <Shown asked={asked} linesOf={linesOf} sentence={sentenceOf(asked)} asTable={asTable} />}
      </Loaded>
    </section>
  );
}

interface ShownProps<Asked> {
  readonly asked: Asked;
  readonly linesOf: (asked: Asked) => SeriesLines;
  readonly sentence: string;
  readonly asTable: boolean;
}

function Shown<Asked>({ asked, linesOf, sentence, asTable }: ShownProps<Asked>) {
  const text = useTexts(seriesTexts);
  const { duration } = useFormats();
  // Drawn anew for other numbers or titles alone: the page may be told something every second.
  const series = useMemo(() => linesOf(asked), [asked, linesOf]);
  return (
    <>
      <p className="faint">{text.lead(duration(series.stepSeconds * 1_000))}</p>
      {asTable ? <SeriesTable series={series} /> : <Chart series={series} sentence={sentence} />}
    </>
  );
}

function Chart({ series, sentence }: { readonly series: SeriesLines; readonly sentence: string }) {
  const word = useTexts(words);
  return (
    <figure className="chart" aria-label={sentence}>
      <Suspense fallback={<p className="loading">{word.loading}</p>}>
        <SeriesChart series={series} />
      </Suspense>
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}
