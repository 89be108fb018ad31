/** What a connector is begun from, told by its content. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { QualifiedNode } from '@fachwerk/hub/schema-sources';
import { parse } from 'yaml';
import { Failure } from '../../failure.js';
import type { Json, JsonObject } from './found.js';
import { XSD } from './xsd/symbols.js';

type Hub = typeof import('@fachwerk/hub/schema-sources');

export const WSDL = 'http://schemas.xmlsoap.org/wsdl/';
const WSDL_2 = 'http://www.w3.org/ns/wsdl';

export type Source =
  | { readonly kind: 'xsd'; readonly path: string }
  | { readonly kind: 'wsdl'; readonly path: string; readonly root: QualifiedNode }
  | { readonly kind: 'sample.xml'; readonly path: string; readonly root: QualifiedNode }
  | { readonly kind: 'json-schema' | 'openapi'; readonly path: string; readonly value: JsonObject }
  | { readonly kind: 'sample.json'; readonly path: string; readonly value: Json };

/** @throws Failure where there is nothing, or nothing that is understood */
export function openSource(hub: Hub, path: string): Source {
  if (!existsSync(path)) throw new Failure('connector.source-missing', `There is no ${path}.`);
  if (statSync(path).isDirectory()) return openFolder(hub, path);
  const bytes = readFileSync(path);
  if (/^\s*(\ufeff)?</.test(bytes.toString('utf8', 0, 200)) || bytes.includes('<?xml')) {
    const root = hub.readQualified(bytes, path);
    if (root === undefined) throw unreadable(path, 'it is no well-formed XML');
    if (root.namespace === XSD && root.name === 'schema') return { kind: 'xsd', path };
    if (root.namespace === WSDL_2)
      throw unreadable(path, 'it is a WSDL 2.0; name the schema of its messages with --from');
    if (root.namespace === WSDL && root.name === 'definitions') return { kind: 'wsdl', path, root };
    return { kind: 'sample.xml', path, root };
  }
  const value = jsonOrYaml(path, bytes.toString());
  if (!isObject(value)) return { kind: 'sample.json', path, value };
  if ('openapi' in value || 'swagger' in value) return { kind: 'openapi', path, value };
  return { kind: isSchema(value) ? 'json-schema' : 'sample.json', path, value };
}

/** Of a folder the schemas, however deep; without them the one other file there is. */
function openFolder(hub: Hub, path: string): Source {
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' });
  const [wsdl, ...moreWsdls] = files.filter((file) => /\.wsdl$/i.test(file));
  if (wsdl !== undefined && moreWsdls.length === 0) return openSource(hub, join(path, wsdl));
  if (files.some((file) => /\.xsd$/i.test(file))) return { kind: 'xsd', path };
  const others = files.filter((file) => /\.(wsdl|json|ya?ml)$/i.test(file));
  const [only, ...more] = others;
  if (only !== undefined && more.length === 0) return openSource(hub, join(path, only));
  const found = others.length === 0 ? 'no schema in it' : `several: ${others.slice(0, 10).join(', ')}`;
  throw new Failure('connector.source-ambiguous', `${path} has ${found}. Name a file with --from.`, 2);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readJson(path: string): Json {
  return jsonOrYaml(path, readFileSync(path, 'utf8'));
}

/** YAML takes JSON as well; what ends in .json is told of in its own words. */
function jsonOrYaml(path: string, text: string): Json {
  try {
    return (/\.json$/i.test(path) ? JSON.parse(text) : parse(text)) as Json;
  } catch (error) {
    throw unreadable(path, error instanceof Error ? error.message : String(error));
  }
}

function isSchema(value: JsonObject): boolean {
  if (typeof value['$schema'] === 'string' && /json-schema\.org/.test(value['$schema'])) return true;
  const says =
    isObject(value['properties']) || '$ref' in value || isObject(value['$defs']) || isObject(value['definitions']);
  return says && (typeof value['type'] === 'string' || '$id' in value || '$ref' in value || 'allOf' in value);
}

function unreadable(path: string, why: string): Failure {
  return new Failure('connector.source-unreadable', `${path} cannot be read: ${why}.`);
}
