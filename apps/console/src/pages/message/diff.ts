/** What two texts have in common and what not, line by line (Myers' algorithm). */

export interface DiffLine {
  readonly is: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** More differences than this nobody reads, and they take memory by their square. */
const EDITS_MAX = 500;

/** @returns undefined when the two are too different */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] | undefined {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const middle = edits(before.slice(start, before.length - end), after.slice(start, after.length - end));
  if (middle === undefined) return undefined;
  const same = (text: string): DiffLine => ({ is: 'same', text });
  return [...before.slice(0, start).map(same), ...middle, ...before.slice(before.length - end).map(same)];
}

function commonStart(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

function commonEnd(one: readonly string[], other: readonly string[], start: number): number {
  let count = 0;
  const max = Math.min(one.length, other.length) - start;
  while (count < max && one[one.length - 1 - count] === other[other.length - 1 - count]) count += 1;
  return count;
}

/** The shortest way from one to the other. `ends` has, for each diagonal, how far one gets with so many edits. */
function edits(before: readonly string[], after: readonly string[]): readonly DiffLine[] | undefined {
  const max = Math.min(before.length + after.length, EDITS_MAX);
  const trace: Map<number, number>[] = [];
  let ends = new Map<number, number>([[1, 0]]);
  for (let count = 0; count <= max; count += 1) {
    trace.push(new Map(ends));
    const next = new Map(ends);
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      let x = goesDown(ends, diagonal, count) ? ends.get(diagonal + 1)! : ends.get(diagonal - 1)! + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return wayBack(trace, before, after);
    }
    ends = next;
  }
  return undefined;
}

function goesDown(ends: ReadonlyMap<number, number>, diagonal: number, count: number): boolean {
  if (diagonal === -count) return true;
  return diagonal !== count && ends.get(diagonal - 1)! < ends.get(diagonal + 1)!;
}

function wayBack(
  trace: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let count = trace.length - 1; count >= 0; count -= 1) {
    const ends = trace[count]!;
    const diagonal = x - y;
    const down = goesDown(ends, diagonal, count);
    const fromX = ends.get(down ? diagonal + 1 : diagonal - 1)!;
    const fromY = fromX - (down ? diagonal + 1 : diagonal - 1);
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      lines.push({ is: 'same', text: before[x - 1]! });
      x -= 1;
      y -= 1;
    }
    if (count === 0) break;
    lines.push(down ? { is: 'new', text: after[y - 1]! } : { is: 'gone', text: before[x - 1]! });
    x = fromX;
    y = fromY;
  }
  return lines.toReversed();
}
