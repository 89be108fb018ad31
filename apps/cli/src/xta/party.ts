import type { Command } from 'commander';
import { DATABASE_HELP, withTenant } from '../setup/with-setup.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { shown } from '../terminal/time.js';

const HELP = `${DATABASE_HELP}
A party of the city itself (without --procedure) is where procedures send what is to be filed. One of a procedure has a
mailbox: what other procedures of the tenant send to it lies there until it is fetched and closed.

Examples:
  fachwerk xta party add --tenant musterstadt --type xoev --identifier ags:14713000
  fachwerk xta party add --tenant musterstadt --procedure permits --type xoev --identifier dvdv:14713000-bauamt
  fachwerk xta party list --tenant musterstadt`;

interface Options {
  readonly tenant: string;
  readonly procedure?: string;
  readonly type: string;
  readonly identifier: string;
  readonly service?: readonly string[];
  readonly json?: true;
}

export function addXtaParty(xta: Command): void {
  const group = xta
    .command('party')
    .summary('who is addressed by which identifier')
    .description('Parties: identifiers by which procedures and the city itself are addressed over XTA.');
  const add = of(group, 'add', 'give an identifier to somebody')
    .description('Gives an identifier to a procedure, or to the city itself.')
    .option('--procedure <name>', 'whose identifier it is (default: of the city itself, what is sent to it is filed)')
    .option('--service <uri...>', 'services that it reads (Dienste-URI); others are refused (default: any)')
    .action(async () => addParty(add.optsWithGlobals<Options>()));
  const remove = of(group, 'remove', 'take an identifier away')
    .description('Takes an identifier away. What lies in the mailbox stays there.')
    .action(async () => removeParty(remove.optsWithGlobals<Options>()));
  const list = group
    .command('list')
    .summary('list identifiers')
    .description('Lists the identifiers of a tenant, and how many messages wait in their mailboxes.')
    .requiredOption('--tenant <name>', 'tenant')
    .addHelpText('after', HELP)
    .action(async () => listParties(list.optsWithGlobals<Options>()));
}

function of(group: Command, name: string, summary: string): Command {
  return group
    .command(name)
    .summary(summary)
    .requiredOption('--tenant <name>', 'tenant')
    .requiredOption('--type <type>', 'how the identifier is read, as partners write it: xoev, DVDV, …')
    .requiredOption('--identifier <identifier>', 'value, for example of the authority key (Behördenschlüssel)')
    .addHelpText('after', HELP);
}

async function addParty({ tenant, procedure, type, identifier, service = [], json }: Options): Promise<void> {
  const party = { type, identifier, procedure, services: service };
  await withTenant(tenant, (id, { xtaParties }, { byCommandLine }) => xtaParties.add(byCommandLine(id), party));
  const whose = procedure ?? 'the city itself';
  new Output(json === true).answer({ tenant, ...party }, () => `${identifier} (${type}) is ${whose} from now on.`);
}

async function removeParty({ tenant, type, identifier, json }: Options): Promise<void> {
  const name = { type, identifier };
  await withTenant(tenant, (id, { xtaParties }, { byCommandLine }) => xtaParties.remove(byCommandLine(id), name));
  new Output(json === true).answer({ tenant, ...name, removed: true }, () => `Nobody is ${identifier} (${type}) now.`);
}

async function listParties({ tenant, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const parties = await withTenant(tenant, (id, { xtaParties }) => xtaParties.list(id));
  const rows = parties.map(({ type, identifier, procedure, services, waiting, createdAt }) => [
    procedure ?? '(city)',
    type,
    identifier,
    procedure === null ? '' : String(waiting),
    services.join(' '),
    shown(createdAt.toISOString()),
  ]);
  const head = ['PROCEDURE', 'TYPE', 'IDENTIFIER', 'WAITING', 'SERVICES', 'SINCE'];
  output.answer({ parties }, () => table(head, rows, output.paint));
}
