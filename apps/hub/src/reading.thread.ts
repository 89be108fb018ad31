/**
 * A translating thread: recognises, reads and translates messages. Here the stages `validate` and `translate` meet; the
 * thread touches neither database nor broker, and can be killed at any moment.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { AcceptedType, Connector, Message } from '@fachwerk/connectors/contract';
import { HubError, type Stage } from './errors/hub-error.js';
import { cut, STACK_LENGTH_MAX } from './errors/shortened.js';
import { InstalledPackages } from './schema-packages/installed-packages.js';
import { deepFrozen } from './translate/deep-frozen.js';
import type { InterpreterLimits } from './translate/foreign/interpreter.js';
import { ConnectorSchemas, InstalledConnectors } from './translate/installed.js';
import type { ConnectorPackage } from './translate/package.js';
import type { PlainError, Reading, ReadingFacts, ReadingJob } from './translate/reading.js';
import { RunningConnectors } from './translate/running.js';
import type { Answered, AnswerJob, ThreadJob } from './translate/answers.js';
import { namedBy, questionsOf, replyOf, tellOf } from './translate/answering.js';
import type { ThreadOrder } from './translate/thread-pool.js';
import { Laps } from './translate/laps.js';
import { firstRecordOf, orderKeyOf, translate } from './translate/translate.js';
import { checkResult, OfficialSchemas } from './validate/official-schemas.js';
import { fieldsIn } from './validate/message-fields.js';
import { openBody, recognised, type OpenLimits } from './validate/open-body.js';
import { isXmlType } from './validate/recognise.js';
import { checkSettings } from './validate/settings.js';
import type { OpenedXml } from './xml/read.js';

/** Given by the hub when it starts the thread. */
export interface ReadingSetup extends OpenLimits {
  readonly schemasFolder: string;
  readonly connectorPackages: readonly ConnectorPackage[];
  readonly interpreter: InterpreterLimits;
  readonly schemaPackagesDir: string;
  /** Whether readings bring the XML along. */
  readonly returnsXml: boolean;
}

const setup = workerData as ReadingSetup;
const installed = new InstalledConnectors(setup.schemasFolder, setup.connectorPackages);
const running = new RunningConnectors(setup.interpreter);
const schemas = new ConnectorSchemas(setup.schemasFolder);
const settingsSchemas = new ConnectorSchemas(setup.schemasFolder, { allErrors: true });
const packages = new InstalledPackages(setup.schemaPackagesDir);
const official = new OfficialSchemas(packages);
const checkCommands = schemas.ofRelease().check('hub/archive-command.json#/definitions/Commands');
const checkQuestions = schemas.ofRelease().check('hub/archive-question.json#/definitions/Questions');
const checkReply = schemas.ofRelease().check('hub/reply-element.json');

parentPort?.on('message', (order: ThreadOrder<ThreadJob>) => void readAll(order));

/** One after the other: the message that is begun is the one to blame. */
async function readAll({ jobs, progress }: ThreadOrder<ThreadJob>): Promise<void> {
  const readings: (Reading | Answered)[] = [];
  for (const [position, job] of jobs.entries()) {
    Atomics.store(progress, 0, position + 1);
    readings.push('asks' in job ? await answer(job) : await read(job));
  }
  parentPort?.postMessage(readings);
}

