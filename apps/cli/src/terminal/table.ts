/** Text for terminals: aligned columns, colours, and nothing a terminal would obey that came from a message. */

export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

export interface Painted {
  readonly text: string;
  readonly colour: Colour;
}

export type Cell = string | Painted;
export type Paint = (cell: Cell) => string;

const SGR: Readonly<Record<Colour, number>> = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };

export function paintWith(colours: boolean): Paint {
  return (cell) => {
    const text = printable(textOf(cell));
    return colours && typeof cell !== 'string' ? `\u001b[${SGR[cell.colour]}m${text}\u001b[0m` : text;
  };
}

/** Columns as wide as their widest cell; the last one is not padded. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], paint: Paint): string {
  const lines = [head.map((text): Cell => ({ text, colour: 'bold' })), ...rows];
  return aligned(lines, paint);
}

/** Names and their values below each other, without those that have none. */
export function facts(pairs: readonly (readonly [name: string, value: Cell | undefined])[], paint: Paint): string {
  const known = pairs.filter((pair): pair is readonly [string, Cell] => pair[1] !== undefined);
  return aligned(
    known.map(([text, value]) => [{ text, colour: 'dim' }, value]),
    paint,
  );
}

/** Cut lines, tabs and escape sequences out: keys and sentences may come from strangers. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

function aligned(lines: readonly (readonly Cell[])[], paint: Paint): string {
  const columns = Math.max(0, ...lines.map((line) => line.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...lines.map((line) => widthOf(line[column] ?? ''))),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => paint(cell) + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text;
}

/** In characters as people count them, not in UTF-16 units. */
function widthOf(cell: Cell): number {
  return [...new Intl.Segmenter().segment(printable(textOf(cell)))].length;
}
