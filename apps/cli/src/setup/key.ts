import type { Command } from 'commander';
import { Failure, wrongUsage } from '../failure.js';
import { Output } from '../terminal/output.js';
import { dayOf, endOf } from '../terminal/time.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const HELP = `${DATABASE_HELP}
Gateways know of a new or revoked key within 5 seconds.

Examples:
  fachwerk key create --tenant musterstadt --procedure permits --label 2026 --expires 2026-12-31 > permits.key
  fachwerk key revoke --tenant musterstadt --procedure permits --label 2025`;

interface Options {
  readonly tenant: string;
  readonly procedure: string;
  readonly label: string;
  readonly expires?: string;
  readonly json?: true;
}

export function addKey(program: Command): void {
  const group = program
    .command('key')
    .summary('create and revoke keys of procedures')
    .description('Keys that specialist procedures send their messages with.');
  const create = group
    .command('create')
    .summary('create a key')
    .description('Creates a key and prints it, this once: the hub keeps its hash alone.')
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure that the key opens')
    .option('--label <label>', 'what it is called when it is revoked', dayOf(new Date()))
    .option('--expires <day or time>', 'last day on which it is valid (default: until it is revoked)')
    .addHelpText('after', HELP)
    .action(async () => createKey(create.optsWithGlobals<Options>()));
  const revoke = group
    .command('revoke')
    .summary('revoke the keys of a label')
    .description('Revokes the keys of a procedure that have a label.')
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure that the key opens')
    .requiredOption('--label <label>', 'what it was called when it was created')
    .addHelpText('after', HELP)
    .action(async () => revokeKeys(revoke.optsWithGlobals<Options>()));
}

async function createKey({ tenant, procedure, label, expires, json }: Options): Promise<void> {
  const expiresAt = expires === undefined ? undefined : endOf(expires);
  if (expiresAt !== undefined && expiresAt <= new Date())
    throw wrongUsage(`A key that expires ${expires} opens nothing.`);
  const key = await withTenant(tenant, (id, { administration }) =>
    administration.createKey(id, procedure, label, expiresAt),
  );
  const output = new Output(json === true);
  // The key alone goes to stdout, so that it can be sent to a file.
  output.answer({ tenant, procedure, label, key, ...(expiresAt === undefined ? {} : { expiresAt }) }, () => key);
  output.note(`This is the key of ${procedure} in ${tenant}, label "${label}". It is shown this once: keep it safe.`);
}

async function revokeKeys({ tenant, procedure, label, json }: Options): Promise<void> {
  const revoked = await withTenant(tenant, (id, { administration }) => administration.revokeKeys(id, procedure, label));
  if (revoked === 0) {
    throw new Failure('access.unknown', `The procedure ${procedure} has no valid key with the label "${label}".`);
  }
  const what = revoked === 1 ? '1 key was' : `${revoked} keys were`;
  new Output(json === true).answer({ tenant, procedure, label, revoked }, () => `${what} revoked.`);
}
