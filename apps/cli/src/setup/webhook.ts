import type { Command } from 'commander';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { DATABASE_HELP, withTenant } from './with-setup.js';

const HELP = `${DATABASE_HELP}
Workers know of a change within seconds. What waits and what failed: fachwerk webhooks list.

Examples:
  fachwerk webhook set --tenant musterstadt --procedure permits --url https://permits.example/receipts > webhook.secret
  fachwerk webhook test --tenant musterstadt --procedure permits
  fachwerk webhook rotate --tenant musterstadt --procedure permits > webhook.secret.new
  fachwerk webhook rotate --tenant musterstadt --procedure permits --retire-old`;

interface Options {
  readonly tenant: string;
  readonly procedure: string;
  readonly url: string;
  readonly inactive?: true;
  readonly retireOld?: true;
  readonly json?: true;
}

export function addWebhook(program: Command): void {
  const group = program
    .command('webhook')
    .summary('have receipts sent to a procedure')
    .description('Webhooks: addresses that receipts of specialist procedures are sent to.');
  const set = of(group, 'set', 'set up or change a webhook')
    .description(
      'Sets up where the receipts of a procedure are sent to, or changes it. Prints the secret of a new one, this once.',
    )
    .requiredOption('--url <url>', 'where receipts are posted to: https, or http in a network that is trusted')
    .option('--inactive', 'write receipts down and send none, until it is set again without this')
    .action(async () => setWebhook(set.optsWithGlobals<Options>()));
  const rotate = of(group, 'rotate', 'change the secret')
    .description(
      'Makes a second secret and prints it, this once. Receipts are signed with both until the old one is retired.',
    )
    .option('--retire-old', 'end the old secret, once the receiver knows the new one')
    .action(async () => rotateSecret(rotate.optsWithGlobals<Options>()));
  const remove = of(group, 'remove', 'send no more receipts')
    .description('Removes a webhook and its secrets. What was not delivered yet is stopped, and can be released later.')
    .action(async () => removeWebhook(remove.optsWithGlobals<Options>()));
  const test = of(group, 'test', 'send a test')
    .description(
      'Sends a signed test to the webhook, from this computer: workers may reach it by another way. Nothing is written down.',
    )
    .action(async () => testWebhook(test.optsWithGlobals<Options>()));
  const list = group
    .command('list')
    .summary('list webhooks')
    .description('Lists the webhooks of a tenant.')
    .requiredOption('--tenant <name>', 'tenant')
    .addHelpText('after', DATABASE_HELP)
    .action(async () => listWebhooks(list.optsWithGlobals<Options>()));
}

function of(group: Command, name: string, summary: string): Command {
  return group
    .command(name)
    .summary(summary)
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure whose receipts are sent')
    .addHelpText('after', HELP);
}

async function setWebhook({ tenant, procedure, url, inactive, json }: Options): Promise<void> {
  const active = inactive !== true;
  const secret = await withTenant(tenant, (id, { webhooks }) => webhooks.set(id, procedure, url, active));
  const output = new Output(json === true);
  const shown = secret === undefined ? {} : { secret };
  // A new secret goes to stdout alone, so that it can be sent to a file.
  output.answer({ tenant, procedure, url, active, ...shown }, () => secret ?? 'The webhook was changed.');
  if (secret !== undefined) output.note(shownOnce(tenant, procedure));
}

async function rotateSecret({ tenant, procedure, retireOld, json }: Options): Promise<void> {
  const output = new Output(json === true);
  if (retireOld === true) {
    await withTenant(tenant, (id, { webhooks }) => webhooks.retire(id, procedure));
    output.answer({ tenant, procedure, retired: true }, () => 'The old secret was retired.');
    return;
  }
  const secret = await withTenant(tenant, (id, { webhooks }) => webhooks.rotate(id, procedure));
  output.answer({ tenant, procedure, secret }, () => secret);
  output.note(shownOnce(tenant, procedure));
}

async function removeWebhook({ tenant, procedure, json }: Options): Promise<void> {
  const stopped = await withTenant(tenant, (id, { webhooks }) => webhooks.remove(id, procedure));
  const output = new Output(json === true);
  output.answer({ tenant, procedure, stopped }, () => `The webhook was removed, ${stopped} receipts were stopped.`);
}

async function testWebhook({ tenant, procedure, json }: Options): Promise<void> {
  const { error, ...test } = await withTenant(tenant, (id, setup) => setup.testWebhook(id, procedure));
  if (error !== undefined) throw error;
  const { delivery, status, durationMs } = test;
  const output = new Output(json === true);
  output.answer(
    { tenant, procedure, ...test },
    () => `The test was delivered (${delivery}): status ${status} after ${durationMs} ms.`,
  );
}

async function listWebhooks({ tenant, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const webhooks = await withTenant(tenant, (id, setup) => setup.webhooks.list(id));
  const rows = webhooks.map(({ procedure, url, active, secrets, pending, stopped, failures }) => [
    procedure,
    active ? 'active' : 'inactive',
    ...[secrets, pending, stopped, failures].map(String),
    url,
  ]);
  const head = ['PROCEDURE', 'STATE', 'SECRETS', 'PENDING', 'STOPPED', 'FAILURES IN A ROW', 'URL'];
  output.answer({ webhooks }, () => table(head, rows, output.paint));
}

function shownOnce(tenant: string, procedure: string): string {
  return `This is the secret of the webhook of ${procedure} in ${tenant}. It is shown this once: keep it safe.`;
}
