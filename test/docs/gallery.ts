/** What there is to read about connectors, made from their manifests, settings and fixtures. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AcceptedType, Manifest, SoapService } from '@fachwerk/connectors/contract';
import { root } from '../root.js';
import { cell, table } from './markdown.js';

/** A short table: what each accepts is in the gallery. */
export function catalogueTable(manifests: readonly Manifest[]): string {
  const rows = manifests.map(({ name, title, version, stability, accepts }) => [
    `[\`${name}\`](../docs/connectors/gallery.md#${name})`,
    cell(title),
    `${accepts.length} ${formatsOf(accepts)}`,
    version,
    stability,
  ]);
  return table(['Connector', 'Title', 'Types', 'Version', 'Stability'], rows);
}

export function gallery(manifests: readonly Manifest[]): string {
  return [
    '# Connectors',
    '',
    '<!-- Written by test/connectors-readme.spec.ts from the manifests. Do not edit. -->',
    '',
    'What this version of the hub can read. How to write one: [connectors/README.md](../../connectors/README.md); what a',
    'connector is made of: [contract.md](contract.md).',
    '',
    manifests.map(({ name, title }) => `- [${name}](#${name}): ${title}`).join('\n'),
    ...manifests.map(section),
  ].join('\n');
}

function section(manifest: Manifest): string {
  const { name, title, version, stability, accepts, soap } = manifest;
  const own = join(root, 'connectors', name);
  const more = existsSync(join(own, 'README.md')) ? ` · [README](../../connectors/${name}/README.md)` : '';
  return [
    '',
    `## ${name}`,
    '',
    `${title}.`,
    '',
    `Version ${version} · ${stability} · [source](../../connectors/${name}/)${more}`,
    '',
    '### Messages',
    '',
    accepts.map(accepted).join('\n'),
    '',
    ...(soap === undefined ? [] : ['### SOAP', '', soap.map(offered(name)).join('\n'), '']),
    '### Settings',
    '',
    settingsTable(manifest),
    '',
    '### Examples',
    '',
    examples(own),
  ].join('\n');
}

/** Where it is, once its WSDL is installed. */
function offered(connector: string): (service: SoapService) => string {
  return ({ name, title, wsdl }) => `- ${title}: \`/soap/${connector}/${name}\`, once \`${wsdl}\` is installed`;
}

/** A line for each: a table of namespaces would be wider than any page. */
function accepted(type: AcceptedType): string {
  const named = `- \`${type.type}\`: ${type.title}`;
  if (!('root' in type)) return `${named}. JSON, by [its schema](../../schemas/${type.jsonSchema})`;
  const { namespace, element } = type.root;
  const what =
    namespace === undefined
      ? 'any XML'
      : `${element === undefined ? 'any other root' : `\`${element}\``} in ${namespace === '' ? 'no namespace' : `\`${namespace}\``}`;
  const within = { zip: ', also in a ZIP', 'pdf-attachment': ', also embedded in a PDF' };
  const official = type.official === undefined ? '' : ', with its official schema';
  const answer = { question: ', a question', accepted: '', filed: ', answered once it is filed' }[
    type.answer ?? 'accepted'
  ];
  return `${named}. XML: ${what}${type.container === undefined ? '' : within[type.container]}${official}${answer}`;
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

function settingsTable({ settings }: Manifest): string {
  const schema = JSON.parse(readFileSync(join(root, 'schemas', settings), 'utf8')) as Schema;
  return table(['Setting', 'Required', 'What it is'], rowsOf(schema, ''));
}

function rowsOf({ properties = {}, required = [] }: Schema, within: string): readonly (readonly string[])[] {
  return Object.entries(properties).flatMap(([name, member]) => [
    [`\`${within}${name}\``, required.includes(name) ? 'yes' : '', cell(member.description ?? '')],
    ...rowsOf(member, `${within}${name}.`),
  ]);
}

function examples(own: string): string {
  const names = readdirSync(join(own, 'fixtures')).toSorted();
  const refused = names.filter((name) => name.startsWith('rejected-'));
  const filed = names.filter((name) => !refused.includes(name));
  return [`Filed: ${listed(filed)}.`, '', `Refused: ${listed(refused)}.`].join('\n');
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name.replace(/^(demo|rejected)-/, '')}\``).join(', ');
}

function formatsOf(accepts: Manifest['accepts']): string {
  return [...new Set(accepts.map((type) => ('root' in type ? 'XML' : 'JSON')))].join(' and ');
}
