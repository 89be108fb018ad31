import { InvalidArgumentError, type Command } from 'commander';
import type { NewXtaSource, XtaLeftRow, XtaSourceRow } from '@fachwerk/hub/administer';
import { Failure, wrongUsage } from '../failure.js';
import { DATABASE_HELP, withTenant } from '../setup/with-setup.js';
import { counted } from '../terminal/counted.js';
import { Output } from '../terminal/output.js';
import { readText } from '../terminal/read-text.js';
import { serverSecrets, type ServerSecretOptions } from '../terminal/server-secrets.js';
import { facts, table } from '../terminal/table.js';

const INTERVAL_SECONDS = 60;
const PORTS = ['management', 'send', 'msgbox'] as const;
const HELP = `${DATABASE_HELP}
Gateways know of a change within a second. One of them fetches from a source at a time.

Examples:
  fachwerk xta source set --tenant musterstadt --procedure xdomea --url https://xta.example/xta \\
    --party ags:14713000 --certificate city.pem --key city.key --ca authority.pem
  fachwerk xta source test --tenant musterstadt --procedure xdomea
  fachwerk xta source list --tenant musterstadt
  fachwerk xta source left --tenant musterstadt --procedure xdomea`;

interface Options extends ServerSecretOptions {
  readonly tenant: string;
  readonly procedure: string;
  readonly url?: string;
  readonly management?: string;
  readonly send?: string;
  readonly msgbox?: string;
  readonly party: string;
  readonly partyType: string;
  readonly ca?: string;
  readonly interval: number;
  readonly fetch: boolean;
  readonly closeRefused?: true;
  readonly message?: string;
  readonly json?: true;
}

export function addXtaSource(xta: Command): void {
  const group = xta
    .command('source')
    .summary('servers that messages are fetched from')
    .description('Sources: XTA servers that messages of procedures are fetched from, and sent by.');
  addSet(group);
  const list = group
    .command('list')
    .summary('list sources and how they do')
    .description('Lists the sources of a tenant: last contact, last error, and how much was fetched and left.')
    .requiredOption('--tenant <name>', 'tenant')
    .addHelpText('after', DATABASE_HELP)
    .action(async () => listSources(list.optsWithGlobals<Options>()));
  const test = of(group, 'test', 'ask the server whether it knows the party')
    .description(
      'Asks the server whether the account is active, from this computer: gateways may reach it by another way.',
    )
    .action(async () => testSource(test.optsWithGlobals<Options>()));
  const left = of(group, 'left', 'list what cannot be accepted')
    .description('Lists messages that were left in the mailbox, or closed unread, because they cannot be accepted.')
    .action(async () => listLeft(left.optsWithGlobals<Options>()));
  const retry = of(group, 'retry', 'fetch again what was left')
    .description('Has messages fetched once more that were left in the mailbox, for example under other limits.')
    .option('--message <MessageID>', 'this one alone')
    .action(async () => retryLeft(retry.optsWithGlobals<Options>()));
  const remove = of(group, 'remove', 'fetch no more')
    .description('Removes a source with its key. What is in its mailbox stays there.')
    .action(async () => removeSource(remove.optsWithGlobals<Options>()));
}

function addSet(group: Command): void {
  const set = of(group, 'set', 'set up or change a source')
    .description('Sets up from where messages of a procedure are fetched, or changes it. The key is not shown again.')
    .option('--url <url>', 'address of the server; /management, /send and /msgbox are added')
    .option('--management <url>', 'address of its management port')
    .option('--send <url>', 'address of its send port')
    .option('--msgbox <url>', 'address of its mailbox port')
    .requiredOption('--party <identifier>', 'who the procedure is there')
    .option('--party-type <type>', 'type of the identifier', 'xöv')
    .option('--certificate <file>', 'certificate that is shown to the server (PEM)')
    .option('--key <file>', 'its private key (PEM, without passphrase)')
    .option('--user <name>', 'user name, for a server that asks for a password')
    .option('--password-file <file>', 'file with its password')
    .option('--ca <file>', 'authority that the server is trusted by (PEM; default: the usual ones)')
    .option('--interval <seconds>', `how often the mailbox is looked into`, interval, INTERVAL_SECONDS)
    .option('--no-fetch', 'only send by it')
    .option('--close-refused', 'close messages that cannot be accepted; otherwise they are left in the mailbox')
    .action(async () => setSource(set.optsWithGlobals<Options>()));
}

function of(group: Command, name: string, summary: string): Command {
  return group
    .command(name)
    .summary(summary)
    .requiredOption('--tenant <name>', 'tenant of the procedure')
    .requiredOption('--procedure <name>', 'procedure that the messages belong to')
    .addHelpText('after', HELP);
}

