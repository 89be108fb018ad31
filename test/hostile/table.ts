/** The table of a run: each case with what became of it, how long it took, and the most memory the hub had meanwhile. */
import { writeFile } from 'node:fs/promises';

export interface Row {
  readonly group: string;
  readonly name: string;
  readonly outcome: string;
  readonly code: string;
  readonly ms: number;
  readonly peakRssMib: number;
}

export async function showTable(rows: readonly Row[]): Promise<void> {
  const head = ['group', 'case', 'outcome', 'code', 'ms', 'MiB'];
  const lines = [head, ...rows.map((row) => Object.values(row).map(String))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const most = Math.max(0, ...rows.map(({ peakRssMib }) => peakRssMib));
  console.log([...text, `${rows.length} cases, at most ${most} MiB`].join('\n'));
  const path = process.env['FACHWERK_HOSTILE_TABLE'];
  if (path !== undefined) await writeFile(path, `${JSON.stringify(rows, null, 2)}\n`);
}
