import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Attachment, Connector, Manifest, Message } from '@fachwerk/connectors/contract';
import type { ContentStore } from '../apps/hub/src/archive/content-store.js';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { Schemas } from '../apps/hub/src/json/schemas.js';
import type { StoredPart } from '../apps/hub/src/ledger/envelope.js';
import { receiveBody } from '../apps/hub/src/receive/body.js';
import { Containers } from '../apps/hub/src/receive/containers.js';
import { translate, type Translation } from '../apps/hub/src/translate/translate.js';
import { messagePart } from '../apps/hub/src/validate/message-part.js';
import { openBody, recognised, type OpenedBody } from '../apps/hub/src/validate/open-body.js';
import { root } from './root.js';

export { root };
export const schemas = new Schemas(join(root, 'schemas'));
const checkCommands = schemas.check('hub/archive-command.json#/definitions/Commands');

const xml = { depthMax: 100, elementsMax: 1_000_000, attributesMax: 1_000 };
const json = { depthMax: 64, valuesMax: 1_000_000 };
const open = { json, messageBytesMax: 67_108_864, xml };
const limits = {
  messageBytesMax: open.messageBytesMax,
  attachmentBytesMax: 1e9,
  attachmentsMax: 200,
  inlineBytesMax: 65_536,
  pdfBytesMax: 1e8,
  zipEntriesMax: 10_000,
  zipBytesMax: 1e9,
  zipRatioMax: 200,
  zipNameLengthMax: 255,
  xmlDepthMax: xml.depthMax,
  xmlElementsMax: xml.elementsMax,
  xmlAttributesMax: xml.attributesMax,
  jsonDepthMax: json.depthMax,
  jsonValuesMax: json.valuesMax,
};
const tenant = '00000000-0000-4000-8000-000000000000';

export interface Fixture {
  readonly folder: string;
  readonly body: Buffer;
  readonly syntax: 'xml' | 'json' | 'zip' | 'pdf';
  readonly attachments: readonly Attachment[];
}

export function fixturesOf(connector: string): readonly Fixture[] {
  const folder = join(root, 'connectors', connector, 'fixtures');
  return readdirSync(folder)
    .toSorted()
    .map((name) => readFixture(join(folder, name)));
}

function readFixture(folder: string): Fixture {
  const attachments = join(folder, 'attachments');
  const syntax = (['xml', 'json', 'zip', 'pdf'] as const).find((ending) =>
    existsSync(join(folder, `message.${ending}`)),
  );
  if (syntax === undefined) throw new Error(`${folder} has no message.xml, .json, .zip or .pdf.`);
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

type Sent = Pick<Fixture, 'body' | 'syntax' | 'attachments'>;

/** A message through the front door, and opened by the worker. Its XML is to be disposed of. */
export async function openedFixture(connector: Connector, message: Sent): Promise<OpenedBody> {
  return (await received(connector, message)).opened;
}

interface ReceivedFixture {
  readonly opened: OpenedBody;
  readonly attachments: readonly Attachment[];
  readonly part: StoredPart | undefined;
}

async function received({ manifest }: Connector, message: Sent): Promise<ReceivedFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'fixture-'));
  try {
    return await receivedIn(new DiskContentStore(folder), manifest, message);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function receivedIn(store: ContentStore, manifest: Manifest, message: Sent): Promise<ReceivedFixture> {
  const mime = `application/${message.syntax}`;
  const containers = new Containers(() => manifest).of(manifest.name, null);
  const { body, parts } = await receiveBody(Readable.from([message.body]), mime, tenant, store, limits, containers);
  const attachments = [...parts, ...message.attachments];
  const part = message.syntax === 'zip' ? messagePart(manifest, attachments) : undefined;
  const bytes = part === undefined ? message.body : await buffer(store.read(tenant, part.sha256));
  const opened = await openBody({ bytes, body, ...(part === undefined ? {} : { part }) }, open);
  return { opened, attachments, part };
}

/** A message through the front door and the stages validate and translate, as the hub does it. Throws HubError. */
export async function translated(connector: Connector, message: Sent, settings: unknown): Promise<Translation> {
  const { opened, attachments, part } = await received(connector, message);
  // Connectors read the tree, which stays.
  if (opened.syntax === 'xml') opened.xml.dispose();
  const { type, body } = recognised(connector, opened, schemas);
  const complete: Message = frozen({
    type: type.type,
    body,
    mime: `application/${message.syntax}`,
    sizeBytes: message.body.length,
    sha256: sha256(message.body),
    attachments: attachments.map(({ name, mime: as, sizeBytes, sha256: hash }) => ({
      name,
      mime: as,
      sizeBytes,
      sha256: hash,
    })),
    ...(part === undefined ? {} : { part: part.name }),
  });
  return translate(connector, type.type, complete, settings, checkCommands);
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) frozen(child);
  return Object.freeze(value);
}
