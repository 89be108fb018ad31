/**
 * Official validation: is the message valid by the schema that its standard publishes? Runs in the translating thread,
 * which keeps the schemas it has compiled.
 */
import { Rejected, type AcceptedType, type Element } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import type { SchemaValidation } from '../ledger/generated/validation.js';
import { compileSchema } from '../schema-packages/compile-schema.js';
import type { FoundEntry, InstalledPackages, WantedEntry } from '../schema-packages/installed-packages.js';
import type { OpenedXml } from '../xml/read.js';
import type { CompiledXsd } from '../xml/xsd.js';
import { isXmlType } from './recognise.js';

/** What a tenant decides for a procedure: messages wait for the schema, or are filed without. */
export type ValidationMode = 'required' | 'when-installed';

/** One compiled schema is some megabytes that no heap limit counts; connectors rarely have more types in use at once. */
const COMPILED_MAX = 16;

export class OfficialSchemas {
  /** In the order of their last use. */
  private readonly compiled = new Map<string, CompiledXsd>();

  constructor(private readonly packages: InstalledPackages) {}

  /** @throws HubError `schema.package-broken`: it is installed, and what it imports no longer is */
  validate(type: AcceptedType, xml: OpenedXml | undefined): SchemaValidation {
    if (this.packages.look(performance.now())) this.forget();
    const wanted = xml === undefined ? undefined : wantedOf(type, xml);
    if (xml === undefined || wanted === undefined) return { result: 'none', findings: [] };
    const found = this.packages.find(wanted);
    if (found === undefined) return { result: 'not-installed', findings: [] };
    const findings = this.compiledFrom(found).validate(xml);
    const { name, version } = found.package;
    const result = findings.length === 0 ? 'valid' : 'invalid';
    return { result, package: name, version, file: found.entry.file, findings: [...findings] };
  }

  private compiledFrom(found: FoundEntry): CompiledXsd {
    const key = `${found.package.folder}/${found.entry.file}`;
    const known = this.compiled.get(key);
    this.compiled.delete(key);
    const compiled = known ?? this.compile(found);
    this.compiled.set(key, compiled);
    const [oldest] = this.compiled;
    if (this.compiled.size > COMPILED_MAX && oldest !== undefined) {
      this.compiled.delete(oldest[0]);
      oldest[1].dispose();
    }
    return compiled;
  }

  private compile({ package: installed, entry }: FoundEntry): CompiledXsd {
    const files = this.packages.filesOf(installed);
    return compileSchema(installed, files, files.urlOf(entry.file));
  }

  private forget(): void {
    for (const compiled of this.compiled.values()) compiled.dispose();
    this.compiled.clear();
  }
}

/**
 * What follows from the result.
 *
 * @throws HubError `xml.schema-invalid`, or `schema.package-missing` when the procedure requires validation
 */
export function checkResult(
  { result, package: name = '', version = '', findings }: SchemaValidation,
  type: AcceptedType,
  xml: OpenedXml | undefined,
  mode: ValidationMode,
): void {
  if (result === 'not-installed' && mode === 'required' && xml !== undefined) {
    const { namespace: uri = '', entry = '', version: wanted } = wantedOf(type, xml) ?? {};
    const namespace = wanted === undefined ? uri : `${uri} in version ${wanted.slice(0, 20)}`;
    throw new HubError(
      'misconfigured',
      'schema.package-missing',
      `No installed schema package has ${entry} of ${namespace}. Install it: fachwerk schemas install <folder or ZIP>.`,
      { target: namespace, values: { namespace, entry } },
    );
  }
  const [first] = findings;
  if (result !== 'invalid' || first === undefined) return;
  const { sentence, path, line = 0 } = first;
  throw new HubError(
    'rejected',
    'xml.schema-invalid',
    `The message is not valid by ${name} ${version}: ${sentence} (line ${line})`,
    { path, values: { package: name, version, finding: sentence, line, count: findings.length } },
  );
}

/** A type that takes any root element is validated by the one it has. */
function wantedOf(type: AcceptedType, xml: OpenedXml): WantedEntry | undefined {
  if (!isXmlType(type) || type.official === undefined) return undefined;
  const { versionAt, ...official } = type.official;
  const version = versionAt === undefined ? undefined : versionIn(xml.root(type.namespaces), versionAt);
  return {
    ...official,
    ...(type.root.element === undefined ? { entry: xml.element } : {}),
    ...(version === undefined ? {} : { version }),
  };
}

/** A message without a version, or with two, is validated all the same: the schema says what is wrong with it. */
function versionIn(root: Element, path: string): string | undefined {
  try {
    return root.maybe.text(path);
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    throw error;
  }
}
