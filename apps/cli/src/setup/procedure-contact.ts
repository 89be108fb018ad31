import type { Command } from 'commander';
import { wrongUsage } from '../failure.js';
import { Output } from '../terminal/output.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const HELP = `${DATABASE_HELP}

Examples:
  fachwerk procedure contact permits --tenant musterstadt --name 'Bauamt, Frau Muster' --mail bauamt@musterstadt.example
  fachwerk procedure contact permits --tenant musterstadt --none`;

interface Options {
  readonly tenant: string;
  readonly name?: string;
  readonly mail?: string;
  readonly phone?: string;
  readonly none?: true;
  readonly json?: true;
}

export function addContact(group: Command): void {
  const contact = group
    .command('contact <procedure>')
    .summary('say whom to call about a procedure')
    .description(
      'Sets whom to call about a procedure, in place of who was known before. Operators read it where the sender has to act.',
    )
    .requiredOption('--tenant <name>', 'tenant it belongs to')
    .option('--name <name>', 'person or office')
    .option('--mail <address>', 'mail address')
    .option('--phone <number>', 'telephone number')
    .option('--none', 'nobody')
    .addHelpText('after', HELP)
    .action(async (procedure: string) => setContact(procedure, contact.optsWithGlobals<Options>()));
}

async function setContact(procedure: string, { tenant, name, mail, phone, none, json }: Options): Promise<void> {
  const given = { ...(name && { name }), ...(mail && { mail }), ...(phone && { phone }) };
  const isEmpty = Object.keys(given).length === 0;
  if (isEmpty !== (none === true)) throw wrongUsage('Give --name, --mail or --phone, or --none alone.');
  const contact = isEmpty ? null : given;
  await withTenant(tenant, (id, { procedures }, { byCommandLine }) =>
    procedures.change(byCommandLine(id), procedure, { contact }),
  );
  const shown = isEmpty ? 'Nobody' : Object.values(given).join(', ');
  new Output(json === true).answer({ procedure, tenant, contact }, () => `Contact of ${procedure}: ${shown}.`);
}
