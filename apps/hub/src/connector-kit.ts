/**
 * What connectors are tried out with where no hub runs: a message comes through the front door and through the stages
 * validate and translate, as the hub does it. The entry of the command line and of the tests of the catalogue.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type {
  AcceptedType,
  AcceptedXml,
  ArchiveCommand,
  ArchivedRecord,
  ArchiveQuestion,
  Attachment,
  Connector,
  Manifest,
  Message,
  Outcome,
} from '@fachwerk/connectors/contract';
import { DiskContentStore } from './archive/disk-content-store.js';
import { loadConfig } from './config/load-config.js';
import { SchemasFolder } from './config/schemas-folder.js';
import { HubError } from './errors/hub-error.js';
import { Schemas } from './json/schemas.js';
import type { StoredPart } from './ledger/envelope.js';
import { receiveBody } from './receive/body.js';
import { Containers } from './receive/containers.js';
import { replyNode } from './reply-node.js';
import { writeXml } from './soap/write-xml.js';
import { namedBy, questionsOf, replyOf, tellOf } from './translate/answering.js';
import { deepFrozen } from './translate/deep-frozen.js';
import { readPackage } from './translate/package.js';
import { installedConnectors } from './translate/configured-packages.js';
import { ConnectorSchemas } from './translate/installed.js';
import { RunningConnectors } from './translate/running.js';
import { orderKeyOf, translate } from './translate/translate.js';
import { messagePart } from './validate/message-part.js';
import { openBody, recognised, type OpenedBody, type Recognisable } from './validate/open-body.js';
import { isXmlType } from './validate/recognise.js';
import { XmlElement } from './xml/element.js';
import { pathsOf } from './xml/paths.js';
import type { OpenedXml } from './xml/read.js';
import type { XmlNode } from './xml/tree.js';

export type { Change } from './operate/command-changes.js';
export { outcomeOf, type Outcome, type ReplayFacts, type ReplayOutcome } from './operate/replays.js';
export { answerProblems, problemsOfManifest } from './translate/package-problems.js';
export { checkSettings } from './validate/settings.js';
export { HubError, isXmlType, Schemas, SchemasFolder, type XmlNode };

export interface SentMessage {
  readonly body: Buffer;
  readonly syntax: 'xml' | 'json' | 'zip' | 'pdf';
  readonly attachments: readonly Attachment[];
}

/** A message as its connector will get it, before it is recognised. Its content may be replaced by another one. */
export interface OpenedMessage extends Omit<Message, 'type' | 'body'> {
  readonly content: XmlContent | JsonContent;
}

export interface XmlContent {
  readonly syntax: 'xml';
  readonly tree: XmlNode;
  readonly container?: AcceptedXml['container'];
}

export interface JsonContent {
  readonly syntax: 'json';
  readonly value: unknown;
}

/** What a connector makes of a message. The type is there when the message was recognised. */
export type Tried = { readonly type?: string } & (
  | { readonly key: string; readonly commands: readonly ArchiveCommand[]; readonly translateMs: number }
  /** Of a type that is only a question: nothing of it is filed. */
  | { readonly questions: readonly ArchiveQuestion[]; readonly translateMs: number }
  | { readonly error: HubError }
);

/** Schemas that the hub itself has, whatever the connector brings along. */
const hubSchemas = new Schemas(new SchemasFolder().path);
const checkCommands = hubSchemas.check('hub/archive-command.json#/definitions/Commands');
const checkQuestions = hubSchemas.check('hub/archive-question.json#/definitions/Questions');
const checkReply = hubSchemas.check('hub/reply-element.json');

