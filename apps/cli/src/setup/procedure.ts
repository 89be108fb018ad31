import { Option, type Command } from 'commander';
import { wrongUsage } from '../failure.js';
import { addPauseAndResume } from '../flow/pause.js';
import { Output } from '../terminal/output.js';
import { table, type Cell } from '../terminal/table.js';
import { addContact } from './procedure-contact.js';
import { readSettings } from './settings.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const SETTINGS = 'file with the settings of the connector, or the JSON itself';
const EXAMPLES = `${DATABASE_HELP}
Settings are checked against the schema of the connector before anything is written.

Examples:
  fachwerk procedure create permits --tenant musterstadt --connector building-permits --title 'Building permits' \\
    --settings '{ "filePlanCode": "632.6" }'
  fachwerk procedure settings permits --tenant musterstadt --settings permits.json
  fachwerk procedure set invoices --tenant musterstadt --validation required
  fachwerk procedure set permits --tenant musterstadt --order by-key
  fachwerk procedure set invoices --tenant musterstadt --rate 50/s
  fachwerk procedure set invoices --tenant musterstadt --connector-version 1.1.0`;

interface Options {
  readonly tenant: string;
  readonly connector: string;
  readonly title: string;
  readonly settings: string;
  readonly validation: 'required' | 'when-installed';
  readonly order: 'none' | 'by-key';
  readonly rate: string;
  readonly connectorVersion: string;
  readonly json?: true;
}

type SetOptions = Pick<Options, 'tenant' | 'json'> &
  Partial<Pick<Options, 'validation' | 'order' | 'rate' | 'connectorVersion'>>;

export function addProcedure(program: Command): void {
  const group = program
    .command('procedure')
    .summary('set up specialist procedures')
    .description('Specialist procedures of a tenant, which send messages.');
  const create = group
    .command('create <name>')
    .summary('create a specialist procedure')
    .description('Creates a specialist procedure, whose messages a connector reads.')
    .requiredOption('--tenant <name>', 'tenant it belongs to')
    .requiredOption('--connector <name>', 'see "fachwerk connector list"')
    .requiredOption('--title <title>', 'name for people')
    .option('--settings <file or JSON>', SETTINGS, '{}')
    .addOption(validationOption().default('when-installed'))
    .addOption(orderOption().default('none'))
    .option('--connector-version <version>', 'read by this version of the connector; left out for the newest')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string) => createProcedure(name, create.optsWithGlobals<Options>()));
  const change = group
    .command('settings <name>')
    .summary('change the settings of a procedure')
    .description('Replaces the settings of a procedure. Messages that wait for a setting go on by themselves.')
    .requiredOption('--tenant <name>', 'tenant it belongs to')
    .requiredOption('--settings <file or JSON>', SETTINGS)
    .addHelpText('after', EXAMPLES)
    .action(async (name: string) => changeSettings(name, change.optsWithGlobals<Options>()));
  const set = group
    .command('set <name>')
    .summary('change how a procedure is read, validated and ordered, and how much it may send')
    .description(
      'Changes whether messages wait for an official schema (those that wait go on by themselves), in which order they are filed, how many of them each gateway takes, and which version of the connector reads them (all workers within a second).',
    )
    .requiredOption('--tenant <name>', 'tenant it belongs to')
    .addOption(validationOption())
    .addOption(orderOption())
    .option('--rate <rate>', 'messages for each gateway, as 50/s or 600/min; "none" for no limit')
    .option('--connector-version <version>', 'version of the connector, as 1.2.0; "newest" for the newest')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string) => changeModes(name, set.optsWithGlobals<SetOptions>()));
  const list = group
    .command('list')
    .summary('list the procedures of a tenant')
    .description('Lists the specialist procedures of a tenant.')
    .requiredOption('--tenant <name>', 'tenant')
    .addHelpText('after', DATABASE_HELP)
    .action(async () => listProcedures(list.optsWithGlobals<Options>()));
  addContact(group);
  addPauseAndResume(group);
}

function validationOption(): Option {
  return new Option(
    '--validation <mode>',
    'official validation; "required" waits for a missing schema package',
  ).choices(['required', 'when-installed']);
}

function orderOption(): Option {
  return new Option(
    '--order <mode>',
    '"by-key" files messages of the same order key in the order in which they were accepted',
  ).choices(['none', 'by-key']);
}

