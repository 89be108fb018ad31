import { Option, type Command } from 'commander';
import { Failure } from '../failure.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { readSettings } from './settings.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const SETTINGS = 'file with the settings of the connector, or the JSON itself';
const EXAMPLES = `${DATABASE_HELP}
Settings are checked against the schema of the connector before anything is written.

Examples:
  fachwerk procedure create permits --tenant musterstadt --connector building-permits --title 'Building permits' \\
    --settings '{ "filePlanCode": "632.6" }'
  fachwerk procedure settings permits --tenant musterstadt --settings permits.json
  fachwerk procedure set invoices --tenant musterstadt --validation required`;

interface Options {
  readonly tenant: string;
  readonly connector: string;
  readonly title: string;
  readonly settings: string;
  readonly validation: 'required' | 'when-installed';
  readonly json?: true;
}

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
    .summary('change how a procedure is validated')
    .description('Changes whether messages wait for an official schema. Those that wait go on by themselves.')
    .requiredOption('--tenant <name>', 'tenant it belongs to')
    .addOption(validationOption().makeOptionMandatory())
    .addHelpText('after', EXAMPLES)
    .action(async (name: string) => changeValidation(name, set.optsWithGlobals<Options>()));
  const list = group
    .command('list')
    .summary('list the procedures of a tenant')
    .description('Lists the specialist procedures of a tenant.')
    .requiredOption('--tenant <name>', 'tenant')
    .addHelpText('after', DATABASE_HELP)
    .action(async () => listProcedures(list.optsWithGlobals<Options>()));
}

function validationOption(): Option {
  return new Option(
    '--validation <mode>',
    'official validation; "required" waits for a missing schema package',
  ).choices(['required', 'when-installed']);
}

async function createProcedure(name: string, options: Options): Promise<void> {
  const { tenant, connector, title, validation, json } = options;
  const procedure = { name, title, connector, settings: await readSettings(options.settings), validation };
  const id = await withTenant(tenant, async (tenantId, { administration }, { checkSettingsOf }) => {
    checkSettingsOf(connector, procedure.settings);
    return administration.createProcedure(tenantId, procedure);
  });
  const next = `Its key: fachwerk key create --tenant ${tenant} --procedure ${name}`;
  new Output(json === true).answer({ id, tenant, ...procedure }, () => `The procedure ${name} was created. ${next}`);
}

async function changeSettings(name: string, options: Options): Promise<void> {
  const settings = await readSettings(options.settings);
  await withTenant(options.tenant, async (tenantId, { administration }, { checkSettingsOf }) => {
    const found = (await administration.procedures(tenantId)).find((procedure) => procedure.name === name);
    if (found === undefined) throw new Failure('access.unknown', `There is no procedure ${name}.`);
    checkSettingsOf(found.connector, settings);
    await administration.changeSettings(tenantId, name, settings);
  });
  const { tenant, json } = options;
  new Output(json === true).answer({ name, tenant, settings }, () => `The settings of ${name} were changed.`);
}

async function changeValidation(name: string, { tenant, validation, json }: Options): Promise<void> {
  await withTenant(tenant, (id, { administration }) => administration.changeValidation(id, name, validation));
  new Output(json === true).answer({ name, tenant, validation }, () =>
    validation === 'required'
      ? `Messages of ${name} wait when their official schema is not installed.`
      : `Messages of ${name} are validated when their official schema is installed.`,
  );
}

async function listProcedures({ tenant, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const procedures = await withTenant(tenant, (id, { administration }) => administration.procedures(id));
  const rows = procedures.map(({ name, connector, title, validation, settings }) => [
    name,
    connector,
    title,
    validation,
    JSON.stringify(settings),
  ]);
  output.answer({ procedures }, () =>
    table(['PROCEDURE', 'CONNECTOR', 'TITLE', 'VALIDATION', 'SETTINGS'], rows, output.paint),
  );
}
