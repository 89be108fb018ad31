import type { Found, FoundType, FoundXml } from '../found.js';
import { literal } from './code.js';
import { contractFrom, type Context } from './context.js';

/** Of more types, what they have in common is written once. */
const WRITTEN_OUT_MAX = 4;

export function manifestFile(context: Context, { types }: Found): string {
  const xml = types.filter((type): type is FoundXml => type.syntax === 'xml');
  const namespaces: Readonly<Record<string, string>> = Object.assign({}, ...xml.map((type) => type.namespaces));
  const short = xml.length > WRITTEN_OUT_MAX;
  return `import type { ${short ? 'AcceptedXml, ' : ''}Manifest } from '${contractFrom(context, 1)}';

${xml.length === 0 ? '' : `/** The prefixes in the paths of the readers, and what each stands for. */\nconst namespaces = ${JSON.stringify(namespaces)};\n`}
export const manifest = {
  name: ${literal(context.name)},
  title: ${literal(context.title)},
  version: '0.1.0',
  stability: 'draft',
  contract: 1,
  accepts: [
    ${types.map((type) => (short && type.syntax === 'xml' ? shortEntry(type, namespaces) : entry(context, type))).join(',\n')},
  ],
  settings: ${literal(`${context.name}/settings.json`)},
} as const satisfies Manifest;
${short ? `\n${HELPER}` : ''}`;
}

function entry({ name }: Context, type: FoundType): string {
  const common = `type: ${literal(type.type)}, title: ${literal(titleOf(type))}`;
  if (type.syntax === 'json') return `{ ${common}, jsonSchema: ${literal(`${name}/${type.type}.json`)} }`;
  const { root, official } = type;
  const element = root.element === undefined ? '' : `, element: ${literal(root.element)}`;
  return `{
    ${common},
    root: { namespace: ${literal(root.namespace)}${element} },
    ${official === undefined ? '' : `official: ${officialText(official)},`}
    namespaces,
  }`;
}

function shortEntry(type: FoundXml, namespaces: Readonly<Record<string, string>>): string {
  const { root, official } = type;
  const prefix = Object.keys(namespaces).find((one) => namespaces[one] === root.namespace);
  const namespace = prefix === undefined ? literal(root.namespace) : `namespaces[${literal(prefix)}]`;
  const element = root.element ?? '';
  const prefer =
    official === undefined ? ', null' : official.prefer === undefined ? '' : `, ${literal(official.prefer)}`;
  const written = `xml(${literal(type.type)}, ${literal(titleOf(type))}, ${namespace}, ${literal(element)}${prefer})`;
  return written;
}

function officialText({ namespace, entry: name, prefer }: NonNullable<FoundXml['official']>): string {
  const preferred = prefer === undefined ? '' : `, prefer: ${literal(prefer)}`;
  return `{ namespace: ${literal(namespace)}, entry: ${literal(name)}${preferred} }`;
}

function titleOf({ title }: FoundType): string {
  return title.slice(0, 200);
}

const HELPER = `/** @param prefer part of the path of the official schema, where several have the element; null: there is none */
function xml(type: string, title: string, namespace: string, element: string, prefer?: string | null): AcceptedXml {
  const official = { namespace, entry: element, ...(typeof prefer === 'string' ? { prefer } : {}) };
  return { type, title, root: { namespace, element }, ...(prefer === null ? {} : { official }), namespaces };
}
`;
