import { Controller, Get, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { ContentLooks } from '../access/content-looks.js';
import { Journal } from '../access/journal.js';
import { forbidden, may, permitted } from '../access/permissions.js';
import type { PersonPrincipal } from '../access/principal.js';
import { readTenantSettings } from '../access/tenant-settings.js';
import { CONTENT_SECURITY } from '../archive/content-headers.js';
import { ContentStore } from '../archive/content-store.js';
import { Clock } from '../config/clock.js';
import { HubConfig } from '../config/hub-config.js';
import { ReadersDatabase, sqlState, type Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import {
  correctedBytes,
  decideCorrection,
  proposeCorrection,
  readCorrections,
  type Correction,
} from '../ledger/corrections.js';
import type { Body } from '../ledger/envelope.js';
import { readSentBody, type SentBody } from '../ledger/payload.js';
import { lockSettled } from '../ledger/reopen.js';
import { receiveBody, type ReceivedBody } from '../receive/body.js';
import { Decisions } from './decisions.js';
import { isId } from './message-filter.js';
import { jsonBody, optionalProseIn, proseIn } from './json-body.js';

const REASON_LENGTH_MAX = 1_000;
/** As the JSON that it comes in: a text may be escaped. */
const REQUEST_BYTES_MAX = 4_194_304;
const OTHER_ENCODING = /^\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])/i;

/**
 * Correcting a parked message: what was sent stays as it is, the corrected body is kept beside it, and approving it sends it
 * through the pipeline as a new attempt of the same submission. So one of the two can be filed, and only one.
 */
@Controller('v1/messages/:id/corrections')
@UseGuards(AccessGuard)
export class CorrectionsController {
  constructor(
    private readonly database: ReadersDatabase,
    private readonly store: ContentStore,
    private readonly decisions: Decisions,
    private readonly config: HubConfig,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly looks: ContentLooks,
  ) {}

  @Get()
  async list(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    await this.sent(tenant, id);
    const corrections = await this.database.inTenant(tenant, (transaction) => readCorrections(transaction, tenant, id));
    return { corrections: corrections.map(correctionView) };
  }

