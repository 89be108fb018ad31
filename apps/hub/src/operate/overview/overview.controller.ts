import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../../access/access.guard.js';
import { AccessDirectory } from '../../access/directory.js';
import { permitted } from '../../access/permissions.js';
import { procedureOf, text } from '../message-filter.js';
import { Overview, type OverviewView } from './overview.js';
import { Series, spanOf, type SeriesView } from './series.js';

/** How messages flow, at a glance. For people. */
@Controller('v1/overview')
@UseGuards(AccessGuard)
export class OverviewController {
  constructor(
    private readonly overview: Overview,
    private readonly series: Series,
    private readonly directory: AccessDirectory,
  ) {}

  @Get()
  now(@Req() request: FastifyRequest): Promise<OverviewView> {
    return this.overview.read(permitted(request, 'state.read').tenant);
  }

  /** What was accepted and settled when, for charts. */
  @Get('series')
  chart(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<SeriesView> {
    const { tenant } = permitted(request, 'state.read');
    const procedure = procedureOf(text(query, 'procedure'), this.directory.proceduresOf(tenant));
    return this.series.read(tenant, spanOf(text(query, 'span') ?? '1h'), procedure);
  }
}
