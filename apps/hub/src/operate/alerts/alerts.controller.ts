import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../../access/access.guard.js';
import { AccessDirectory } from '../../access/directory.js';
import { may, permitted } from '../../access/permissions.js';
import { ErrorTexts } from '../../errors/codes.js';
import { ALERT_KINDS } from '../../ledger/alerts/rules.js';
import { idOf, limitOf, procedureOf, text, wordOf } from '../message-filter.js';
import { alertView, noticeView } from './alert-view.js';
import { AlertAdministration } from './alert-administration.js';

const STATES = ['open', 'resolved'] as const;

/** Alerts that are open, those there were, and who has taken them on. */
@Controller('v1/alerts')
@UseGuards(AccessGuard)
export class AlertsController {
  constructor(
    private readonly alerts: AlertAdministration,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
  ) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const limit = limitOf(query);
    const { alerts, notices } = await this.alerts.list(tenant, {
      state: wordOf(query, 'state', STATES),
      kind: wordOf(query, 'kind', ALERT_KINDS),
      subject: procedureOf(text(query, 'procedure'), this.directory.proceduresOf(tenant)),
      after: idOf(query, 'after'),
      limit: limit + 1,
    });
    const page = alerts.slice(0, limit);
    return {
      alerts: page.map((alert) => ({
        ...alertView(alert, this.directory),
        notices: notices.filter(({ alert: of }) => of === alert.id).map((notice) => noticeView(notice, this.texts)),
      })),
      ...(alerts.length > limit ? { after: page.at(-1)?.id } : {}),
    };
  }

  /** Somebody looks after it: people are not told again of this one. */
  @Post(':id/acknowledge')
  @HttpCode(200)
  async acknowledge(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const administers = may(permitted(request, 'state.read'), 'alert.administer');
    const by = permitted(request, administers ? 'alert.administer' : 'message.decide');
    return { ...alertView(await this.alerts.acknowledge(by, id), this.directory), notices: [] };
  }
}
