import type { Command } from 'commander';
import type { ListedPackage } from '@fachwerk/hub/schema-packages';
import { Output } from '../terminal/output.js';
import { table, type Cell } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { FOLDER_HELP, loadSchemaPackages } from './folder.js';

export function addList(group: Command): void {
  const command = group
    .command('list')
    .summary('list the schema packages')
    .description(
      'Lists the official schema packages and their WSDLs, newest first. Of two for one namespace the newer is used.',
    )
    .addHelpText('after', FOLDER_HELP)
    .action(async () => {
      const output = new Output(command.optsWithGlobals<{ json?: true }>().json === true);
      const { listSchemas } = await loadSchemaPackages();
      const packages = await listSchemas(process.env);
      output.answer({ packages: packages.map(withoutFiles) }, () =>
        packages.length === 0
          ? 'No schema package is installed: fachwerk schemas install <folder or ZIP>.'
          : [
              table(['PACKAGE', 'VERSION', 'INSTALLED', 'SCHEMAS', 'VALIDATES'], packages.map(lineOf), output.paint),
              ...packages.flatMap(wsdlsOf),
              ...packages.flatMap(overruledBy).map((text) => output.paint({ text, colour: 'yellow' })),
            ].join('\n'),
      );
    });
}

function lineOf({ name, version, installedAt, entries, failures, validates }: ListedPackage): readonly Cell[] {
  const count = failures.length === 0 ? String(entries.length) : `${entries.length} (${failures.length} unusable)`;
  return [name, version, shown(installedAt), count, validates.length === 0 ? '-' : validates.join(', ')];
}

/** A service of a connector is found by the name of its WSDL. */
function wsdlsOf({ name, version, wsdls = [] }: ListedPackage): readonly string[] {
  return wsdls.map(({ file, services }) => `${name}@${version} has the WSDL ${file}: ${services.join(', ')}.`);
}

/** Of two packages for one namespace only one is used: whoever installed the other should know. */
function overruledBy({ name, version, overruled }: ListedPackage): readonly string[] {
  const newer = [...new Set(overruled.map(({ by }) => by))];
  return newer.map((by) => {
    const [first, ...others] = overruled.filter((lost) => lost.by === by).map(({ namespace }) => namespace);
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `${name}@${version} is not used for ${first}${more}: ${by} is newer.`;
  });
}

/** Hundreds of paths say nothing to whoever asks which packages there are. */
function withoutFiles({ schemas: _schemas, catalogue: _catalogue, ...listed }: ListedPackage): object {
  return listed;
}
