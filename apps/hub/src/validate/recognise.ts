/** Which of a connector's types is this message? By XML root, or by the JSON Schema it satisfies. */
import type { AcceptedJson, AcceptedType, AcceptedXml, Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import { shortened } from '../errors/shortened.js';
import type { Check } from '../json/schemas.js';

/** What is known of a body before it is recognised. */
export type BodyFacts =
  | {
      readonly syntax: 'xml';
      readonly namespace: string;
      readonly element: string;
      /** What the XML came in; nothing when it came on its own. */
      readonly container?: AcceptedXml['container'];
    }
  | { readonly syntax: 'json'; readonly value: unknown };

/** @param schemas `check` of the `Schemas` of the release */
export function recognise(manifest: Manifest, facts: BodyFacts, schemas: { check(path: string): Check }): AcceptedType {
  return facts.syntax === 'xml' ? recogniseXml(manifest, facts) : recogniseJson(manifest, facts.value, schemas);
}

export function isXmlType(type: AcceptedType): type is AcceptedXml {
  return 'root' in type;
}

/** The XML types of a connector that may come in a container, or all that may come on their own. */
export function xmlTypes(manifest: Manifest, container: AcceptedXml['container']): readonly AcceptedXml[] {
  return manifest.accepts.filter(isXmlType).filter((type) => container === undefined || type.container === container);
}

/** A type that names the root element comes before one that takes any of the namespace, and this before one that takes any. */
export function typeOfRoot(
  types: readonly AcceptedXml[],
  { namespace, element }: { readonly namespace: string; readonly element: string },
): AcceptedXml | undefined {
  const candidates = types.filter(({ root }) => root.namespace === namespace);
  return (
    candidates.find(({ root }) => root.element === element) ??
    candidates.find(({ root }) => root.element === undefined) ??
    types.find(({ root }) => root.namespace === undefined)
  );
}

function recogniseXml(manifest: Manifest, found: BodyFacts & { syntax: 'xml' }): AcceptedXml {
  const types = xmlTypes(manifest, found.container);
  return typeOfRoot(types, found) ?? unknownType(manifest, nameOf(found), found.container && types);
}

function recogniseJson(manifest: Manifest, value: unknown, schemas: { check(path: string): Check }): AcceptedJson {
  const candidates = manifest.accepts.filter((type): type is AcceptedJson => !isXmlType(type));
  const results = candidates.map((type) => ({ type, problem: schemas.check(type.jsonSchema)(value)[0] }));
  const match = results.find(({ problem }) => problem === undefined);
  if (match !== undefined) return match.type;

  const [only, ...others] = results;
  if (only?.problem === undefined || others.length > 0) return unknownType(manifest, 'JSON that satisfies no schema');
  const { path, sentence } = only.problem;
  throw new HubError('rejected', 'json.schema', `The message is no ${only.type.type}: ${sentence}.`, {
    path,
    values: { type: only.type.type, problem: sentence },
  });
}

function unknownType(manifest: Manifest, name: string, types: readonly AcceptedType[] = manifest.accepts): never {
  const found = shortened(name);
  const accepted = types.map((type) => (isXmlType(type) ? nameOf(type.root) : `JSON ${type.jsonSchema}`)).join(', ');
  throw new HubError(
    'rejected',
    'message.type-unknown',
    `The connector ${manifest.name} does not accept ${found}. It accepts: ${accepted}.`,
    { values: { connector: manifest.name, found, accepted } },
  );
}

/** As people read it; `*` where any is taken. */
export function nameOf({ namespace = '*', element = '*' }: AcceptedXml['root']): string {
  return `{${namespace}}${element}`;
}
