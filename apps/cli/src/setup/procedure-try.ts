import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { Failure, wrongUsage } from '../failure.js';
import type { Lang, SampleRunAnswer } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { table, type Paint } from '../terminal/table.js';
import { added } from '../messages/dry-run.js';
import { readSettings } from './settings.js';

const HELP = `
Needs the login of somebody who administers procedures. The sample is read with the settings that are given, else with
those of the procedure; nothing is filed, and nothing is kept. Exit code 1 when it would be refused.

Examples:
  fachwerk procedure try --connector json-generic --settings dogs.json --sample registration.json
  fachwerk procedure try dogs --sample registration.json
  fachwerk procedure try dogs --sample registration.json --settings changed.json --json`;

const UNPLANNED = 'Whether the archive would take it was not looked at: that takes the permission content.read.';

interface Options extends HubOptions {
  readonly sample: string;
  readonly connector?: string;
  readonly settings?: string;
  readonly attachment: readonly string[];
  readonly json?: true;
}

export function addTry(group: Command): void {
  const command = group
    .command('try [name]')
    .summary('see what settings make of a sample message')
    .description('Tries out what a connector makes of a sample message, also before the procedure is there.')
    .requiredOption('--sample <file>', 'message in XML or JSON')
    .option('--connector <name>', 'connector; default: that of the procedure')
    .option('--settings <file or JSON>', 'settings; default: those of the procedure')
    .option('--attachment <name>', 'name of an attachment that it is to come with; may be repeated', collected, []);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (name: string | undefined) => trySample(name, command.optsWithGlobals<Options>()));
}

function collected(name: string, before: readonly string[]): readonly string[] {
  return [...before, name];
}

async function trySample(name: string | undefined, { json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const message = await readFile(options.sample, 'utf8').catch(unreadable);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const { connector, settings } = await setUpOf(hub, authorization, name, options);
  const path = `/v1/connectors/${encodeURIComponent(connector)}/dry-run`;
  const attachments = options.attachment;
  const body = { settings, message, attachments, ...(name === undefined ? {} : { procedure: name }) };
  const answer = await hub.post<SampleRunAnswer>(path, authorization, body);
  output.answer(answer, () => summary(answer, hub.lang, output.paint));
  if (answer.result === 'refused') throw new Failure('procedure.refused', 'This message would be refused.');
}

interface SetUp {
  readonly connector: string;
  readonly settings: unknown;
}

async function setUpOf(hub: Hub, authorization: string, name: string | undefined, given: Options): Promise<SetUp> {
  const settings = given.settings === undefined ? undefined : await readSettings(given.settings);
  if (name === undefined) {
    if (given.connector === undefined) throw wrongUsage('Name a procedure, or a connector with --connector.');
    return { connector: given.connector, settings: settings ?? {} };
  }
  const procedure = await hub.get<{ connector: { name: string }; settings: unknown }>(
    `/v1/procedures/${encodeURIComponent(name)}`,
    authorization,
  );
  return { connector: given.connector ?? procedure.connector.name, settings: settings ?? procedure.settings };
}

function unreadable({ message }: NodeJS.ErrnoException): never {
  throw wrongUsage(`The sample cannot be read: ${message}`);
}

function summary(answer: SampleRunAnswer, lang: Lang, paint: Paint): string {
  const { connector, fields, problems = [], error, adds, commands = [], key } = answer;
  const by = `${connector.name} ${connector.version ?? ''}`.trim();
  const values = fields.map(({ path, value, times }) => [path, times === undefined ? '' : String(times), value]);
  return [
    ...(fields.length === 0 ? [] : [table(['FIELD', 'VALUES', 'VALUE'], values, paint), '']),
    ...problems.map(({ path, sentence }) => `Setting ${path}: ${sentence[lang]}`),
    ...(error === undefined
      ? []
      : [
          `With ${by} it would be refused: ${error.sentence[lang]} (${error.code}${error.path === undefined ? '' : `, ${error.path}`})`,
        ]),
    ...(answer.result === 'filed' ? [`With ${by} it would be filed, with the key ${key}.`] : []),
    ...(commands.length === 0 ? [] : ['', table(['COMMAND', 'KEY', 'IN', 'SUBJECT'], commands.map(rowOf), paint)]),
    ...(adds === undefined ? [] : [`It would add: ${added(adds)}.`]),
    ...(answer.result === 'filed' && adds === undefined ? [UNPLANNED] : []),
  ].join('\n');
}

function rowOf(command: Readonly<Record<string, unknown>>): readonly string[] {
  const place = command['inFile'] ?? command['inCase'] ?? Object.values((command['in'] ?? {}) as object)[0] ?? '';
  return [command['do'], command['key'], place, command['subject'] ?? ''].map(String);
}
