import type { Command } from 'commander';
import { Output } from '../terminal/output.js';
import { loadAdminister } from './with-setup.js';

const HELP = `
FACHWERK_MIGRATE_DATABASE_URL is a login that may create tables and roles; FACHWERK_DATABASE_URL is the login the hub
itself uses, which must exist and is granted what it needs. Each may come from a file (..._URL_FILE). When one of the
two is set, it is used for both. Running it again changes nothing.

Example:
  FACHWERK_MIGRATE_DATABASE_URL_FILE=owner.url FACHWERK_DATABASE_URL_FILE=hub.url fachwerk migrate`;

export function addMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .summary('bring the database to this version')
    .description("Brings the hub's database to this version.")
    .addHelpText('after', HELP)
    .action(async () => {
      const output = new Output(command.optsWithGlobals<{ json?: true }>().json === true);
      const { migrateDatabase } = await loadAdminister();
      const migrations = await migrateDatabase(process.env);
      output.answer({ migrations }, () =>
        migrations.length === 0
          ? 'The database is up to date.'
          : ['These migrations were run:', ...migrations.map((name) => `  ${name}`)].join('\n'),
      );
    });
}
