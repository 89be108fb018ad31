import type { HousekeepingEntry } from '@fachwerk/hub/administer';
import type { Command } from 'commander';
import { wrongUsage } from '../failure.js';
import { loadAdminister } from '../setup/with-setup.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { HUB_HELP } from './progress.js';

const HELP = `${HUB_HELP}
The list is append-only. Months are dropped by workers when their retention is over (FACHWERK_PAYLOAD_RETENTION_DAYS,
FACHWERK_MESSAGE_RETENTION_MONTHS); a month with a message that is parked or not settled stays.`;

export function addHousekeeping(program: Command): void {
  const command = program
    .command('housekeeping')
    .summary('show what was dropped and swept')
    .description('Lists which months of the ledger were dropped and what was swept from the content store.')
    .option('--limit <number>', 'entries, newest first', '50')
    .addHelpText('after', HELP)
    .action(async () => {
      const { limit, json } = command.optsWithGlobals<{ limit: string; json?: true }>();
      if (!/^[1-9]\d{0,4}$/.test(limit)) throw wrongUsage(`"${limit}" is no number of entries.`);
      const output = new Output(json === true);
      const { housekeepingOf } = await loadAdminister();
      const entries = await housekeepingOf(process.env, Number(limit));
      output.answer({ entries }, () => table(['AT', 'JOB', 'FACTS'], entries.map(rowOf), output.paint));
    });
}

function rowOf({ at, job, facts }: HousekeepingEntry): readonly string[] {
  return [shown(at.toISOString()), job, JSON.stringify(facts)];
}
