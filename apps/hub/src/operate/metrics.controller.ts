import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { HubConfig } from '../config/hub-config.js';
import { HubError } from '../errors/hub-error.js';
import { HealthCheck } from './health.js';
import { Metrics } from './metrics.js';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * What Prometheus asks. The names of all tenants' procedures are in it: with a token (FACHWERK_METRICS_TOKEN) it is for
 * whoever has that, without one for this computer alone.
 */
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: HubConfig,
    health: HealthCheck,
  ) {
    metrics.beforeScrape(async () => {
      const { checks } = await health.check();
      for (const [dependency, state] of Object.entries(checks)) metrics.dependency(dependency, state === 'ok');
    });
  }

  @Get('metrics')
  async prometheus(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!this.mayRead(request)) throw new HubError('rejected', 'access.unauthorised', 'Metrics are not for everybody.');
    void reply.type(this.metrics.contentType).send(await this.metrics.text());
  }

  private mayRead({ headers, raw }: FastifyRequest): boolean {
    const { metricsToken, publicUrl } = this.config;
    if (metricsToken === undefined) {
      // What a proxy on this computer passes on comes from here, too, whoever asked it.
      const passedOn = publicUrl !== undefined || headers['x-forwarded-for'] !== undefined || 'forwarded' in headers;
      return !passedOn && LOOPBACK.test(raw.socket.remoteAddress ?? '');
    }
    const [, given = ''] = /^bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
    return timingSafeEqual(hashOf(given), hashOf(metricsToken));
  }
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
