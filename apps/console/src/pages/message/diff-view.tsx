import { useMemo } from 'react';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { diffLines, type DiffLine } from './diff.js';
import { messageTexts } from './texts.js';

/** Equal lines that are shown around each difference. */
const CONTEXT = 3;
const signs = { same: ' ', gone: '−', new: '+' } as const;

interface DiffViewProps {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What it is, for screen readers; default: the difference to the original. */
  readonly label?: string;
}

/** What two texts differ in, line by line. */
export function DiffView({ before, after, label }: DiffViewProps) {
  const text = useTexts(messageTexts);
  const { number } = useFormats();
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  if (lines === undefined) return <p>{text.tooDifferent}</p>;
  if (lines.every(({ is }) => is === 'same')) return <p className="faint">{text.same}</p>;
  return (
    <div className="lines" role="region" aria-label={label ?? text.diff} tabIndex={0}>
      {partsOf(lines).map((part, index) =>
        typeof part === 'number' ? (
          <p key={index} className="diff-skipped">
            {text.unchanged(number(part))}
          </p>
        ) : (
          <p key={index} className={`diff diff-${part.is}`}>
            <span className="diff-sign">{signs[part.is]}</span>
            {part.is === 'gone' ? <del>{part.text}</del> : part.is === 'new' ? <ins>{part.text}</ins> : part.text}
          </p>
        ),
      )}
    </div>
  );
}

/** A number stands for so many equal lines. */
function partsOf(lines: readonly DiffLine[]): readonly (DiffLine | number)[] {
  const near = new Set<number>();
  for (const [index, { is }] of lines.entries()) {
    if (is === 'same') continue;
    for (let at = index - CONTEXT; at <= index + CONTEXT; at += 1) near.add(at);
  }
  const parts: (DiffLine | number)[] = [];
  for (const [index, line] of lines.entries()) {
    const last = parts.at(-1);
    if (near.has(index)) parts.push(line);
    else if (typeof last === 'number') parts[parts.length - 1] = last + 1;
    else parts.push(1);
  }
  return parts;
}
