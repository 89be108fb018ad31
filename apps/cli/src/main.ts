/** The command `fachwerk`: sends messages to a hub, shows what became of them, and sets a hub up. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { addAlerts } from './alerts/alerts.js';
import { addBench } from './bench/bench.js';
import { addChaos } from './chaos/chaos.js';
import { toFailure, wrongUsage } from './failure.js';
import { addDoors } from './flow/doors.js';
import { addOverview } from './flow/overview.js';
import { addQueues } from './flow/queues.js';
import { addBackup } from './housekeeping/backup.js';
import { addContent } from './housekeeping/content.js';
import { addHousekeeping } from './housekeeping/log.js';
import { addRestore } from './housekeeping/restore.js';
import { addVerify } from './housekeeping/verify.js';
import { addKeys } from './keys.js';
import { addMessages } from './messages/messages.js';
import { addParked } from './parked/parked.js';
import { addReconciliation } from './reconciliation.js';
import { addSchemas } from './schemas/schemas.js';
import { addSearch } from './search.js';
import { addConnector } from './setup/connector.js';
import { addFilePlan } from './setup/file-plan.js';
import { addCertificate } from './setup/certificate.js';
import { addKey } from './setup/key.js';
import { addMigrate } from './setup/migrate.js';
import { addPerson } from './setup/person.js';
import { addProcedure } from './setup/procedure.js';
import { addTenant } from './setup/tenant.js';
import { addWebhook } from './setup/webhook.js';
import { Output } from './terminal/output.js';
import { addWebhooks } from './webhooks/webhooks.js';
import { addSoap } from './soap/soap.js';
import { addXta } from './xta/xta.js';

const HELP = `
With --json there is one JSON value on stdout and nothing else; an error is { "error": { code, message } } on stderr.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 the hub or its database cannot be reached.

Examples:
  fachwerk messages send permit.json --procedure building-permits --demo --wait
  fachwerk messages list --state parked --demo
  fachwerk reconciliation --demo`;

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  // Whoever reads stdout may have seen enough (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const json = args.includes('--json');
  try {
    await program(json).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return usageExit(error, json);
    const failure = toFailure(error);
    new Output(json).failure(failure);
    return failure.exitCode;
  }
}

function program(json: boolean): Command {
  const command = new Command('fachwerk')
    .description('Sends messages to a hub, shows what became of them, and sets a hub up on its database.')
    .version(version())
    .option('--json', 'answer in JSON')
    .addOption(
      new Option('--lang <language>', "language of the hub's sentences")
        .choices(['en', 'de'])
        .default(languageOf(process.env)),
    )
    .addHelpText('after', HELP)
    .configureHelp({ showGlobalOptions: true })
    .showSuggestionAfterError()
    .exitOverride();
  if (json) command.configureOutput({ writeErr: () => undefined });
  addMessages(command);
  addParked(command);
  addWebhooks(command);
  addAlerts(command);
  addOverview(command);
  addDoors(command);
  addQueues(command);
  addReconciliation(command);
  addSearch(command);
  addMigrate(command);
  addTenant(command);
  addProcedure(command);
  addKey(command);
  addCertificate(command);
  addKeys(command);
  addWebhook(command);
  addXta(command);
  addSoap(command);
  addPerson(command);
  addFilePlan(command);
  addConnector(command);
  addSchemas(command);
  addBackup(command);
  addRestore(command);
  addVerify(command);
  addContent(command);
  addHousekeeping(command);
  addChaos(command);
  addBench(command);
  return command;
}

/** Commander has told people already; `--help` and `--version` are no errors. */
function usageExit(error: CommanderError, json: boolean): number {
  if (error.exitCode === 0) return 0;
  const message = error.code === 'commander.help' ? 'A command is missing: see --help.' : error.message;
  if (json) new Output(json).failure(wrongUsage(message.replace(/^error: /, '')));
  return 2;
}

function version(): string {
  const path = join(import.meta.dirname, '..', 'package.json');
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/** As the terminal is set, POSIX's order. */
function languageOf(env: NodeJS.ProcessEnv): 'de' | 'en' {
  const name = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return name.startsWith('de') ? 'de' : 'en';
}
