import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Attachment, Element, Message } from '@fachwerk/connectors/contract';
import { translate, type Translation } from '../apps/hub/src/translate/translate.js';
import { isXmlType, recognise } from '../apps/hub/src/validate/recognise.js';
import { XmlGuard } from '../apps/hub/src/xml/guard.js';
import { openXml } from '../apps/hub/src/xml/read.js';
import { schemas, sha256 } from './fixtures.js';

export const connector = catalogue.find(({ manifest }) => manifest.name === 'xdomea')!;
const checkCommands = schemas.check('hub/archive-command.json#/definitions/Commands');

/** An xdomea message as the hub hands it to the connector, with whatever lies beside it. */
export interface XdomeaMessage {
  readonly xml: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  /** Name of the XML in its ZIP; it is one of the attachments then. */
  readonly part?: string;
}

export function read({ xml, files = {}, part }: XdomeaMessage): {
  readonly type: string;
  readonly message: Message<Element>;
} {
  const body = Buffer.from(xml);
  const guard = new XmlGuard({ depthMax: 100, elementsMax: 1_000_000, attributesMax: 1_000 });
  guard.write(body);
  const opened = openXml(body, guard.end().elements);
  opened.dispose();
  const { namespace, element } = opened;
  const type = recognise(connector.manifest, { syntax: 'xml', namespace, element }, schemas);
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

export function translateXdomea(sent: XdomeaMessage, settings: Readonly<Record<string, unknown>> = {}): Translation {
  const { type, message } = read(sent);
  return translate(connector, type, message, { filePlanCode: '1', ...settings }, checkCommands);
}

function attachment(name: string, bytes: Buffer): Attachment {
  return { name, mime: 'application/octet-stream', sizeBytes: bytes.length, sha256: sha256(bytes) };
}
