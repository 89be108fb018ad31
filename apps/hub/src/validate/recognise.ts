/** Which of a connector's types is this message? By XML root, or by the JSON Schema it satisfies. */
import type { AcceptedJson, AcceptedType, AcceptedXml, Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import type { Check } from '../json/schemas.js';

/** What is known of a body before it is recognised. */
export type BodyFacts =
  | { readonly syntax: 'xml'; readonly namespace: string; readonly element: string }
  | { readonly syntax: 'json'; readonly value: unknown };

/** @param schemas `check` of the `Schemas` of the release */
export function recognise(manifest: Manifest, facts: BodyFacts, schemas: { check(path: string): Check }): AcceptedType {
  return facts.syntax === 'xml' ? recogniseXml(manifest, facts) : recogniseJson(manifest, facts.value, schemas);
}

export function isXmlType(type: AcceptedType): type is AcceptedXml {
  return 'root' in type;
}

function recogniseXml(manifest: Manifest, found: { namespace: string; element: string }): AcceptedXml {
  const type = manifest.accepts
    .filter(isXmlType)
    .find(({ root }) => root.namespace === found.namespace && root.element === found.element);
  return type ?? unknownType(manifest, nameOf(found));
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

function unknownType(manifest: Manifest, found: string): never {
  const accepted = manifest.accepts
    .map((type) => (isXmlType(type) ? nameOf(type.root) : `JSON ${type.jsonSchema}`))
    .join(', ');
  throw new HubError(
    'rejected',
    'message.type-unknown',
    `The connector ${manifest.name} does not accept ${found}. It accepts: ${accepted}.`,
    { values: { connector: manifest.name, found, accepted } },
  );
}

function nameOf({ namespace, element }: { readonly namespace: string; readonly element: string }): string {
  return `{${namespace}}${element}`;
}
