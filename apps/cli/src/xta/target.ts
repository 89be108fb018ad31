import type { Command } from 'commander';
import { DATABASE_HELP, withTenant } from '../setup/with-setup.js';
import { counted } from '../terminal/counted.js';
import { Output } from '../terminal/output.js';
import { qualifierOf, withQualifier, type QualifierOptions } from './qualifier.js';

const HELP = `${DATABASE_HELP}
Receipts and refusals of the procedure are sent to this reader, by the server of its source, as JSON like that of webhooks.
A receipt counts as delivered when its transport report is green. What waits and what failed: fachwerk webhooks list.

Example:
  fachwerk xta target set --tenant musterstadt --procedure xdomea --reader ags:14730000 --service urn:city:receipts`;

interface Options extends QualifierOptions {
  readonly tenant: string;
  readonly procedure: string;
  readonly inactive?: true;
  readonly json?: true;
}

export function addXtaTarget(xta: Command): void {
  const group = xta
    .command('target')
    .summary('have receipts sent by XTA')
    .description('Targets: readers that receipts of specialist procedures are sent to by XTA.');
  const set = withQualifier(of(group, 'set', 'set up or change a target'), 'receipts')
    .description('Sets up to whom receipts of a procedure are sent by XTA, or changes it. It needs a source.')
    .option('--inactive', 'write receipts down and send none, until it is set again without this')
    .action(async () => setTarget(set.optsWithGlobals<Options>()));
  const remove = of(group, 'remove', 'send no more receipts')
    .description('Removes a target. What has not arrived yet is stopped, and can be released later.')
    .action(async () => removeTarget(remove.optsWithGlobals<Options>()));
}

function of(group: Command, name: string, summary: string): Command {
  return group
    .command(name)
    .summary(summary)
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure whose receipts are sent')
    .addHelpText('after', HELP);
}

async function setTarget(options: Options): Promise<void> {
  const { tenant, procedure, inactive, json } = options;
  const reader = { identifier: options.reader, type: options.readerType };
  const target = { reader, qualifier: qualifierOf(options), active: inactive !== true };
  await withTenant(tenant, (id, { xtaTargets }) => xtaTargets.set(id, procedure, target));
  new Output(json === true).answer(
    { tenant, procedure, ...target },
    () => `Receipts of ${procedure} are sent to ${reader.identifier}.`,
  );
}

async function removeTarget({ tenant, procedure, json }: Options): Promise<void> {
  const stopped = await withTenant(tenant, (id, { xtaTargets }) => xtaTargets.remove(id, procedure));
  new Output(json === true).answer(
    { tenant, procedure, stopped },
    () => `The target was removed, ${counted(stopped, 'receipt')} stopped.`,
  );
}
