import type { Command } from 'commander';
import { Output } from '../terminal/output.js';
import { FOLDER_HELP, loadSchemaPackages } from './folder.js';

const HELP = `${FOLDER_HELP}
Messages of procedures that require official validation wait, when no other package has their schema.

Example:
  fachwerk schemas remove xdomea@2.4.0`;

export function addRemove(group: Command): void {
  const command = group
    .command('remove <package>')
    .summary('remove a schema package')
    .description('Removes a schema package, named as "schemas list" shows it: name@version, or its name alone.')
    .addHelpText('after', HELP)
    .action(async (wanted: string) => {
      const output = new Output(command.optsWithGlobals<{ json?: true }>().json === true);
      const { removeSchemas, idOf } = await loadSchemaPackages();
      const { package: removed, usedBy } = await removeSchemas(process.env, wanted);
      const { name, version } = removed;
      const others = usedBy.length === 0 ? '' : ` These packages import from it: ${usedBy.join(', ')}.`;
      output.answer({ name, version, usedBy }, () => `The schema package ${idOf(removed)} was removed.${others}`);
    });
}
