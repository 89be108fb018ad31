import type { Command } from 'commander';
import { Failure } from '../failure.js';
import type { DryRunAnswer, Lang, RecordDifferenceAnswer } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { counted } from '../terminal/counted.js';
import { Output } from '../terminal/output.js';
import { table, type Paint } from '../terminal/table.js';

const HELP = `
Needs an operator's login. The message is read and translated with the connector and the settings of today; nothing is
filed. Where it was filed before, what it would file today is compared with its records.
Exit code 1 when it would be refused today.

Examples:
  fachwerk messages dry-run 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b
  fachwerk messages dry-run 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b --correction 2 --json`;

interface Options extends HubOptions {
  readonly correction?: string;
  readonly json?: true;
}

export function addDryRun(group: Command): void {
  const command = group
    .command('dry-run <id>')
    .summary('try out what would become of a message today')
    .description('Tries out what the connector of today would make of a message. Nothing is filed.')
    .option('--correction <number>', 'this correction, in place of what would be filed now');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (id: string) => dryRun(id, command.optsWithGlobals<Options>()));
}

async function dryRun(id: string, { correction, json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const path = pathWith(`/v1/messages/${encodeURIComponent(id)}/dry-run`, { correction });
  const answer = await hub.post<DryRunAnswer>(path, await personAuthorization(hub.credentials));
  output.answer(answer, () => summary(answer, hub.lang, output.paint));
  if (answer.result === 'refused') throw new Failure('messages.refused', 'Today this message would be refused.');
}

function summary(answer: DryRunAnswer, lang: Lang, paint: Paint): string {
  const { connector, before, error, adds, comparison, commands } = answer;
  const by = `${connector.name} ${connector.version ?? ''}`.trim();
  return [
    `Up to now: ${before.state}${before.error === undefined ? '' : ` (${before.error.sentence[lang]})`}`,
    error === undefined
      ? `With ${by} it would be filed, ${commands?.length ?? 0} commands.`
      : `With ${by} it would be refused: ${error.sentence[lang]} (${error.code})`,
    ...(adds === undefined ? [] : [`It would add: ${added(adds)}.`]),
    ...(comparison === undefined ? [] : [compared(comparison, paint)]),
  ].join('\n');
}

const NAMES: Readonly<Record<string, string>> = {
  caseFiles: 'case file',
  cases: 'case',
  documents: 'document',
  versions: 'version',
  formats: 'format',
  closings: 'closing',
};

export function added(adds: NonNullable<DryRunAnswer['adds']>): string {
  const some = Object.entries(adds).filter(([, count]) => count > 0);
  return some.length === 0 ? 'nothing' : some.map(([what, count]) => counted(count, NAMES[what] ?? what)).join(', ');
}

function compared({ differences, same }: NonNullable<DryRunAnswer['comparison']>, paint: Paint): string {
  if (differences.length === 0) return `No difference to what it has filed (${same} records).`;
  const rows = differences.flatMap((difference) => rowsOf(difference));
  const head = ['WHAT', 'RECORD', 'KEY', 'FIELD', 'FILED', 'TODAY'];
  return [
    `${differences.length} differences to what it has filed, ${same} records are the same:`,
    table(head, rows, paint),
  ].join('\n');
}

function rowsOf({ is, record, key, reference, fields }: RecordDifferenceAnswer): readonly (readonly string[])[] {
  const named = [is, record, key ?? reference ?? '-'];
  if (fields.length === 0) return [[...named, '-', '-', '-']];
  return fields.map(({ name, before, after }) => [...named, name, shown(before), shown(after)]);
}

function shown(value: unknown): string {
  return value === undefined ? '-' : typeof value === 'string' ? value : JSON.stringify(value);
}
