import { useCallback } from 'react';
import type { Series } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { sumOf, type SeriesLines } from '../../parts/series/series-lines.js';
import { Throughput as Shown } from '../../parts/series/throughput.js';
import { overviewTexts } from './texts.js';

const SERIES = ['accepted', 'filed', 'rejected', 'parked'] as const;

/** What came in and what became of it over time. */
export function Throughput() {
  const text = useTexts(overviewTexts);
  const { number } = useFormats();
  const linesOf = useCallback(
    ({ at, stepSeconds, ...counts }: Series): SeriesLines => ({
      at,
      stepSeconds,
      lines: SERIES.map((name) => ({ name, title: text[name], colour: name, counts: counts[name] })),
    }),
    [text],
  );
  const sentenceOf = ({ accepted, filed, rejected, parked }: Series): string => {
    const [first, second, third, last] = [accepted, filed, rejected, parked].map((counts) => number(sumOf(counts)));
    return text.chartText(first!, second!, third!, last!);
  };
  return <Shown path="/v1/overview/series" linesOf={linesOf} sentenceOf={sentenceOf} />;
}
