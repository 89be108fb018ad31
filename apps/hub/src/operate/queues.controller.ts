import { Controller, Get, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { permitted } from '../access/permissions.js';
import { Clock } from '../config/clock.js';
import { ErrorTexts } from '../errors/codes.js';
import { Exchange } from '../exchange/exchange.js';
import { lanesOf } from '../exchange/lane.js';
import { queuesView, type QueuesView } from './queues-view.js';

/** The queues of a tenant, and those that all tenants share. Looking takes nothing out of them. */
@Controller('v1/queues')
@UseGuards(AccessGuard)
export class QueuesController {
  constructor(
    private readonly exchange: Exchange,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
    private readonly clock: Clock,
  ) {}

  @Get()
  async all(@Req() request: FastifyRequest): Promise<QueuesView> {
    const procedures = this.directory.proceduresOf(permitted(request, 'state.read').tenant);
    const report = await this.exchange.report(procedures.flatMap(lanesOf));
    return queuesView(report, procedures, this.texts, this.clock.now());
  }
}
