/** Connector packages for tests, made in a folder of their own: compiled modules, as an integrator ships them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Manifest } from '@fachwerk/connectors/contract';
import { administer } from '@fachwerk/hub/administer';
import type { Procedure } from './procedure.js';
import type { SetUp } from './set-ups.js';
import { until } from './wait.js';

export interface PackageFacts {
  readonly name: string;
  readonly version?: string;
  readonly stability?: string;
  /** What `translate(message, settings)` does; `filed(message, settings)` makes good commands of it. */
  readonly translate?: string;
  /** Of the module, beside the functions. */
  readonly before?: string;
  /** Required besides `filePlanCode`. */
  readonly requires?: string;
  /** Types besides `note`, as the manifest lists them; the same functions read them. */
  readonly accepts?: Manifest['accepts'];
  /** Schema of a note's number. */
  readonly number?: object;
}

/** Reads `{ number, subject }` and files it as one case file with one document. */
function connectorOf(facts: Required<PackageFacts>): string {
  const { name, version, stability, translate, before } = facts;
  const accepts = [{ type: 'note', title: 'A note', jsonSchema: `${name}/note.json` }, ...facts.accepts];
  const manifest = {
    name,
    title: `Notes by ${name}`,
    version,
    stability,
    contract: 1,
    accepts,
    settings: `${name}/settings.json`,
  };
  return `
    import { Rejected } from '@fachwerk/connectors/contract';
    const manifest = ${JSON.stringify(manifest)};
    const filed = ({ body }, settings, subject = body.subject) => [
      { do: 'open-file', key: body.number, filePlanCode: settings.filePlanCode, subject },
      { do: 'add-document', key: body.number, in: { file: body.number }, subject, content: 'message' },
    ];
    ${before}
    const note = { key: ({ body }) => body.number, translate(message, settings) { ${translate} } };
    export const connector = { manifest, types: { ${accepts.map(({ type }) => `${type}: note`).join(', ')} } };
    export { Rejected };`;
}

const text = { type: 'string', minLength: 1, maxLength: 200 };
function schemaOf(id: string, properties: Readonly<Record<string, object>>): string {
  const $schema = 'http://json-schema.org/draft-07/schema#';
  const required = Object.keys(properties);
  return JSON.stringify({ $schema, $id: id, type: 'object', required, properties });
}

export class Packages {
  private constructor(private readonly folder: string) {}

  static async make(): Promise<Packages> {
    return new Packages(await mkdtemp(join(tmpdir(), 'fachwerk-packages-')));
  }

  /** @returns its folder */
  async add(given: PackageFacts): Promise<string> {
    const defaults = { version: '1.0.0', stability: 'pilot', translate: 'return filed(message, settings);' };
    const facts = { before: '', requires: '', accepts: [], number: text, ...defaults, ...given };
    const { name, requires, number } = facts;
    const folder = join(this.folder, `${name}-${facts.version}`);
    const settings = { filePlanCode: text, ...(requires === '' ? {} : { [requires]: text }) };
    const files = {
      'package.json': JSON.stringify({ name, type: 'module', fachwerk: { connector: 'dist/connector.js' } }),
      'dist/connector.js': connectorOf(facts),
      [`schemas/${name}/note.json`]: schemaOf(`${name}/note.json`, { number, subject: text }),
      [`schemas/${name}/settings.json`]: schemaOf(`${name}/settings.json`, settings),
    };
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    return folder;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

export interface NewProcedure {
  readonly name: string;
  readonly connector: string;
  readonly connectorVersion?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Procedures of the demo tenant, ready to send. @param connectors as FACHWERK_CONNECTORS of the hub */
export async function addProcedures(
  { database, hub }: Pick<SetUp, 'hub'> & { readonly database: Pick<SetUp['database'], 'url'> },
  connectors: readonly string[],
  procedures: readonly NewProcedure[],
): Promise<readonly Procedure[]> {
  const env = { FACHWERK_DATABASE_URL: database.url, FACHWERK_CONNECTORS: connectors.join(',') };
  const keys = await administer(env, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    const made: string[] = [];
    for (const { settings, ...procedure } of procedures) {
      const all = { filePlanCode: '632.6', ...settings };
      await administration.createProcedure(tenant, { title: procedure.name, settings: all, ...procedure });
      made.push(await administration.createKey(tenant, procedure.name, 'test'));
    }
    return made;
  });
  await until('the hub knows the last of their keys', () => hub.knowsKey(keys.at(-1)!));
  return procedures.map(({ name }, position) => hub.procedureWith(name, keys[position]!));
}

/** A message for them. */
export function note(number: string, subject = `Note ${number}`): string {
  return JSON.stringify({ number, subject });
}
