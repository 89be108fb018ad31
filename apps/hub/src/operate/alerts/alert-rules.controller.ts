import { Controller, Get, Param, Put, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../../access/access.guard.js';
import { AccessDirectory } from '../../access/directory.js';
import { permitted } from '../../access/permissions.js';
import { HubError } from '../../errors/hub-error.js';
import { ALERT_KINDS, factsOf, type Rule } from '../../ledger/alerts/rules.js';
import { jsonBody } from '../json-body.js';
import { AlertAdministration } from './alert-administration.js';
import { ruleIn } from './alert-bodies.js';

/** What is noticed, and when it becomes an alert. */
@Controller('v1/alert-rules')
@UseGuards(AccessGuard)
export class AlertRulesController {
  constructor(
    private readonly alerts: AlertAdministration,
    private readonly directory: AccessDirectory,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    return { rules: (await this.alerts.rules(tenant)).map((rule) => this.view(rule)) };
  }

  @Put(':kind')
  async change(@Param('kind') given: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'alert.administer');
    const kind = ALERT_KINDS.find((known) => known === given);
    if (kind === undefined) throw new HubError('rejected', 'alert.kind-unknown', 'There is no such rule.');
    const rule = ruleIn(await jsonBody(request), kind, this.directory.proceduresOf(by.tenant));
    await this.alerts.changeRule(by, rule);
    return this.view(rule);
  }

  private view(rule: Rule): object {
    const { about, unit, thresholdMax } = factsOf(rule.kind);
    const { threshold, minimum, repeatHours, procedures, channels, ...rest } = rule;
    return {
      ...rest,
      about,
      ...(unit === null || threshold === null ? {} : { unit, threshold, thresholdMax }),
      ...(minimum === null ? {} : { minimum }),
      ...(repeatHours === null ? {} : { repeatHours }),
      ...(procedures === null ? {} : { procedures: procedures.map((id) => this.directory.nameOf(id)) }),
      ...(channels === null ? {} : { channels }),
    };
  }
}
