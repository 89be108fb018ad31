import type { Command } from 'commander';
import { Failure } from '../failure.js';
import { loadAdminister } from '../setup/with-setup.js';
import { Output } from '../terminal/output.js';
import { sizeOf } from '../terminal/size.js';
import { table } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { HUB_HELP, progressOn } from './progress.js';

const HELP = `${HUB_HELP}
The database is read with the login of FACHWERK_MIGRATE_DATABASE_URL, all tables as of one moment; then the content is
copied and hashed. Into a folder that has an earlier backup of the same hub only new content is copied. The backup has
keys and password hashes in it: keep it like the database itself.

Exit code 1 when content of the hub itself is missing or damaged; the backup is complete apart from that.

Example:
  fachwerk backup /backup/fachwerk`;

export function addBackup(program: Command): void {
  const command = program
    .command('backup <folder>')
    .summary('copy database and content into a folder')
    .description('Copies the database and the content of a hub into a folder.')
    .addHelpText('after', HELP)
    .action(async (folder: string) => backup(folder, command.optsWithGlobals<{ json?: true }>().json === true));
}

async function backup(folder: string, json: boolean): Promise<void> {
  const output = new Output(json);
  const { backUpHub } = await loadAdminister();
  const { manifest, rows, copied, copiedBytes } = await backUpHub(process.env, folder, progressOn(output));
  const { takenAt } = manifest.database;
  const { files, segments, bad } = manifest.content;
  output.answer({ takenAt, finishedAt: manifest.finishedAt, rows, files, segments, copied, copiedBytes, bad }, () =>
    [
      `The backup of ${shown(takenAt)} is in ${folder}: ${rows} rows, ${files} files and ${segments} segments of content (${copied} new, ${sizeOf(copiedBytes)}).`,
      ...(bad.length === 0
        ? []
        : [
            '',
            table(
              ['TENANT', 'SHA-256', 'PROBLEM'],
              bad.map((one) => [one.tenant, one.sha256, one.problem]),
              output.paint,
            ),
          ]),
    ].join('\n'),
  );
  if (bad.length === 0) return;
  const sentence = `${bad.length} files of the hub's content are missing or damaged: see "fachwerk verify --all".`;
  throw new Failure('backup.content-bad', sentence);
}
