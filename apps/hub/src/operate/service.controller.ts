import { Controller, Get, Header, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ReceiptSigner } from '../confirm/receipt-signer.js';
import { HealthCheck } from './health.js';
import { openApiDocument } from './openapi/document.js';
import type { OpenApiDocument } from './openapi/model.js';

/** What machines ask about the hub itself; without a key. */
@Controller()
export class ServiceController {
  constructor(
    private readonly health: HealthCheck,
    private readonly receipts: ReceiptSigner,
  ) {}

  @Get('health/live')
  live(): object {
    return { live: true };
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const health = await this.health.check();
    void reply.status(health.ready ? 200 : 503);
    return health;
  }

  /** Public keys of receipts (RFC 7517). */
  @Get('.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=300')
  jwks(): Promise<object> {
    return this.receipts.publicKeys();
  }

  /** The description of this interface (OpenAPI 3.1). */
  @Get('api/openapi.json')
  openApi(): OpenApiDocument {
    return openApiDocument;
  }
}