/** Never throws: whatever goes wrong belongs to this one message. */
async function read(job: ReadingJob): Promise<Reading> {
  let stage: Stage = 'validate';
  const laps = new Laps();
  let facts: ReadingFacts = { connector: job.connector, ...laps.facts };
  let xml: OpenedXml | undefined;
  try {
    const found = installed.named(job.connector, job.version);
    facts = { ...facts, version: found.manifest.version };
    const connector = await running.of(found);
    const { envelope, part } = job;
    const bytes = Buffer.from(job.body.buffer, job.body.byteOffset, job.body.byteLength);
    const opened = await openBody({ bytes, body: envelope.body, ...(part === undefined ? {} : { part }) }, setup);
    if (opened.syntax === 'xml') xml = opened.xml;
    if (job.listsFields === true) facts = { ...facts, fields: fieldsIn(opened) };
    const { type, body } = recognised(connector, opened, schemas.of(found), packages.lookUpCode);
    facts = { ...facts, type: type.type };
    const message = messageOf(job, type, deepFrozen(body));
    // First of all: what cannot be filed now is to hold only those behind it that concern the same.
    const order = orderOf(job, connector, type, message);
    if ('key' in order) facts = { ...facts, orderKey: order.key };
    laps.end();
    const schema = official.validate(type, xml);
    facts = { ...facts, validation: { schema } };
    checkResult(schema, type, xml, job.validation);
    laps.end();
    stage = 'translate';
    checkSettings(connector.manifest, job.settings, settingsSchemas.of(found));
    const { key, commands } = translate(connector, type.type, message, job.settings, checkCommands);
    if ('error' in order) throw order.error;
    laps.end();
    if (job.ordered) facts = { orderKey: firstRecordOf(commands), ...facts };
    return { ...facts, ...(setup.returnsXml && xml !== undefined ? { xml: xml.text() } : {}), key, commands };
  } catch (error) {
    laps.end();
    return { ...facts, stage, error: plain(error) };
  } finally {
    xml?.dispose();
  }
}

/** For a sender that waits, or is to be told. Never throws. */
async function answer(job: AnswerJob): Promise<Answered> {
  const { asks, settings, outcome, envelope, part } = job;
  let xml: OpenedXml | undefined;
  try {
    const found = installed.named(job.connector, job.version);
    const connector = await running.of(found);
    const bytes = Buffer.from(job.body.buffer, job.body.byteOffset, job.body.byteLength);
    const opened = await openBody({ bytes, body: envelope.body, ...(part === undefined ? {} : { part }) }, setup);
    if (opened.syntax === 'xml') xml = opened.xml;
    const { type: accepted, body } = recognised(connector, opened, schemas.of(found), packages.lookUpCode);
    const { type } = accepted;
    const message = messageOf(job, accepted, deepFrozen(body));
    checkSettings(connector.manifest, settings, settingsSchemas.of(found));
    if (outcome !== undefined) {
      const given = [connector, type, deepFrozen(outcome), message, settings, checkReply] as const;
      return asks === 'tell' ? { tell: tellOf(...given) } : { reply: replyOf(...given) };
    }
    const questions = questionsOf(connector, type, message, settings, checkQuestions);
    const isQuestion = isXmlType(accepted) && accepted.answer === 'question';
    const named = isQuestion ? [] : namedBy(translate(connector, type, message, settings, checkCommands).commands);
    return { questions, named };
  } catch (error) {
    return { error: plain(error) };
  } finally {
    xml?.dispose();
  }
}

/** An error of the connector is told only when nothing else is wrong with the message. */
function orderOf(
  job: ReadingJob,
  connector: Connector,
  { type }: AcceptedType,
  message: Message,
): { readonly key: string } | { readonly error: unknown } | Record<never, never> {
  try {
    const key = job.ordered ? (job.envelope.orderKey ?? orderKeyOf(connector, type, message)) : undefined;
    return key === undefined ? {} : { key };
  } catch (error) {
    return { error };
  }
}

function messageOf(job: Pick<ReadingJob, 'envelope' | 'part'>, type: AcceptedType, body: unknown): Message {
  const { senderKey, body: sent, attachments } = job.envelope;
  return Object.freeze({
    type: type.type,
    body,
    ...(senderKey === undefined ? {} : { senderKey }),
    mime: sent.mime,
    sizeBytes: sent.sizeBytes,
    sha256: sent.sha256,
    attachments: deepFrozen(
      attachments.map(({ name, mime, sizeBytes, sha256 }) => ({ name, mime, sizeBytes, sha256 })),
    ),
    ...(job.part === undefined ? {} : { part: job.part.name }),
  });
}

function plain(error: unknown): PlainError {
  const known = error instanceof HubError ? error : unforeseen(error);
  const cause = known.cause instanceof Error ? (known.cause.stack ?? known.cause.message) : undefined;
  const { kind, code, message, details } = known;
  return { kind, code, message, details, ...(cause === undefined ? {} : { stack: cut(cause, STACK_LENGTH_MAX) }) };
}

function unforeseen(cause: unknown): HubError {
  return new HubError('defect', 'read.defect', 'Reading this message failed in a way nobody foresaw.', {}, { cause });
}
