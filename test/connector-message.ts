/** A message handed to a connector as the hub does it, with whatever lies beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Attachment, Connector, Element, Message } from '@fachwerk/connectors/contract';
import { translate, type Translation } from '../apps/hub/src/translate/translate.js';
import { isXmlType, recognise } from '../apps/hub/src/validate/recognise.js';
import { XmlGuard } from '../apps/hub/src/xml/guard.js';
import { openXml, type OpenedXml } from '../apps/hub/src/xml/read.js';
import { root, schemas, sha256 } from './fixtures.js';
import { unzipped } from './unzipped.js';

const checkCommands = schemas.check('hub/archive-command.json#/definitions/Commands');

export interface SentMessage {
  readonly xml: string | Buffer;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Name of the XML in its ZIP; it is one of the attachments then. */
  readonly part?: string;
}

export function connectorNamed(name: string): Connector {
  const found = catalogue.find(({ manifest }) => manifest.name === name);
  if (found === undefined) throw new Error(`The catalogue has no connector ${name}.`);
  return found;
}

/** A fixture as it is sent, its ZIP unpacked. */
export function fixtureNamed(connector: string, name: string): SentMessage & { readonly xml: string } {
  const folder = join(root, 'connectors', connector, 'fixtures', name);
  if (existsSync(join(folder, 'message.zip'))) return unpacked(readFileSync(join(folder, 'message.zip')));
  const attachments = join(folder, 'attachments');
  const names = existsSync(attachments) ? readdirSync(attachments) : [];
  const files = Object.fromEntries(names.map((file) => [file, readFileSync(join(attachments, file))]));
  return { xml: readFileSync(join(folder, 'message.xml'), 'utf8'), files };
}

function unpacked(zip: Buffer): SentMessage & { readonly xml: string } {
  const entries = unzipped(zip);
  const part = Object.keys(entries).find((entry) => /\.(xml|gml)$/.test(entry)) ?? '';
  const { [part]: xml = '', ...files } = entries;
  return { xml: xml.toString(), files, part };
}

/** The XML behind the guard; to be disposed of. */
export function openedXml(xml: string | Buffer): OpenedXml {
  const body = Buffer.from(xml);
  const guard = new XmlGuard({ depthMax: 100, elementsMax: 1_000_000, attributesMax: 1_000 });
  guard.write(body);
  return openXml(body, guard.end().elements);
}

export function readMessage(
  { manifest }: Connector,
  { xml, files = {}, part }: SentMessage,
): { readonly type: string; readonly message: Message<Element> } {
  const body = Buffer.from(xml);
  const opened = openedXml(body);
  opened.dispose();
  const { namespace, element } = opened;
  const type = recognise(manifest, { syntax: 'xml', namespace, element }, schemas);
  const all = { ...(part === undefined ? {} : { [part]: body }), ...files };
  const message = {
    type: type.type,
    body: opened.root(isXmlType(type) ? type.namespaces : {}),
    mime: part === undefined ? 'application/xml' : 'application/zip',
    sizeBytes: body.length,
    sha256: sha256(body),
    attachments: Object.entries(all).map(([name, content]) => attachment(name, Buffer.from(content))),
    ...(part === undefined ? {} : { part }),
  };
  return { type: type.type, message };
}

export function translateMessage(
  connector: Connector,
  sent: SentMessage,
  settings: Readonly<Record<string, unknown>> = {},
): Translation {
  const { type, message } = readMessage(connector, sent);
  return translate(connector, type, message, { filePlanCode: '1', ...settings }, checkCommands);
}

function attachment(name: string, bytes: Buffer): Attachment {
  return { name, mime: 'application/octet-stream', sizeBytes: bytes.length, sha256: sha256(bytes) };
}
