import type { Command } from 'commander';
import type { Installation } from '@fachwerk/hub/schema-packages';
import { counted } from '../terminal/counted.js';
import { Output } from '../terminal/output.js';
import { FOLDER_HELP, loadSchemaPackages } from './folder.js';

const HELP = `${FOLDER_HELP}
Name and version are taken from the path (.../xdomea/3.0.0, xdomea_3.0.0.zip) or from the schemas. A package of the same
name and version is replaced. What a schema imports by an absolute URL is looked for in an OASIS catalog.xml of the
package, among its own files, and in the catalogues of other packages; nothing is ever fetched.

WSDLs (.wsdl) are taken as well. The schemas that are written into one lie beside it, as <file>.wsdl.types/1.xsd.

Examples:
  fachwerk schemas install xdomea_3.0.0.zip
  fachwerk schemas install ./cii/schema --name cii --package-version D16B`;

/** Shown at most; --json has all. */
const SHOWN_MAX = 10;
const PROGRESS_MS = 1_000;

interface Options {
  readonly name?: string;
  readonly packageVersion?: string;
  readonly json?: true;
}

export function addInstall(group: Command): void {
  const command = group
    .command('install')
    .argument('<source>', 'folder or ZIP')
    .summary('install an official schema package')
    .description('Installs a package of official schemas, and finds out what can be validated by it.')
    .option('--name <name>', 'name of the package')
    .option('--package-version <version>', 'version of the package')
    .addHelpText('after', HELP)
    .action(async (source: string) => install(source, command.optsWithGlobals<Options>()));
}

async function install(source: string, { name, packageVersion, json }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await loadSchemaPackages();
  const installation = await hub.installSchemas(process.env, source, {
    ...(name === undefined ? {} : { name }),
    ...(packageVersion === undefined ? {} : { version: packageVersion }),
    onProgress: progress(output),
  });
  const { package: installed, replaced } = installation;
  output.answer({ package: installed, replaced }, () => summary(installation, hub.idOf(installed)));
}

/** A line now and then, so that a large package does not look like a command that hangs. */
function progress(output: Output): (done: number, total: number, file: string) => void {
  let shownAt = performance.now();
  return (done, total, file) => {
    if (performance.now() - shownAt < PROGRESS_MS) return;
    shownAt = performance.now();
    output.note(`${done} of ${total} schemas: ${file}`);
  };
}

function summary({ package: installed, replaced }: Installation, id: string): string {
  const { entries, failures, uses, codeLists, wsdls = [] } = installed;
  const namespaces = [...new Set(entries.map(({ namespace }) => namespace))].toSorted();
  return [
    `The schema package ${id} was ${replaced ? 'replaced' : 'installed'}: ${counted(entries.length, 'schema')} for ${counted(namespaces.length, 'namespace')}, ${counted(codeLists.length, 'code list')}${wsdls.length === 0 ? '' : `, ${counted(wsdls.length, 'WSDL')}`}.`,
    ...(uses.length === 0 ? [] : [`It imports from: ${uses.join(', ')}.`]),
    ...namespaces.slice(0, SHOWN_MAX).map((namespace) => `  ${namespace === '' ? '(no namespace)' : namespace}`),
    ...(namespaces.length > SHOWN_MAX ? ['  … (all of them with --json)'] : []),
    ...wsdls.slice(0, SHOWN_MAX).map(({ file, operations }) => `  ${file}: ${counted(operations.length, 'operation')}`),
    ...(wsdls.length > SHOWN_MAX ? ['  … (all of them with --json)'] : []),
    ...(failures.length === 0 ? [] : [`${failures.length} schemas cannot be used:`]),
    ...failures.slice(0, SHOWN_MAX).map(({ file, reason }) => `  ${file}: ${reason}`),
    ...(failures.length > SHOWN_MAX ? ['  … (all of them with --json)'] : []),
  ].join('\n');
}
