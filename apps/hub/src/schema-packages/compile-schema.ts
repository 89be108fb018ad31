import { HubError } from '../errors/hub-error.js';
import { CompiledXsd, XsdProblem } from '../xml/xsd.js';
import type { PackageIndex } from './package-index.js';
import type { SchemaFiles } from './schema-files.js';

/**
 * @param url of a schema of the package
 * @param load bytes of a URL; the package's own files where nothing else is given
 * @throws HubError `schema.package-broken`: it is installed, and what it imports no longer is
 */
export function compileSchema(
  { name, version }: Pick<PackageIndex, 'name' | 'version'>,
  files: SchemaFiles,
  url: string,
  load: SchemaFiles['load'] = files.load,
): CompiledXsd {
  try {
    return CompiledXsd.compile(url, load);
  } catch (cause) {
    if (!(cause instanceof XsdProblem)) throw cause;
    const problem = files.plain(cause.message);
    throw new HubError(
      'misconfigured',
      'schema.package-broken',
      `The schema package ${name} ${version} cannot be used: ${problem}.`,
      { target: `${name}@${version}`, values: { package: name, version, problem } },
      { cause },
    );
  }
}