async function createProcedure(name: string, options: Options): Promise<void> {
  const { tenant, connector, title, validation, order, json } = options;
  const { connectorVersion } = options;
  const modes = { validation, order, ...(connectorVersion === undefined ? {} : { connectorVersion }) };
  const procedure = { name, title, connector, settings: await readSettings(options.settings) };
  const id = await withTenant(tenant, (tenantId, { procedures }, { byCommandLine }) =>
    procedures.create(byCommandLine(tenantId), { ...procedure, ...modes }),
  );
  const next = `Its key: fachwerk key create --tenant ${tenant} --procedure ${name}`;
  new Output(json === true).answer(
    { id, tenant, ...procedure, ...modes },
    () => `The procedure ${name} was created. ${next}`,
  );
}

async function changeSettings(name: string, options: Options): Promise<void> {
  const settings = await readSettings(options.settings);
  await withTenant(options.tenant, (id, { procedures }, { byCommandLine }) =>
    procedures.change(byCommandLine(id), name, { settings }),
  );
  const { tenant, json } = options;
  new Output(json === true).answer({ name, tenant, settings }, () => `The settings of ${name} were changed.`);
}

async function changeModes(name: string, options: SetOptions): Promise<void> {
  const { tenant, validation, order, json } = options;
  const rate = options.rate === 'none' ? null : options.rate;
  const connectorVersion = options.connectorVersion === 'newest' ? null : options.connectorVersion;
  if ([validation, order, rate, connectorVersion].every((given) => given === undefined))
    throw wrongUsage('Nothing to change: give --validation, --order, --rate or --connector-version.');
  const change = {
    ...(rate === undefined ? {} : { rate }),
    ...(validation === undefined ? {} : { validation }),
    ...(order === undefined ? {} : { order }),
    ...(connectorVersion === undefined ? {} : { connectorVersion }),
  };
  await withTenant(tenant, (id, { procedures }, { byCommandLine }) =>
    procedures.change(byCommandLine(id), name, change),
  );
  const sentences = [
    ...(validation === undefined ? [] : [VALIDATION[validation](name)]),
    ...(order === undefined ? [] : [ORDER[order](name)]),
    ...(rate === undefined ? [] : [rateSentence(name, rate)]),
    ...(connectorVersion === undefined ? [] : [versionSentence(name, connectorVersion)]),
  ];
  new Output(json === true).answer({ name, tenant, validation, order, rate, connectorVersion }, () =>
    sentences.join('\n'),
  );
}

const VALIDATION = {
  required: (name: string) => `Messages of ${name} wait when their official schema is not installed.`,
  'when-installed': (name: string) => `Messages of ${name} are validated when their official schema is installed.`,
} as const;
const ORDER = {
  'by-key': (name: string) =>
    `Messages of ${name} that are accepted once all gateways know this (5 s) are filed in order, by order key.`,
  none: (name: string) => `Messages of ${name} are filed in any order. Those that are held go on by themselves.`,
} as const;

function rateSentence(name: string, rate: string | null): string {
  return rate === null ? `${name} may send without a limit.` : `Each gateway takes ${rate} messages of ${name}.`;
}

function versionSentence(name: string, version: string | null): string {
  return `Messages of ${name} are read by ${version === null ? 'the newest version' : `version ${version}`} of its connector.`;
}

async function listProcedures({ tenant, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const found = await withTenant(tenant, (id, { procedures }) => procedures.list(id));
  const rows = found.map(
    ({ name, connector, connectorVersion, title, validation, order, rate, waiting, paused, settings }) => [
      name,
      connector,
      connectorVersion ?? 'newest',
      title,
      validation,
      order,
      rate ?? '',
      stateCell(paused !== null, waiting?.code),
      JSON.stringify(settings),
    ],
  );
  const head = ['PROCEDURE', 'CONNECTOR', 'VERSION', 'TITLE', 'VALIDATION', 'ORDER', 'RATE', 'WAITS FOR', 'SETTINGS'];
  output.answer({ procedures: found }, () => table(head, rows, output.paint));
}

function stateCell(paused: boolean, waitsFor: string | undefined): Cell {
  if (paused) return { text: 'an operator', colour: 'yellow' };
  return waitsFor === undefined ? '' : { text: waitsFor, colour: 'yellow' };
}
