import { Controller, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { permitted } from '../access/permissions.js';
import { closeCaseFile } from '../archive/closing.js';
import { Clock, Ids } from '../config/clock.js';
import { dayOf } from '../config/day.js';
import { HubConfig } from '../config/hub-config.js';
import { ReadersDatabase } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { isId } from './message-filter.js';
import { reasonOf } from './reason.js';

/** Closing case files (zdA-Verfügung) and opening them again. */
@Controller('v1/case-files')
@UseGuards(AccessGuard)
export class ClosingController {
  constructor(
    private readonly database: ReadersDatabase,
    private readonly config: HubConfig,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Post(':id/close')
  @HttpCode(200)
  close(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    return this.change(id, request, dayOf(this.clock.now(), this.config.timeZone));
  }

  @Post(':id/reopen')
  @HttpCode(200)
  reopen(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    return this.change(id, request, null);
  }

  private async change(id: string, request: FastifyRequest, closedOn: string | null): Promise<object> {
    const { tenant, name } = permitted(request, 'record.close');
    if (!isId(id)) throw new HubError('rejected', 'record.not-found', 'There is no such record.');
    const closing = { actor: name, reason: await reasonOf(request), at: this.clock.now(), closedOn };
    await closeCaseFile(this.database, tenant, id, closing, this.ids);
    return { id, closedOn, href: `/v1/case-files/${id}` };
  }
}
