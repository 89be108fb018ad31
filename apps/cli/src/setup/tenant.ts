import type { Command } from 'commander';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { DATABASE_HELP, withSetup } from './with-setup.js';

interface Options {
  readonly title: string;
  readonly json?: true;
}

export function addTenant(program: Command): void {
  const group = program
    .command('tenant')
    .summary('create and list tenants')
    .description('Tenants: municipalities, or parts of one, that see only their own.');
  const create = group
    .command('create <name>')
    .summary('create a tenant')
    .description('Creates a tenant. Names are lower-case letters, digits and hyphens.')
    .requiredOption('--title <title>', 'name for people')
    .addHelpText(
      'after',
      `${DATABASE_HELP}\n\nExample:\n  fachwerk tenant create musterstadt --title 'Stadt Musterstadt'`,
    )
    .action(async (name: string) => {
      const { title, json } = create.optsWithGlobals<Options>();
      const id = await withSetup(({ administration }) => administration.createTenant(name, title));
      new Output(json === true).answer({ id, name, title }, () => `The tenant ${name} was created.`);
    });
  const list = group
    .command('list')
    .summary('list tenants')
    .description('Lists all tenants.')
    .addHelpText('after', DATABASE_HELP)
    .action(async () => {
      const output = new Output(list.optsWithGlobals<Options>().json === true);
      const tenants = await withSetup(({ administration }) => administration.tenants());
      const rows = tenants.map(({ name, title }) => [name, title]);
      output.answer({ tenants }, () => table(['TENANT', 'TITLE'], rows, output.paint));
    });
}