const xml = { depthMax: 100, elementsMax: 1_000_000, attributesMax: 1_000 };
const json = { depthMax: 64, valuesMax: 1_000_000 };
const limits = {
  messageBytesMax: 67_108_864,
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
/** Longer than any message needs. */
export const TRANSLATE_MS_MAX = 2_000;
const interpreterLimits = { timeoutMs: TRANSLATE_MS_MAX, memoryMib: 128 };
const tenant = '00000000-0000-4000-8000-000000000000';

/** A connector as it can be asked now: one in an interpreter is begun anew when it is worn. */
export type Subject = () => Promise<Connector>;

/**
 * The connector of a package, in an interpreter as the hub runs it.
 *
 * @throws HubError `connector.package-unusable`
 */
export async function interpretedPackage(folder: string): Promise<Subject> {
  const found = await readPackage(folder);
  const running = new RunningConnectors(interpreterLimits);
  return () => running.of({ manifest: found.manifest, package: found });
}

/** A version that the hub of these settings has. */
export interface InstalledVersion {
  readonly name: string;
  readonly version: string;
  readonly subject: Subject;
  readonly schemas: Schemas;
}

/**
 * @param version null for the newest that is not retired
 * @throws HubError `connector.unknown`, `connector.version-unknown`, `connector.package-unusable`
 */
export async function installedVersion(
  env: NodeJS.ProcessEnv,
  name: string,
  version: string | null,
): Promise<InstalledVersion> {
  const { folder } = hubSchemas;
  const found = (await installedConnectors(loadConfig(env, folder).connectors, folder)).named(name, version);
  const running = new RunningConnectors(interpreterLimits);
  const schemas = new ConnectorSchemas(folder).of(found);
  return { name, version: found.manifest.version, subject: () => running.of(found), schemas };
}

export interface ReceivedMessage {
  readonly opened: OpenedBody;
  readonly attachments: readonly Attachment[];
  readonly part: StoredPart | undefined;
}

/**
 * Through the front door, and opened as by a worker. Whoever asked disposes of its XML.
 *
 * @throws HubError `rejected`
 */
export async function receivedMessage(manifest: Manifest, message: SentMessage): Promise<ReceivedMessage> {
  const folder = mkdtempSync(join(tmpdir(), 'fachwerk-message-'));
  try {
    const store = new DiskContentStore(folder);
    const containers = new Containers(() => manifest).of(manifest.name, null);
    const mime = `application/${message.syntax}`;
    const { body, parts } = await receiveBody(Readable.from([message.body]), mime, tenant, store, limits, containers);
    const attachments = [...parts, ...message.attachments];
    const part = message.syntax === 'zip' ? messagePart(manifest, attachments) : undefined;
    const bytes = part === undefined ? message.body : await buffer(store.read(tenant, part.sha256));
    const sent = { bytes, body, ...(part === undefined ? {} : { part }) };
    const opened = await openBody(sent, { json, messageBytesMax: limits.messageBytesMax, xml });
    return { opened, attachments, part };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @throws HubError `rejected` */
export async function openedMessage(manifest: Manifest, message: SentMessage): Promise<OpenedMessage> {
  const { opened, attachments, part } = await receivedMessage(manifest, message);
  // Connectors read the tree, which stays.
  if (opened.syntax === 'xml') opened.xml.dispose();
  const container = opened.syntax === 'xml' ? opened.container : undefined;
  return {
    content:
      opened.syntax === 'json'
        ? { syntax: 'json', value: opened.value }
        : { syntax: 'xml', tree: opened.xml.tree, ...(container === undefined ? {} : { container }) },
    mime: `application/${message.syntax}`,
    sizeBytes: message.body.length,
    sha256: sha256(message.body),
    attachments: attachments.map(({ name, mime, sizeBytes, sha256: hash }) => ({
      name,
      mime,
      sizeBytes,
      sha256: hash,
    })),
    ...(part === undefined ? {} : { part: part.name }),
  };
}

/**
 * Recognised and translated, as in a translating thread. Never throws: whatever goes wrong is the outcome.
 *
 * @param schemas that the connector brings along
 */
export function tryTranslate(
  connector: Connector,
  { content, ...facts }: OpenedMessage,
  settings: unknown,
  schemas: Pick<Schemas, 'check'>,
): Tried {
  let type: string | undefined;
  try {
    const { accepted, message } = recognisedMessage(connector, { content, ...facts }, schemas);
    type = accepted.type;
    const given = deepFrozen(settings);
    const begunAt = performance.now();
    if (isXmlType(accepted) && accepted.answer === 'question') {
      const questions = questionsOf(connector, type, message, given, checkQuestions);
      return { type, questions, translateMs: performance.now() - begunAt };
    }
    orderKeyOf(connector, type, message);
    const { key, commands } = translate(connector, type, message, given, checkCommands);
    // Of a type that has questions besides, what they are is a part of its reply.
    questionsOf(connector, type, message, given, checkQuestions);
    return { type, key, commands, translateMs: performance.now() - begunAt };
  } catch (error) {
    return { ...(type === undefined ? {} : { type }), error: asHubError(error) };
  }
}

/**
 * What a connector replies, as XML. Bytes of the archive are `xop:Include`s of `content-<position>`.
 *
 * @returns undefined where it has no reply for this type
 * @throws HubError what the connector throws, or why its reply is none
 */
export function tryReply(
  connector: Connector,
  opened: OpenedMessage,
  settings: unknown,
  schemas: Pick<Schemas, 'check'>,
  outcome: Outcome,
): string | undefined {
  try {
    const { accepted, message } = recognisedMessage(connector, opened, schemas);
    const [given, frozen] = [deepFrozen(settings), deepFrozen(outcome)];
    const reply = replyOf(connector, accepted.type, frozen, message, given, checkReply);
    return reply === undefined ? undefined : writeXml(replyNode(reply, (position) => `content-${position}`));
  } catch (error) {
    throw asHubError(error);
  }
}

/** A call as it would be sent. Bytes of the archive are `xop:Include`s of `content-<position>`. */
export interface TriedTell {
  readonly operation: string;
  readonly xml: string;
}

/**
 * What a connector tells a service of its procedure.
 *
 * @returns undefined where it tells nothing of this message
 * @throws HubError what the connector throws, or why its call is none
 */
export function tryTell(
  connector: Connector,
  opened: OpenedMessage,
  settings: unknown,
  schemas: Pick<Schemas, 'check'>,
  outcome: Outcome,
): TriedTell | undefined {
  try {
    const { accepted, message } = recognisedMessage(connector, opened, schemas);
    const told = tellOf(connector, accepted.type, deepFrozen(outcome), message, deepFrozen(settings), checkReply);
    if (told === undefined) return undefined;
    return { operation: told.operation, xml: writeXml(replyNode(told.element, (at) => `content-${at}`)) };
  } catch (error) {
    throw asHubError(error);
  }
}

/** Records that commands name, as an archive might have them. */
export function recordsOf(commands: readonly ArchiveCommand[]): readonly ArchivedRecord[] {
  const at = '2026-01-01T08:00:00.000Z';
  return namedBy(commands).map(({ what, key }) => {
    const own = commands.find((command) => command.key === key && 'subject' in command);
    const subject = own !== undefined && 'subject' in own ? own.subject : key;
    const content = {
      version: 1,
      fileName: 'a.pdf',
      mime: 'application/pdf',
      sizeBytes: 1,
      sha256: EMPTY,
      createdAt: at,
    };
    return {
      what,
      key,
      subject,
      reference: '100.1/2026-1',
      filePlanCode: '100.1',
      ...(what === 'case' ? { number: 1 } : {}),
      metadata: {},
      createdAt: at,
      changedAt: at,
      ...(what === 'document' ? { content } : {}),
    };
  });
}

/** SHA-256 of nothing. */
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function recognisedMessage(
  connector: Connector,
  { content, ...facts }: OpenedMessage,
  schemas: Pick<Schemas, 'check'>,
): { readonly accepted: AcceptedType; readonly message: Message } {
  const { type: accepted, body } = recognised(connector, recognisable(content), schemas);
  return { accepted, message: deepFrozen({ ...facts, type: accepted.type, body }) };
}

/** Content that was replaced has no document of libxml2, and needs none. */
function recognisable(content: OpenedMessage['content']): Recognisable {
  if (content.syntax === 'json') return content;
  const { tree, container } = content;
  const root: OpenedXml['root'] = (namespaces) => new XmlElement(tree, pathsOf(namespaces));
  const opened = { namespace: tree.namespace, element: tree.name, root };
  return { syntax: 'xml', xml: opened, ...(container === undefined ? {} : { container }) };
}

function asHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  const sentence = 'Reading this message failed in a way nobody foresaw.';
  return new HubError('defect', 'read.defect', sentence, {}, { cause: error });
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
