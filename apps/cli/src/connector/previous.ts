/**
 * What the last released version of a connector promised, in `manifest.previous.json` beside its fixtures: which messages
 * it takes, and which settings. Procedures rely on it, so a version that takes something away is a new major version.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '@fachwerk/connectors/contract';
import { readJsonFile } from './json-file.js';

export const PREVIOUS = 'manifest.previous.json';

/** Where a member is → what it has to be. */
type Members = Readonly<Record<string, Member>>;

interface Member {
  readonly required?: true;
  /** The values it may have, where they are listed. */
  readonly values?: readonly unknown[];
  /** What kinds of value it may be, where values are not listed. */
  readonly kinds?: readonly string[];
}

export interface Promised {
  readonly version: string;
  /** Each type, and how it is recognised. */
  readonly types: Readonly<Record<string, string>>;
  /** What types may come in, besides as they are. */
  readonly containers: Readonly<Record<string, string>>;
  readonly settings: Members;
  /** Of messages in JSON, by type. */
  readonly messages: Readonly<Record<string, Members>>;
}

export function promisedBy(manifest: Manifest, schemas: { written(path: string): object }): Promised {
  const types = manifest.accepts.map((type): [string, string] => [
    type.type,
    'root' in type ? `{${type.root.namespace ?? '*'}}${type.root.element ?? '*'}` : type.jsonSchema,
  ]);
  const containers = manifest.accepts.flatMap((type): [string, string][] =>
    'root' in type && type.container !== undefined ? [[type.type, type.container]] : [],
  );
  const messages = manifest.accepts.flatMap((type): [string, Members][] =>
    'jsonSchema' in type ? [[type.type, membersOf(schemas.written(type.jsonSchema))]] : [],
  );
  return {
    version: manifest.version,
    types: Object.fromEntries(types),
    containers: Object.fromEntries(containers),
    settings: membersOf(schemas.written(manifest.settings)),
    messages: Object.fromEntries(messages),
  };
}

export function readPrevious(folder: string): Promised | undefined {
  const path = join(folder, PREVIOUS);
  return existsSync(path) ? (readJsonFile(path) as Promised) : undefined;
}

export function writePrevious(folder: string, promised: Promised): void {
  writeFileSync(join(folder, PREVIOUS), `${JSON.stringify(promised, null, 2)}\n`);
}

/** What takes something away that was promised. None when the major version was raised. */
export function broken(previous: Promised, now: Promised): readonly string[] {
  if (majorOf(now.version) > majorOf(previous.version)) return [];
  const gone = Object.keys(previous.types).filter((type) => !Object.hasOwn(now.types, type));
  const changed = Object.keys(previous.types).filter(
    (type) => Object.hasOwn(now.types, type) && now.types[type] !== previous.types[type],
  );
  const unpacked = Object.entries(previous.containers).filter(
    ([type, container]) => Object.hasOwn(now.types, type) && now.containers[type] !== container,
  );
  return [
    ...(order(now.version) < order(previous.version)
      ? [`the version ${now.version} is older than the released one, ${previous.version}`]
      : []),
    ...gone.map((type) => `the type ${type} is not accepted any more`),
    ...changed.map((type) => `the type ${type} was recognised by ${previous.types[type]}, now by ${now.types[type]}`),
    ...unpacked.map(([type, container]) => `the type ${type} is not taken from a ${container} any more`),
    ...narrowed(previous.settings, now.settings).map((problem) => `the settings: ${problem}`),
    ...Object.entries(previous.messages).flatMap(([type, members]) => {
      const known = now.messages[type];
      return known === undefined ? [] : narrowed(members, known).map((problem) => `messages ${type}: ${problem}`);
    }),
  ];
}

/** What satisfied the schema before, and would not now. */
function narrowed(before: Members, after: Members): readonly string[] {
  const required = Object.entries(after).filter(([path, { required: is }]) => is && before[path]?.required !== true);
  // A new part may well require something within itself.
  const demanded = required.filter(([path]) => {
    const parent = path.slice(0, path.lastIndexOf('/'));
    return parent === '' || Object.hasOwn(before, parent);
  });
  return [
    ...demanded.map(([path]) => `${path} is required now`),
    ...Object.keys(before)
      .filter((path) => !Object.hasOwn(after, path))
      .map((path) => `${path} is not known any more`),
    ...Object.entries(before).flatMap(([path, member]) =>
      after[path] === undefined ? [] : restricted(path, member, after[path]),
    ),
  ];
}

/** Values that a member may not have any more. */
function restricted(path: string, before: Member, after: Member): readonly string[] {
  if (after.values !== undefined) {
    const listed = after.values;
    const now = listed.map((value) => JSON.stringify(value)).join(', ');
    if (before.values === undefined) return [`${path} may only be ${now} now`];
    const lost = before.values.filter((value) => !listed.includes(value)).map((value) => JSON.stringify(value));
    return lost.length === 0 ? [] : [`${path} may not be ${lost.join(', ')} any more`];
  }
  const { kinds } = after;
  if (kinds === undefined) return [];
  const had = before.kinds ?? before.values?.map(kindOf) ?? [];
  const isLess = had.length === 0 || had.some((kind) => !isOneOf(kind, kinds));
  const was = had.length === 0 ? 'anything' : [...new Set(had)].join(' or ');
  return isLess ? [`${path} may have been ${was}, now it has to be ${kinds.join(' or ')}`] : [];
}

function isOneOf(kind: string, kinds: readonly string[]): boolean {
  return kinds.includes(kind) || (kind === 'integer' && kinds.includes('number'));
}

/** As a schema calls it. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

interface SchemaPart {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly allOf?: readonly SchemaPart[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
  readonly items?: SchemaPart;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** The members of a schema, flat. A definition that contains itself is looked into once on each way. */
function membersOf(schema: object): Members {
  const members: Record<string, Member> = {};
  const add = (path: string, more: Member): void => void (members[path] = { ...members[path], ...more });
  const visit = (part: SchemaPart, path: string, seen: readonly string[]): void => {
    const { $ref: reference } = part;
    if (reference !== undefined) {
      const target = reference.startsWith('#') && !seen.includes(reference) ? pointed(schema, reference) : undefined;
      if (target !== undefined) visit(target, path, [...seen, reference]);
      return;
    }
    // The whole is an object in any case.
    if (path !== '') add(path, memberOf(part));
    for (const all of part.allOf ?? []) visit(all, path, seen);
    for (const name of part.required ?? []) add(`${path}/${name}`, { required: true });
    const below = Object.entries(part.properties ?? {}).map(([name, member]) => [`${path}/${name}`, member] as const);
    for (const [at, member] of part.items === undefined ? below : [...below, [`${path}/*`, part.items] as const]) {
      // Also where a definition is not looked into again.
      add(at, {});
      visit(member, at, seen);
    }
  };
  visit(schema as SchemaPart, '', []);
  return members;
}

function memberOf(part: SchemaPart): Member {
  const values = part.enum ?? (part.const === undefined ? undefined : [part.const]);
  if (values !== undefined) return { values };
  return part.type === undefined ? {} : { kinds: [part.type].flat() };
}

function pointed(schema: object, reference: string): SchemaPart | undefined {
  let at: unknown = schema;
  for (const step of reference.split('/').slice(1)) {
    at = (at as Readonly<Record<string, unknown>> | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return at as SchemaPart | undefined;
}

/** Before 1.0.0 every minor version may break. */
function majorOf(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 0 ? minor / 1_000_000 : major;
}

function order(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1e10 + minor * 1e5 + patch;
}
