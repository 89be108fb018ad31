/** What connectors tell the SOAP services of their procedures; here sending, the connectors, the ledger and the archive meet. */
import type { Outcome, ToldCall } from '@fachwerk/connectors/contract';
import type { SpecialistProcedure } from './access/snapshot.js';
import { errorOf, type ConnectorOutcomes, type Settled } from './connector-outcomes.js';
import type { TellOf } from './confirm/soap/soap-way.js';
import type { Database } from './database/database.js';
import { HubError } from './errors/hub-error.js';
import { bodyToFile } from './ledger/body-to-file.js';
import type { LedgerError } from './ledger/state.js';
import type { ReadingJobs } from './reading-job.js';
import type { AnswerJob } from './translate/answers.js';
import type { InstalledConnectors } from './translate/installed.js';

export interface TellingParts {
  readonly database: Database;
  /** By its id. */
  readonly procedure: (id: string) => SpecialistProcedure | undefined;
  readonly connectors: InstalledConnectors;
  readonly jobs: ReadingJobs;
  readonly outcomes: ConnectorOutcomes;
}

/** Asks a connector what is to be told of a message that is settled: with what `reply` would be asked with. */
export function tellWith(parts: TellingParts): TellOf {
  return async ({ tenant, procedure: id }, { messageId, outcome: state, error }) => {
    const procedure = parts.procedure(id) ?? unknownProcedure(id);
    const { connector, connectorVersion } = procedure;
    const found = parts.connectors.named(connector, connectorVersion);
    const schemasFolder = found.package?.schemasFolder ?? parts.connectors.schemasFolder;
    const message = await bodyToFile(parts.database, tenant, messageId);
    if (message === undefined) throw new HubError('rejected', 'message.not-found', 'There is no such message.');
    const job: AnswerJob = { ...(await parts.jobs.of(procedure, message, false)), asks: 'questions' };
    const { outcome, answers } =
      state === 'filed' ? await parts.outcomes.filed(procedure, job, messageId) : refused(parts, messageId, error);
    const told = await toldBy(parts, job, outcome);
    if (told === undefined) return { schemasFolder, told };
    const { element, parts: contents } = parts.outcomes.element(tenant, told.element, answers);
    return { schemasFolder, told: { operation: told.operation, element, parts: contents } };
  };
}

function refused({ outcomes }: TellingParts, messageId: string, error: LedgerError | null): Settled {
  const said = error === null ? {} : { error: outcomes.said(error) };
  return { outcome: { state: 'rejected', messageId, ...said, records: [], answers: [] }, answers: [] };
}

async function toldBy({ outcomes }: TellingParts, job: AnswerJob, outcome: Outcome): Promise<ToldCall | undefined> {
  const answered = await outcomes.parts.reader.ask({ ...job, asks: 'tell', outcome });
  if ('error' in answered) {
    if (outcome.state === 'rejected' && answered.error.kind === 'rejected') throw unread(answered.error.code);
    throw errorOf(answered.error);
  }
  if (!('tell' in answered)) throw new Error('A thread was asked what to tell and answered something else.');
  return answered.tell;
}

/** No type, no connector function: what is wrong with it was found before. */
function unread(code: string): HubError {
  const sentence = `The message could not be read (${code}), so its connector can tell nothing of it.`;
  return new HubError('rejected', 'soap-target.message-unread', sentence, { values: { code } });
}

function unknownProcedure(procedure: string): never {
  const sentence = 'The procedure of this message is not known here.';
  throw new HubError('misconfigured', 'procedure.unknown', sentence, { values: { procedure } });
}
