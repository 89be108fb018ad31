/**
 * A translating thread: recognises, reads and translates messages. Here the stages `validate` and `translate` meet; the
 * thread touches neither database nor broker, and can be killed at any moment.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { AcceptedType, Connector, Message } from '@fachwerk/connectors/contract';
import { HubError, type Stage } from './errors/hub-error.js';
import { readJson } from './json/read-json.js';
import { Schemas } from './json/schemas.js';
import { connectorNamed } from './translate/catalogue.js';
import type { PlainError, Reading, ReadingFacts, ReadingJob } from './translate/reading.js';
import type { ThreadOrder } from './translate/thread-pool.js';
import { translate } from './translate/translate.js';
import { isXmlType, recognise } from './validate/recognise.js';
import { checkSettings } from './validate/settings.js';
import { openXml } from './xml/read.js';

/** Given by the hub when it starts the thread. */
export interface ReadingSetup {
  readonly schemasFolder: string;
  readonly jsonDepthMax: number;
}

const setup = workerData as ReadingSetup;
const schemas = new Schemas(setup.schemasFolder);
const settingsSchemas = new Schemas(setup.schemasFolder, { allErrors: true });
const checkCommands = schemas.check('hub/archive-command.json#/definitions/Commands');

parentPort?.on('message', ({ jobs, progress }: ThreadOrder<ReadingJob>) => {
  const readings = jobs.map((job, position) => {
    Atomics.store(progress, 0, position + 1);
    return read(job);
  });
  parentPort?.postMessage(readings);
});

/** Never throws: whatever goes wrong belongs to this one message. */
function read(job: ReadingJob): Reading {
  let stage: Stage = 'validate';
  let facts: ReadingFacts = { connector: job.connector };
  try {
    const connector = connectorNamed(job.connector);
    facts = { ...facts, version: connector.manifest.version };
    const { type, body } = recognised(connector, job);
    facts = { ...facts, type: type.type };
    stage = 'translate';
    checkSettings(connector.manifest, job.settings, settingsSchemas);
    const { key, commands } = translate(connector, type.type, messageOf(job, type, body), job.settings, checkCommands);
    return { ...facts, key, commands };
  } catch (error) {
    return { ...facts, stage, error: plain(error) };
  }
}

function recognised(connector: Connector, job: ReadingJob): { type: AcceptedType; body: unknown } {
  const bytes = Buffer.from(job.body.buffer, job.body.byteOffset, job.body.byteLength);
  if (job.envelope.body.syntax === 'json') {
    const value = readJson(bytes, { depthMax: setup.jsonDepthMax });
    return { type: recognise(connector.manifest, { syntax: 'json', value }, schemas), body: deepFrozen(value) };
  }
  const xml = openXml(bytes, job.envelope.body.elements ?? 0);
  const type = recognise(
    connector.manifest,
    { syntax: 'xml', namespace: xml.namespace, element: xml.element },
    schemas,
  );
  return { type, body: xml.root(isXmlType(type) ? type.namespaces : {}) };
}

function messageOf(job: ReadingJob, type: AcceptedType, body: unknown): Message {
  const { senderKey, body: sent, attachments } = job.envelope;
  return Object.freeze({
    type: type.type,
    body,
    ...(senderKey === undefined ? {} : { senderKey }),
    mime: sent.mime,
    sizeBytes: sent.sizeBytes,
    sha256: sent.sha256,
    attachments: deepFrozen(attachments),
  });
}

function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const child of Object.values(value)) deepFrozen(child);
  return Object.freeze(value);
}

function plain(error: unknown): PlainError {
  const known = error instanceof HubError ? error : unforeseen(error);
  const cause = known.cause instanceof Error ? (known.cause.stack ?? known.cause.message) : undefined;
  const { kind, code, message, details } = known;
  return { kind, code, message, details, ...(cause === undefined ? {} : { stack: cause }) };
}

function unforeseen(cause: unknown): HubError {
  return new HubError('defect', 'read.defect', 'Reading this message failed in a way nobody foresaw.', {}, { cause });
}
