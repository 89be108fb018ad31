import { Controller, Get, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { ContentLooks } from '../access/content-looks.js';
import { forbidden, may, permitted } from '../access/permissions.js';
import type { PersonPrincipal } from '../access/principal.js';
import { CONTENT_SECURITY } from '../archive/content-headers.js';
import { ContentStore } from '../archive/content-store.js';
import type { Correction } from '../ledger/corrections.js';
import { noCorrection } from '../ledger/body-to-file.js';
import { Corrections } from './corrections.js';
import { isId } from './message-filter.js';
import { jsonBody, optionalProseIn, proseIn } from './json-body.js';

const REASON_LENGTH_MAX = 1_000;
/** As the JSON that it comes in: a text may be escaped. */
const REQUEST_BYTES_MAX = 4_194_304;

/**
 * Correcting a parked message: what was sent stays as it is, the corrected body is kept beside it, and approving it sends it
 * through the pipeline as a new attempt of the same submission. So one of the two can be filed, and only one.
 */
@Controller('v1/messages/:id/corrections')
@UseGuards(AccessGuard)
export class CorrectionsController {
  constructor(
    private readonly corrections: Corrections,
    private readonly store: ContentStore,
    private readonly looks: ContentLooks,
  ) {}

  @Get()
  async list(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    return { corrections: (await this.corrections.list(tenant, id)).map(correctionView) };
  }

  /** Of a parked message in XML or JSON. Nothing is filed by it yet. */
  @Post()
  @HttpCode(201)
  async propose(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'message.decide');
    permitted(request, 'content.read');
    const asked = await jsonBody(request, REQUEST_BYTES_MAX);
    const reason = proseIn(asked, 'reason', REASON_LENGTH_MAX);
    return correctionView(await this.corrections.propose(person, id, asked['body'], reason));
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
    const found = await this.corrections.bytes(tenant, idOf(id), numberOf(number));
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
    const person = await this.whoDecides(request, id, number);
    const reason = optionalProseIn(await jsonBody(request), 'reason', REASON_LENGTH_MAX);
    return correctionView(await this.corrections.approve(person, id, numberOf(number), reason));
  }

  @Post(':number/refuse')
  @HttpCode(200)
  async refuse(
    @Param('id') id: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const person = await this.whoDecides(request, id, number);
    const reason = optionalProseIn(await jsonBody(request), 'reason', REASON_LENGTH_MAX);
    return correctionView(await this.corrections.refuse(person, id, numberOf(number), reason));
  }

  /** Where one person is enough, whoever decides about messages; else those who approve. */
  private async whoDecides(request: FastifyRequest, id: string, number: string): Promise<PersonPrincipal> {
    const person = permitted(request, 'state.read');
    if (!may(person, 'message.approve') && !may(person, 'message.decide')) throw forbidden('message.approve');
    const found = await this.corrections.find(person.tenant, idOf(id), numberOf(number));
    if (found.twoPeople && !may(person, 'message.approve')) throw forbidden('message.approve');
    return person;
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
  return noCorrection();
}

function numberOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  return noCorrection();
}
