/** Two values as lines of JSON, with what differs. */
import { structuredPatch } from 'diff';
import type { Paint } from '../terminal/table.js';

/** Lines shown before and after what differs. */
const CONTEXT = 3;
const LINES_MAX = 200;

export function jsonDifference(expected: unknown, actual: unknown, paint: Paint): readonly string[] {
  const [before, after] = [expected, actual].map((value) => `${JSON.stringify(value, null, 2)}\n`) as [string, string];
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: CONTEXT });
  const lines = hunks.flatMap(({ oldStart, lines: found }, index) => [
    ...(index === 0 && oldStart === 1 ? [] : [paint({ text: `@ line ${oldStart}`, colour: 'cyan' })]),
    ...found.map((line) =>
      line.startsWith('+')
        ? paint({ text: line, colour: 'green' })
        : line.startsWith('-')
          ? paint({ text: line, colour: 'red' })
          : paint(line),
    ),
  ]);
  return lines.length <= LINES_MAX ? lines : [...lines.slice(0, LINES_MAX), `… ${lines.length - LINES_MAX} more lines`];
}

/** The beginning of a message, for people who want to see what it was about. */
export function beginningOf(text: string, lines: number, paint: Paint): readonly string[] {
  const all = text.trimEnd().split('\n');
  const shown = all.slice(0, lines).map((line) => paint(line.length > 160 ? `${line.slice(0, 160)}…` : line));
  return all.length > lines ? [...shown, paint({ text: `… ${all.length - lines} more lines`, colour: 'dim' })] : shown;
}
