import type { Journal } from '../access/journal.js';
import type { PersonPrincipal } from '../access/principal.js';
import { readTenantSettings } from '../access/tenant-settings.js';
import type { Clock } from '../config/clock.js';
import { sqlState, type Database, type Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import {
  correctedBytes,
  decideCorrection,
  proposeCorrection,
  readCorrections,
  type Correction,
} from '../ledger/corrections.js';
import { noCorrection } from '../ledger/body-to-file.js';
import type { Body } from '../ledger/envelope.js';
import { readSentBody } from '../ledger/payload.js';
import { lockSettled } from '../ledger/reopen.js';
import type { ReceivedBody } from '../receive/body.js';
import { notParked, type Decisions } from './decisions.js';

const OTHER_ENCODING = /^\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])/i;

/** Looks at a body as the front door does, and keeps it when it is large. */
export type Intake = (tenant: string, mime: string, source: AsyncIterable<Buffer>) => Promise<ReceivedBody>;

/**
 * Other bodies for parked messages: what was sent stays as it is, the corrected body is kept beside it, and approving it
 * sends it through the pipeline as a new attempt of the same submission. So one of the two can be filed, and only one.
 */
export class Corrections {
  constructor(
    private readonly database: Database,
    private readonly decisions: Decisions,
    private readonly intake: Intake,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Of a message, oldest first. @throws HubError `message.not-found` */
  async list(tenant: string, id: string): Promise<readonly Correction[]> {
    await this.sentBody(tenant, id);
    return this.database.inTenant(tenant, (transaction) => readCorrections(transaction, tenant, id));
  }

  /** @throws HubError `correction.not-found` */
  async find(tenant: string, id: string, number: number): Promise<Correction> {
    const corrections = await this.database.inTenant(tenant, (transaction) => readCorrections(transaction, tenant, id));
    return corrections.find((one) => one.number === number) ?? noCorrection();
  }

  /** @throws HubError `correction.not-found`, `message.payload-gone` */
  async bytes(
    tenant: string,
    id: string,
    number: number,
  ): Promise<NonNullable<Awaited<ReturnType<typeof correctedBytes>>>> {
    const found = await this.database.inTenant(tenant, (transaction) =>
      correctedBytes(transaction, tenant, id, number),
    );
    if (found === undefined) return noCorrection();
    if (found.body.inline && found.bytes === null)
      throw new HubError('rejected', 'message.payload-gone', 'What was sent is not kept any more.');
    return found;
  }

  /** Of a parked message in XML or JSON. Nothing is filed by it yet. */
  async propose({ tenant, name }: PersonPrincipal, id: string, text: unknown, reason: string): Promise<Correction> {
    const sent = await this.sentBody(tenant, id);
    const received = await this.intake(tenant, sent.mime, bytesOf(sent, text));
    const body = { ...received.body, ...(sent.fileName === undefined ? {} : { fileName: sent.fileName }) };
    return this.database.inTenant(tenant, async (transaction) => {
      const parked = await lockSettled(transaction, tenant, id, 'parked');
      if (parked === undefined || parked.messageId !== id) throw notParked();
      if ((await readCorrections(transaction, tenant, id)).some(({ state }) => state === 'proposed')) {
        const sentence = 'There is a correction of this message already, which nobody has decided about.';
        throw new HubError('rejected', 'correction.pending', sentence);
      }
      const { correct: twoPeople } = (await readTenantSettings(transaction)).fourEyes;
      this.note(transaction, tenant, name, id, 'proposed', { reason });
      return proposeCorrection(transaction, tenant, {
        messageId: id,
        acceptedAt: parked.acceptedAt,
        body,
        bytes: received.inline,
        reason,
        createdBy: name,
        createdAt: this.clock.now(),
        twoPeople,
      });
    });
  }

  /** Sends it through the pipeline. @throws HubError `message.not-parked`, `correction.not-found`, `correction.own` */
  async approve(person: PersonPrincipal, id: string, number: number, reason: string | undefined): Promise<Correction> {
    const { tenant, name } = person;
    let approved: Correction | undefined;
    const releasing = this.decisions.release(tenant, id, {
      operator: name,
      reason: reason ?? `correction ${number}`,
      journalled: true,
      onlyParked: true,
      within: async (transaction) => {
        approved = await this.decide(transaction, person, id, number, 'approved', reason);
      },
    });
    await releasing.catch(ownCorrection);
    return approved!;
  }

  /** The message stays parked. @throws HubError `correction.not-found` */
  refuse(person: PersonPrincipal, id: string, number: number, reason: string | undefined): Promise<Correction> {
    return this.database.inTenant(person.tenant, (transaction) =>
      this.decide(transaction, person, id, number, 'refused', reason),
    );
  }

  private async decide(
    transaction: Transaction,
    { tenant, name }: PersonPrincipal,
    id: string,
    number: number,
    state: 'approved' | 'refused',
    reason: string | undefined,
  ): Promise<Correction> {
    const decision = { state, by: name, at: this.clock.now(), reason };
    const decided = (await decideCorrection(transaction, tenant, id, number, decision)) ?? noCorrection();
    this.note(transaction, tenant, name, id, state, { number });
    return decided;
  }

  private note(
    transaction: Transaction,
    tenant: string,
    actor: string,
    id: string,
    done: 'proposed' | 'approved' | 'refused',
    details: Readonly<Record<string, unknown>>,
  ): void {
    const subject = { kind: 'message', id };
    this.journal.note(transaction, tenant, { actor, action: `correction.${done}`, subject, details });
  }

  private async sentBody(tenant: string, id: string): Promise<Body> {
    const sent = await readSentBody(this.database, tenant, id);
    if (sent === undefined) throw new HubError('rejected', 'message.not-found', 'There is no such message.');
    return sent.envelope.body;
  }
}

async function* bytesOf({ syntax }: Body, text: unknown): AsyncGenerator<Buffer> {
  if (syntax !== 'xml' && syntax !== 'json') {
    const sentence = 'Only messages in XML and JSON can be corrected here.';
    throw new HubError('rejected', 'correction.not-text', sentence);
  }
  if (typeof text !== 'string' || OTHER_ENCODING.test(text)) {
    const sentence = 'The corrected message is a text in UTF-8; its XML declaration must not name another encoding.';
    throw new HubError('rejected', 'correction.encoding', sentence);
  }
  yield Buffer.from(text, 'utf8');
}

function ownCorrection(cause: unknown): never {
  if (sqlState(cause) !== '23514') throw cause;
  const sentence = 'Another person than the one who corrected the message has to approve it.';
  throw new HubError('rejected', 'correction.own', sentence, {}, { cause });
}
