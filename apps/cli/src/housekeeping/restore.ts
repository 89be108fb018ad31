import type { RestoreReport } from '@fachwerk/hub/administer';
import type { Command } from 'commander';
import { Failure } from '../failure.js';
import { loadAdminister } from '../setup/with-setup.js';
import { Output } from '../terminal/output.js';
import { sizeOf } from '../terminal/size.js';
import { table, type Cell } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { progressOn } from './progress.js';

const HELP = `
Into an empty database (FACHWERK_MIGRATE_DATABASE_URL and FACHWERK_DATABASE_URL, or none of them for the PostgreSQL that
comes along in an empty FACHWERK_DATA_DIR) and an empty FACHWERK_CONTENT_DIR. No hub runs on them yet. If it is
interrupted, begin again with empty ones.

What was accepted after the backup, or was on its way through RabbitMQ then, is not in it. It is listed by procedure: the
numbers that the gateways gave, and the time from which on a sender repeats everything with the same keys. What was filed
already is recognised and not filed again.

Exit code 1 when content is missing or damaged.

Example:
  FACHWERK_DATA_DIR=/srv/fachwerk fachwerk restore /backup/fachwerk`;

export function addRestore(program: Command): void {
  const command = program
    .command('restore <folder>')
    .summary('bring a backup back into an empty hub')
    .description('Brings a backup back, verifies every file of it, and lists what senders must repeat.')
    .addHelpText('after', HELP)
    .action(async (folder: string) => restore(folder, command.optsWithGlobals<{ json?: true }>().json === true));
}

async function restore(folder: string, json: boolean): Promise<void> {
  const output = new Output(json);
  const { restoreHub } = await loadAdminister();
  const report = await restoreHub(process.env, folder, progressOn(output));
  output.answer(report, () => textOf(report, output));
  if (report.bad.length === 0) return;
  throw new Failure('restore.content-bad', `${report.bad.length} files of content are missing or damaged.`);
}

function textOf({ takenAt, rows, files, segments, sizeBytes, bad, repeat }: RestoreReport, output: Output): string {
  const counts = `${rows} rows, ${files} files and ${segments} segments of content verified (${sizeOf(sizeBytes)}).`;
  const heads = repeat.map(({ tenant, procedure, from, waiting, unsettled }): Cell[] => [
    tenant,
    procedure,
    { text: shown(from), colour: 'yellow' },
    String(waiting),
    String(unsettled),
  ]);
  const ranges = repeat.flatMap(({ tenant, procedure, ranges: lost }) =>
    lost.map(({ gateway, epoch, firstSeq, lastSeq, from, to }): Cell[] => [
      tenant,
      procedure,
      gateway,
      epoch,
      lastSeq === null ? `${firstSeq} and later` : firstSeq === lastSeq ? String(firstSeq) : `${firstSeq}-${lastSeq}`,
      shown(from),
      to === null ? '' : shown(to),
    ]),
  );
  return [
    `The backup of ${shown(takenAt)} is restored: ${counts}`,
    ...(bad.length === 0
      ? []
      : [
          table(
            ['TENANT', 'SHA-256', 'PROBLEM'],
            bad.map((one) => [one.tenant, one.sha256, one.problem]),
            output.paint,
          ),
        ]),
    'Senders repeat everything since then, with the same keys; what waits is filed by itself, what is unsettled an operator releases:',
    table(['TENANT', 'PROCEDURE', 'REPEAT FROM', 'WAITING', 'UNSETTLED'], heads, output.paint),
    ...(ranges.length === 0
      ? []
      : [
          'Numbers that gateways gave and that are not in the backup:',
          table(['TENANT', 'PROCEDURE', 'GATEWAY', 'EPOCH', 'NUMBERS', 'FROM', 'TO'], ranges, output.paint),
        ]),
  ].join('\n\n');
}
