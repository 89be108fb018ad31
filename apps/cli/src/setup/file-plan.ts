import type { Command } from 'commander';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const HELP = `${DATABASE_HELP}
A pattern has {seq} (or {seq:5}, with leading zeros), and may have {plan} and {year}. Numbers count for each pattern with the rest filled in.

Example:
  fachwerk file-plan add 632.6 --tenant musterstadt --title Baugenehmigungen --pattern '{plan}/{year}-{seq}'`;

interface Options {
  readonly tenant: string;
  readonly title: string;
  readonly pattern: string;
  readonly json?: true;
}

export function addFilePlan(program: Command): void {
  const group = program
    .command('file-plan')
    .summary('set up the file plan of a tenant')
    .description('The file plan (Aktenplan) of a tenant.');
  const add = group
    .command('add <code>')
    .summary('add an entry')
    .description('Adds an entry, below which case files are opened.')
    .requiredOption('--tenant <name>', 'tenant')
    .requiredOption('--title <title>', 'what is filed there')
    .option('--pattern <pattern>', 'what file references look like', '{plan}/{year}-{seq}')
    .addHelpText('after', HELP)
    .action(async (code: string) => {
      const { tenant, title, pattern, json } = add.optsWithGlobals<Options>();
      const entry = { code, title, referencePattern: pattern };
      await withTenant(tenant, (id, { filePlan }) => filePlan.createEntry(id, entry));
      new Output(json === true).answer({ tenant, ...entry }, () => `The entry ${code} was added.`);
    });
  const list = group
    .command('list')
    .summary('list the entries')
    .description('Lists the entries of the file plan.')
    .requiredOption('--tenant <name>', 'tenant')
    .addHelpText('after', DATABASE_HELP)
    .action(async () => {
      const { tenant, json } = list.optsWithGlobals<Options>();
      const output = new Output(json === true);
      const entries = await withTenant(tenant, (id, { filePlan }) => filePlan.entries(id));
      const rows = entries.map(({ code, title, referencePattern }) => [code, title, referencePattern]);
      output.answer({ entries }, () => table(['CODE', 'TITLE', 'PATTERN'], rows, output.paint));
    });
}
