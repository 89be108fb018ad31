/**
 * Answers to senders that wait, as their connector makes them: a thread runs `ask`, the archive answers, a thread runs
 * `reply`. Here the entrance, the connectors and the archive meet.
 */
import type { Outcome, OutcomeError } from '@fachwerk/connectors/contract';
import type { SpecialistProcedure } from './access/snapshot.js';
import type { AnsweredQuestion } from './archive/questions.js';
import { errorOf, type ConnectorOutcomes } from './connector-outcomes.js';
import { HubError } from './errors/hub-error.js';
import type { MessageState } from './ledger/message-state.js';
import type { Settlements } from './ledger/settlements.js';
import { SoapAnswers, type AnswerWay, type MessageToAnswer, type SoapReply } from './receive/soap/answers.js';
import type { AnswerJob } from './translate/answers.js';
import type { InstalledConnectors } from './translate/installed.js';
import type { PlainError } from './translate/reading.js';
import { typeOfRoot, xmlTypes } from './validate/recognise.js';

export class ConnectorAnswers extends SoapAnswers {
  /** @param waitMsMax how long a sender waits for its message to be filed */
  constructor(
    private readonly connectors: InstalledConnectors,
    private readonly outcomes: ConnectorOutcomes,
    private readonly settlements: Settlements,
    private readonly waitMsMax: number,
  ) {
    super();
  }

  override way(
    { connector, connectorVersion }: SpecialistProcedure,
    root: { readonly namespace: string; readonly element: string },
  ): AnswerWay | undefined {
    const found = this.connectors.find(connector, connectorVersion);
    const type = found === undefined ? undefined : typeOfRoot(xmlTypes(found.manifest, undefined), root);
    return type === undefined ? undefined : (type.answer ?? 'accepted');
  }

  override async ask(procedure: SpecialistProcedure, message: MessageToAnswer): Promise<SoapReply> {
    const job = jobOf(procedure, message);
    const asked = await this.outcomes.looked(procedure, job);
    const error = 'error' in asked ? this.refusalOf(asked.error) : undefined;
    const answers = 'answers' in asked ? asked.answers : [];
    const outcome: Outcome =
      error === undefined
        ? { state: 'answered', records: [], answers: answers.map(({ answer }) => answer) }
        : { state: 'rejected', error, records: [], answers: [] };
    const reply = await this.replied(procedure, job, outcome, answers);
    if (reply !== undefined) return reply;
    const { connector, connectorVersion } = procedure;
    const values = { connector, version: connectorVersion ?? '', type: message.root.element };
    const sentence = `The connector ${connector} has no reply for ${message.root.element}.`;
    throw new HubError('defect', 'answer.no-reply', sentence, { values });
  }

  override async reply(
    procedure: SpecialistProcedure,
    message: MessageToAnswer,
    accepted: { readonly id: string; readonly acceptedAt: Date },
    way: 'accepted' | 'filed',
  ): Promise<SoapReply | undefined> {
    const job = jobOf(procedure, message);
    if (way === 'accepted') {
      return this.replied(procedure, job, { state: 'accepted', messageId: accepted.id, records: [], answers: [] }, []);
    }
    const settled = await this.settlements.of(procedure.tenant, accepted.id, this.waitMsMax);
    if (settled === undefined) throw notFiledYet(accepted.id);
    if (settled.state !== 'filed') return this.replied(procedure, job, this.outcomeOf(settled), []);
    const { outcome, answers } = await this.outcomes.filed(procedure, job, accepted.id);
    return this.replied(procedure, job, outcome, answers);
  }

  private async replied(
    { tenant }: SpecialistProcedure,
    job: AnswerJob,
    outcome: Outcome,
    answers: readonly AnsweredQuestion[],
  ): Promise<SoapReply | undefined> {
    const answered = await this.outcomes.parts.reader.ask({ ...job, asks: 'reply', outcome });
    if ('error' in answered) throw errorOf(answered.error);
    if (!('reply' in answered)) throw new Error('A thread was asked for a reply and answered something else.');
    return answered.reply === undefined ? undefined : this.outcomes.element(tenant, answered.reply, answers);
  }

  private outcomeOf({ id, state, error }: MessageState): Outcome {
    const refusal = error === null ? {} : { error: this.outcomes.said(error) };
    return { state: state as 'rejected' | 'parked', messageId: id, ...refusal, records: [], answers: [] };
  }

  /** What the sender did wrong is for the connector to answer; anything else is a fault. */
  private refusalOf(error: PlainError): OutcomeError {
    if (error.kind !== 'rejected') throw errorOf(error);
    const { code, message, details } = error;
    return this.outcomes.said({ code, message, ...details });
  }
}

function jobOf(procedure: SpecialistProcedure, message: MessageToAnswer): AnswerJob {
  const { connector, connectorVersion: version, settings } = procedure;
  const { senderKey } = message;
  return {
    connector,
    version,
    settings,
    envelope: {
      ...(senderKey === undefined ? {} : { senderKey }),
      body: message.message.body,
      attachments: [...message.attachments],
    },
    body: message.xml,
    asks: 'questions',
  };
}

function notFiledYet(id: string): HubError {
  const sentence = `The message ${id} is accepted, and not filed yet. Send it again with the same MessageID: nothing is filed twice.`;
  return new HubError('unavailable-message', 'answer.not-filed-yet', sentence, {
    values: { id },
    retryAfterSeconds: 30,
  });
}
