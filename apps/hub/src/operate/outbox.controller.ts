import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { permitted } from '../access/permissions.js';
import { Clock } from '../config/clock.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { Outbox, type DeliveryState, type OutboxFilter } from '../ledger/outbox.js';
import { idOf, isId, limitOf, procedureOf, text, wordOf } from './message-filter.js';
import { outboxRowView } from './outbox-view.js';

const STATES: readonly DeliveryState[] = ['pending', 'delivered', 'stopped'];

/** Receipts on their way to webhooks, for people. */
@Controller('v1/outbox')
@UseGuards(AccessGuard)
export class OutboxController {
  constructor(
    private readonly outbox: Outbox,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const filter = this.filterOf(query, tenant);
    const found = await this.outbox.list(tenant, { ...filter, limit: filter.limit + 1 });
    const page = found.slice(0, filter.limit);
    return {
      deliveries: page.map((row) => outboxRowView(row, this.directory.nameOf(row.procedureId), this.texts)),
      ...(found.length > filter.limit ? { after: page.at(-1)?.id } : {}),
    };
  }

  /** Tries one now, also when its target rests or it was stopped. */
  @Post(':id/release')
  @HttpCode(202)
  async release(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name } = permitted(request, 'message.decide');
    if (!isId(id)) throw new HubError('rejected', 'outbox.not-found', 'There is no such delivery.');
    await this.outbox.release(tenant, id, name, this.clock.now());
    return { id, state: 'pending' };
  }

  private filterOf(query: Record<string, unknown>, tenant: string): OutboxFilter {
    const procedureId = procedureOf(text(query, 'procedure'), this.directory.proceduresOf(tenant));
    const state = wordOf(query, 'state', STATES);
    const after = idOf(query, 'after');
    return {
      limit: limitOf(query),
      ...(procedureId === undefined ? {} : { procedureId }),
      ...(state === undefined ? {} : { state }),
      ...(after === undefined ? {} : { after }),
    };
  }
}