  /** Of a parked message in XML or JSON. Nothing is filed by it yet. */
  @Post()
  @HttpCode(201)
  async propose(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name } = permitted(request, 'message.decide');
    permitted(request, 'content.read');
    const asked = await jsonBody(request, REQUEST_BYTES_MAX);
    const reason = proseIn(asked, 'reason', REASON_LENGTH_MAX);
    const { envelope } = await this.sent(tenant, id);
    const received = await this.check(tenant, envelope.body, asked['body']);
    const made = await this.database.inTenant(tenant, async (transaction) => {
      const parked = await lockSettled(transaction, tenant, id, 'parked');
      if (parked === undefined || parked.messageId !== id) throw notParked();
      if ((await readCorrections(transaction, tenant, id)).some(({ state }) => state === 'proposed')) {
        const sentence = 'There is a correction of this message already, which nobody has decided about.';
        throw new HubError('rejected', 'correction.pending', sentence);
      }
      const { acceptedAt } = parked;
      const body = { ...received.body, ...(envelope.body.fileName && { fileName: envelope.body.fileName }) };
      const { correct: twoPeople } = (await readTenantSettings(transaction)).fourEyes;
      const by = { reason, createdBy: name, createdAt: this.clock.now(), twoPeople };
      const bytes = received.inline;
      this.note(transaction, tenant, name, id, 'proposed', { reason });
      return proposeCorrection(transaction, tenant, { messageId: id, acceptedAt, body, bytes, ...by });
    });
    return correctionView(made);
  }

  @Get(':number/payload')
  async payload(
    @Param('id') id: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const person = permitted(request, 'content.read');
    const { tenant } = person;
    const found = await this.database.inTenant(tenant, (transaction) =>
      correctedBytes(transaction, tenant, idOf(id), numberOf(number)),
    );
    if (found === undefined) throw notFound();
    await this.looks.note(person, { kind: 'message', id });
    const { sha256, sizeBytes } = found.body;
    void reply.headers({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': sizeBytes,
      etag: `"${sha256}"`,
      ...CONTENT_SECURITY,
    });
    void reply.send(found.bytes ?? this.store.read(tenant, sha256));
  }

  /** Sends it through the pipeline, in place of what was sent. */
  @Post(':number/approve')
  @HttpCode(202)
  async approve(
    @Param('id') id: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { tenant, name } = await this.whoDecides(request, id, number);
    const reason = optionalProseIn(await jsonBody(request), 'reason', REASON_LENGTH_MAX);
    const decision = { state: 'approved', by: name, at: this.clock.now(), reason } as const;
    let approved: Correction | undefined;
    const releasing = this.decisions.release(tenant, idOf(id), {
      operator: name,
      reason: reason ?? `correction ${number}`,
      journalled: true,
      onlyParked: true,
      within: async (transaction) => {
        approved = await decideCorrection(transaction, tenant, id, numberOf(number), decision);
        if (approved === undefined) throw notFound();
        this.note(transaction, tenant, name, id, 'approved', { number: approved.number });
      },
    });
    await releasing.catch(ownCorrection);
    return correctionView(approved!);
  }

  @Post(':number/refuse')
  @HttpCode(200)
  async refuse(
    @Param('id') id: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { tenant, name } = await this.whoDecides(request, id, number);
    const reason = optionalProseIn(await jsonBody(request), 'reason', REASON_LENGTH_MAX);
    const decision = { state: 'refused', by: name, at: this.clock.now(), reason } as const;
    return this.database.inTenant(tenant, async (transaction) => {
      const refused = await decideCorrection(transaction, tenant, idOf(id), numberOf(number), decision);
      if (refused === undefined) throw notFound();
      this.note(transaction, tenant, name, id, 'refused', { number: refused.number });
      return correctionView(refused);
    });
  }

  /** Where one person is enough, whoever decides about messages; else those who approve. */
  private async whoDecides(request: FastifyRequest, id: string, number: string): Promise<PersonPrincipal> {
    const person = permitted(request, 'state.read');
    if (!may(person, 'message.approve') && !may(person, 'message.decide')) throw forbidden('message.approve');
    const corrections = await this.database.inTenant(person.tenant, (transaction) =>
      readCorrections(transaction, person.tenant, idOf(id)),
    );
    const found = corrections.find((one) => one.number === numberOf(number));
    if (found === undefined) throw notFound();
    if (found.twoPeople && !may(person, 'message.approve')) throw forbidden('message.approve');
    return person;
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

  private async sent(tenant: string, id: string): Promise<SentBody> {
    const sent = await readSentBody(this.database, tenant, id);
    if (sent === undefined) throw new HubError('rejected', 'message.not-found', 'There is no such message.');
    return sent;
  }

  /** As the front door would take it. */
  private check(tenant: string, sent: Body, body: unknown): Promise<ReceivedBody> {
    if (sent.syntax !== 'xml' && sent.syntax !== 'json') {
      const sentence = 'Only messages in XML and JSON can be corrected here.';
      throw new HubError('rejected', 'correction.not-text', sentence);
    }
    if (typeof body !== 'string' || OTHER_ENCODING.test(body)) {
      const sentence = 'The corrected message is a text in UTF-8; its XML declaration must not name another encoding.';
      throw new HubError('rejected', 'correction.encoding', sentence);
    }
    const source = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from(body, 'utf8');
    };
    return receiveBody(source(), sent.mime, tenant, this.store, this.config, new Set());
  }
}

function correctionView(correction: Correction): object {
  const { number, state, reason, createdBy, createdAt, decidedBy, decidedAt, decisionReason, body, twoPeople } =
    correction;
  return {
    number,
    state,
    reason,
    by: createdBy,
    at: createdAt.toISOString(),
    ...(decidedBy === null ? {} : { decidedBy }),
    ...(decidedAt === null ? {} : { decidedAt: decidedAt.toISOString() }),
    ...(decisionReason === null ? {} : { decisionReason }),
    approval: twoPeople,
    sha256: body.sha256,
    sizeBytes: body.sizeBytes,
  };
}

function idOf(id: string): string {
  if (isId(id)) return id;
  throw notFound();
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw notFound();
}

function notFound(): HubError {
  const sentence = 'There is no such correction, or somebody has decided about it.';
  return new HubError('rejected', 'correction.not-found', sentence);
}

function notParked(): HubError {
  return new HubError('rejected', 'message.not-parked', 'This message is neither parked nor waiting.');
}

function ownCorrection(cause: unknown): never {
  if (sqlState(cause) !== '23514') throw cause;
  const sentence = 'Another person than the one who corrected the message has to approve it.';
  throw new HubError('rejected', 'correction.own', sentence, {}, { cause });
}