async function setSource(options: Options): Promise<void> {
  const { tenant, procedure, party, partyType, interval: intervalSeconds, fetch: fetches } = options;
  const secrets = await serverSecrets(options);
  const given: NewXtaSource = {
    addresses: addressesOf(options),
    party: { identifier: party, type: partyType },
    ...(secrets === undefined ? {} : { secrets }),
    ...(options.ca === undefined ? {} : { serverCa: await readText(options.ca) }),
    fetches,
    intervalSeconds,
    closesRefused: options.closeRefused === true,
  };
  await withTenant(tenant, (id, { xtaSources }) => xtaSources.set(id, procedure, given));
  const { addresses } = given;
  const output = new Output(options.json === true);
  output.answer({ tenant, procedure, addresses, party: given.party, fetches, intervalSeconds }, () =>
    fetches ? `Messages of ${procedure} are fetched from ${addresses.msgbox}.` : 'The source was set up for sending.',
  );
}

function addressesOf({ url, management, send, msgbox }: Options): NewXtaSource['addresses'] {
  const given = { management, send, msgbox };
  const missing = PORTS.filter((port) => given[port] === undefined);
  if (missing.length > 0 && url === undefined) {
    throw wrongUsage(`Name the server with --url, or all of its ports: --${missing.join(', --')} is missing.`);
  }
  const below = (port: string): string => `${url!.replace(/\/+$/, '')}/${port}`;
  return {
    management: management ?? below('management'),
    send: send ?? below('send'),
    msgbox: msgbox ?? below('msgbox'),
  };
}

async function listSources({ tenant, json }: Options): Promise<void> {
  const sources = await withTenant(tenant, (id, { xtaSources }) => xtaSources.list(id));
  const output = new Output(json === true);
  output.answer({ sources }, () => sources.map((source) => sourceText(source, output)).join('\n\n'));
}

function sourceText(source: XtaSourceRow, { paint }: Output): string {
  const { procedure, addresses, party, certificate, certificateEndsAt, contactAt, lastError, failures } = source;
  const shown = facts(
    [
      ['mailbox', source.fetches ? `${addresses.msgbox}, every ${source.intervalSeconds} s` : 'is not read'],
      ['party', `${party.identifier} (${party.type})`],
      ['certificate', certificate === null ? undefined : `${certificate}, until ${iso(certificateEndsAt)}`],
      ['last contact', contactAt === null ? 'never' : iso(contactAt)],
      ['last error', lastError === null ? undefined : `${lastError.at}: ${lastError.message} (${lastError.code})`],
      ['failures in a row', failures === 0 ? undefined : { text: String(failures), colour: 'yellow' }],
      ['fetched', String(source.fetched)],
      ['refused', source.refused === 0 ? undefined : { text: String(source.refused), colour: 'red' }],
      ['left in the mailbox', source.left === 0 ? undefined : { text: String(source.left), colour: 'red' }],
      ['next look', source.fetches ? iso(source.nextAt) : undefined],
    ],
    paint,
  );
  return `${paint({ text: procedure, colour: 'bold' })}\n${shown}`;
}

async function testSource({ tenant, procedure, json }: Options): Promise<void> {
  await withTenant(tenant, async (id, setup) => {
    const client = await setup.xtaClient(id, procedure);
    try {
      await client.checkAccountActive();
    } finally {
      client.end();
    }
  });
  new Output(json === true).answer({ tenant, procedure, active: true }, () => 'The server knows the party.');
}

async function listLeft({ tenant, procedure, json }: Options): Promise<void> {
  const left = await withTenant(tenant, (id, { xtaSources }) => xtaSources.left(id, procedure));
  const output = new Output(json === true);
  const rows = left.map((row) => [row.messageId, stateOf(row), String(row.tries), row.error.code, row.error.message]);
  output.answer({ left }, () => table(['MESSAGE ID', 'STATE', 'TRIES', 'CODE', 'WHY'], rows, output.paint));
}

function stateOf({ closedAt, nextAt }: XtaLeftRow): string {
  if (closedAt !== null) return 'closed';
  return nextAt === null ? 'left' : `again ${iso(nextAt)}`;
}

async function retryLeft({ tenant, procedure, message, json }: Options): Promise<void> {
  const messages = await withTenant(tenant, (id, { xtaSources }) => xtaSources.retry(id, procedure, message));
  if (message !== undefined && messages === 0) {
    throw new Failure('xta-client.not-left', `No message ${message} was left in the mailbox.`);
  }
  const output = new Output(json === true);
  output.answer({ tenant, procedure, messages }, () => `${counted(messages, 'message')} will be fetched again.`);
}

async function removeSource({ tenant, procedure, json }: Options): Promise<void> {
  await withTenant(tenant, (id, { xtaSources }) => xtaSources.remove(id, procedure));
  new Output(json === true).answer({ tenant, procedure, removed: true }, () => 'The source was removed.');
}

function interval(given: string): number {
  const seconds = Number(given);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 86_400) return seconds;
  throw new InvalidArgumentError('It must be a whole number of seconds, up to a day.');
}

function iso(at: Date | null): string {
  return at === null ? '-' : at.toISOString();
}
