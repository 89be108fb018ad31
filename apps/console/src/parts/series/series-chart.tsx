import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useDark } from '../../appearance/theme.js';
import { useFormats, type Formats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { perMinute, type SeriesLine, type SeriesLines } from './series-lines.js';
import { seriesTexts } from './texts.js';

const HEIGHT = 240;
/** Told apart by their dashes as well, for those who cannot tell the colours. */
const DASHES: Readonly<Record<SeriesLine['colour'], number[]>> = {
  accepted: [],
  filed: [6, 3],
  rejected: [2, 3],
  parked: [8, 3, 2, 3],
};

/** Drawn on a canvas; what it shows is also in the table beside it. */
export function SeriesChart({ series }: { readonly series: SeriesLines }) {
  const text = useTexts(seriesTexts);
  const formats = useFormats();
  const dark = useDark();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current!;
    const options = optionsOf(element, { lines: series.lines, time: text.time }, formats);
    const chart = new UPlot(options, dataOf(series), element);
    const watching = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    watching.observe(element);
    return () => {
      watching.disconnect();
      chart.destroy();
    };
    // Colours come from the style sheet, which is another one in the dark.
  }, [series, text, formats, dark]);
  return <div ref={place} className="chart-canvas" />;
}

function dataOf({ at, lines, stepSeconds }: SeriesLines): UPlot.AlignedData {
  return [[...at], ...lines.map(({ counts }) => counts.map((count) => perMinute(count, stepSeconds)))];
}

interface Labels {
  readonly lines: readonly SeriesLine[];
  readonly time: string;
}

function optionsOf(element: HTMLElement, { lines, time }: Labels, { rate, moment }: Formats): UPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--ink-soft'),
    grid: { stroke: colour('--line'), width: 1 },
    font: `12px ${style.fontFamily}`,
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_chart, _min, max) => [0, Math.max(max, 1) * 1.1] } },
    axes: [
      { ...axis, values: (_chart, ticks) => ticks.map((tick) => shortTime(tick, ticks)) },
      { ...axis, size: 56, values: (_chart, ticks) => ticks.map(rate) },
    ],
    series: [
      {
        label: time,
        value: (_chart, at) => (at === null || at === undefined ? '–' : moment(new Date(at * 1_000).toISOString())),
      },
      ...lines.map(({ title, colour: name }) => ({
        label: title,
        stroke: colour(`--chart-${name}`),
        width: 2,
        dash: DASHES[name],
        points: { show: false },
        value: (_chart: UPlot, value: number | null | undefined) =>
          value === null || value === undefined ? '–' : rate(value),
      })),
    ],
  };
}

/** Days where the axis spans days, else times. */
function shortTime(tick: number, ticks: readonly number[]): string {
  const at = new Date(tick * 1_000);
  const days = (ticks.at(-1) ?? tick) - (ticks[0] ?? tick) > 2 * 86_400;
  const locale = document.documentElement.lang;
  return days
    ? at.toLocaleDateString(locale, { day: 'numeric', month: 'numeric' })
    : at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
}
