import { Controller, Delete, Header, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { permitted } from '../access/permissions.js';
import { Webhooks } from '../access/webhooks.js';
import { Clock, Ids } from '../config/clock.js';
import { HubConfig } from '../config/hub-config.js';
import { reachOf } from '../confirm/webhook-request.js';
import { testWebhook } from '../confirm/webhook-test.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { jsonBody, onlyIn, switchIn, textIn } from './json-body.js';
import { webhookTestView, webhookView } from './procedure-view.js';

const URL_LENGTH_MAX = 2_000;

/** Where the receipts of a procedure are sent to. What was sent, and what waits, is in the outbox. */
@Controller('v1/procedures/:procedure/webhook')
@UseGuards(AccessGuard)
export class ProcedureWebhookController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly config: HubConfig,
    private readonly texts: ErrorTexts,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async set(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name } = permitted(request, 'procedure.administer');
    const body = await jsonBody(request);
    onlyIn(body, ['url', 'active']);
    const url = textIn(body, 'url', URL_LENGTH_MAX);
    const active = Object.hasOwn(body, 'active') ? switchIn(body, 'active') : true;
    const secret = await this.webhooks.set(tenant, procedure, url, active, name);
    return { webhook: await this.view(tenant, procedure), ...(secret === undefined ? {} : { secret }) };
  }

  /** One that is not there is removed already. */
  @Delete()
  async remove(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name } = permitted(request, 'procedure.administer');
    return { stopped: await this.webhooks.remove(tenant, procedure, name).catch(noneThere) };
  }

  @Post('rotate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async rotate(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name } = permitted(request, 'procedure.administer');
    const secret = await this.webhooks.rotate(tenant, procedure, name);
    return { webhook: await this.view(tenant, procedure), secret };
  }

  @Post('retire')
  @HttpCode(200)
  async retire(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name } = permitted(request, 'procedure.administer');
    await this.webhooks.retire(tenant, procedure, name);
    return { webhook: await this.view(tenant, procedure) };
  }

  /** That it was not delivered is an answer, too. */
  @Post('test')
  @HttpCode(200)
  async test(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    const target = await this.webhooks.target(by.tenant, procedure);
    await this.webhooks.noteTest(by, procedure);
    const { ids, clock, config } = this;
    const test = await testWebhook(target, procedure, { ids, clock, reach: reachOf(config) });
    return webhookTestView(test, this.texts);
  }

  private async view(tenant: string, procedure: string): Promise<object | null> {
    return webhookView(await this.webhooks.of(tenant, procedure), true);
  }
}

function noneThere(error: unknown): number {
  if (error instanceof HubError && error.code === 'webhook.not-set') return 0;
  throw error;
}
