import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Attachment, Connector, Message } from '@fachwerk/connectors/contract';
import { readJson } from '../apps/hub/src/json/read-json.js';
import { Schemas } from '../apps/hub/src/json/schemas.js';
import { translate, type Translation } from '../apps/hub/src/translate/translate.js';
import { isXmlType, recognise } from '../apps/hub/src/validate/recognise.js';
import { XmlGuard } from '../apps/hub/src/xml/guard.js';
import { openXml } from '../apps/hub/src/xml/read.js';

export const root = dirname(import.meta.dirname);
export const schemas = new Schemas(join(root, 'schemas'));
const checkCommands = schemas.check('hub/archive-command.json#/definitions/Commands');

export interface Fixture {
  readonly folder: string;
  readonly body: Buffer;
  readonly syntax: 'xml' | 'json';
  readonly attachments: readonly Attachment[];
}

export function fixturesOf(connector: string): readonly Fixture[] {
  const folder = join(root, 'connectors', connector, 'fixtures');
  return readdirSync(folder)
    .toSorted()
    .map((name) => readFixture(join(folder, name)));
}

function readFixture(folder: string): Fixture {
  const syntax = existsSync(join(folder, 'message.xml')) ? 'xml' : 'json';
  const attachments = join(folder, 'attachments');
  return {
    folder,
    body: readFileSync(join(folder, `message.${syntax}`)),
    syntax,
    attachments: (existsSync(attachments) ? readdirSync(attachments).toSorted() : []).map((name) => {
      const bytes = readFileSync(join(attachments, name));
      return { name, mime: 'application/pdf', sizeBytes: bytes.length, sha256: sha256(bytes) };
    }),
  };
}

/** A message through the stages validate and translate, as the hub does it. Throws HubError. */
export function translated(
  connector: Connector,
  message: Pick<Fixture, 'body' | 'syntax' | 'attachments'>,
  settings: unknown,
): Translation {
  const { type, body } =
    message.syntax === 'xml' ? fromXml(connector, message.body) : fromJson(connector, message.body);
  const complete: Message = frozen({
    type,
    body,
    mime: `application/${message.syntax}`,
    sizeBytes: message.body.length,
    sha256: sha256(message.body),
    attachments: message.attachments,
  });
  return translate(connector, type, complete, settings, checkCommands);
}

function fromXml(connector: Connector, bytes: Buffer): { type: string; body: unknown } {
  const guard = new XmlGuard({ depthMax: 100, elementsMax: 1_000_000, attributesMax: 1_000 });
  guard.write(bytes);
  const xml = openXml(bytes, guard.end().elements);
  const type = recognise(
    connector.manifest,
    { syntax: 'xml', namespace: xml.namespace, element: xml.element },
    schemas,
  );
  return { type: type.type, body: xml.root(isXmlType(type) ? type.namespaces : {}) };
}

function fromJson(connector: Connector, bytes: Buffer): { type: string; body: unknown } {
  const value = readJson(bytes, { depthMax: 64 });
  return { type: recognise(connector.manifest, { syntax: 'json', value }, schemas).type, body: frozen(value) };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) frozen(child);
  return Object.freeze(value);
}
