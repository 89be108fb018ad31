import { useMemo, useState, type ReactNode } from 'react';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { TextField } from '../../parts/fields.js';
import { messageTexts } from './texts.js';

/** So many lines are in the page at once; a message may have hundreds of thousands. */
const WINDOW = 500;
/** How many lines are shown before the one that was found. */
const BEFORE = 5;

interface SearchableLinesProps {
  readonly lines: readonly string[];
  /** Beside the search. */
  readonly children?: ReactNode;
}

/** A long text with numbered lines, a part of it at a time, and a search through all of it. */
export function SearchableLines({ lines, children }: SearchableLinesProps) {
  const text = useTexts(messageTexts);
  const { number } = useFormats();
  const [start, setStart] = useState(0);
  const [sought, setSought] = useState('');
  const [match, setMatch] = useState(0);
  const found = useMemo(() => linesWith(lines, sought), [lines, sought]);
  const to = (index: number): void => {
    const next = (index + found.length) % found.length;
    setMatch(next);
    const line = found[next]!;
    if (line < start || line >= start + WINDOW) setStart(Math.max(0, line - BEFORE));
    // Once the lines are there.
    requestAnimationFrame(() => document.querySelector('.line-now')?.scrollIntoView({ block: 'center' }));
  };
  const end = Math.min(start + WINDOW, lines.length);
  return (
    <>
      <div className="filters" role="search">
        {children}
        <TextField
          label={text.find}
          type="search"
          value={sought}
          onChange={(value) => {
            setSought(value);
            setMatch(0);
          }}
        />
        <div className="filter-actions">
          <span role="status">{sought !== '' && said(text, number, found.length, match)}</span>
          <Button isDisabled={found.length === 0} onPress={() => to(match - 1)}>
            {text.previous}
          </Button>
          <Button isDisabled={found.length === 0} onPress={() => to(match + 1)}>
            {text.next}
          </Button>
        </div>
      </div>
      <Lines lines={lines} start={start} end={end} sought={sought} now={found[match]} />
      {lines.length > WINDOW && (
        <div className="pager">
          <Button isDisabled={start === 0} onPress={() => setStart(Math.max(0, start - WINDOW))}>
            {text.earlier}
          </Button>
          <span>{text.lines(number(start + 1), number(end), number(lines.length))}</span>
          <Button isDisabled={end === lines.length} onPress={() => setStart(end)}>
            {text.later}
          </Button>
        </div>
      )}
    </>
  );
}

interface LinesProps {
  readonly lines: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly sought: string;
  readonly now: number | undefined;
}

function Lines({ lines, start, end, sought, now }: LinesProps) {
  const text = useTexts(messageTexts);
  return (
    <div className="lines" role="region" aria-label={text.payload} tabIndex={0}>
      <ol start={start + 1}>
        {lines.slice(start, end).map((line, index) => (
          <li key={start + index} className={start + index === now && sought !== '' ? 'line-now' : undefined}>
            <Marked line={line} sought={sought} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function Marked({ line, sought }: { readonly line: string; readonly sought: string }) {
  const at = sought === '' ? -1 : line.toLowerCase().indexOf(sought.toLowerCase());
  if (at < 0) return line;
  return (
    <>
      {line.slice(0, at)}
      <mark>{line.slice(at, at + sought.length)}</mark>
      <Marked line={line.slice(at + sought.length)} sought={sought} />
    </>
  );
}

function linesWith(lines: readonly string[], sought: string): readonly number[] {
  if (sought === '') return [];
  const small = sought.toLowerCase();
  return lines.flatMap((line, index) => (line.toLowerCase().includes(small) ? [index] : []));
}

function said(
  text: (typeof messageTexts)['de'],
  number: (value: number) => string,
  count: number,
  match: number,
): string {
  return count === 0 ? text.noMatch : text.matches(number(match + 1), number(count));
}
