import { Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { KeyRing, RING_PURPOSES, type RingKey } from '../access/key-ring.js';
import { permitted } from '../access/permissions.js';
import { Webhooks, type WebhookSecretRow } from '../access/webhooks.js';
import { Clock } from '../config/clock.js';
import { jsonBody, onlyIn, wordIn } from './json-body.js';

/**
 * Keys that ids and receipts are made with, and since when the secrets of webhooks are valid, which are changed with their
 * procedures. Nothing here tells what a key says.
 */
@Controller('v1/keys')
@UseGuards(AccessGuard)
export class KeysController {
  constructor(
    private readonly ring: KeyRing,
    private readonly webhooks: Webhooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'provider.administer');
    const now = this.clock.now();
    const keys = (await this.ring.list()).map((key) => keyView(key, now));
    return { keys, webhooks: (await this.webhooks.secrets(tenant)).map(secretView) };
  }

  /** Another key for ids or receipts. The one of before stays valid for checking. */
  @Post('rotate')
  @HttpCode(201)
  async rotate(@Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'provider.administer');
    const asked = await jsonBody(request);
    onlyIn(asked, ['purpose']);
    const purpose = wordIn(asked, 'purpose', RING_PURPOSES);
    return keyView(await this.ring.rotate(purpose, person.tenant, person.name), this.clock.now());
  }
}

function keyView({ kid, purpose, createdAt, usedFrom, usedUntil }: RingKey, now: Date): object {
  const over = usedUntil !== null && usedUntil <= now;
  return {
    kid,
    purpose,
    state: usedFrom > now ? 'announced' : over ? 'checks' : 'in-use',
    createdAt: createdAt.toISOString(),
    usedFrom: usedFrom.toISOString(),
    ...(usedUntil === null ? {} : { usedUntil: usedUntil.toISOString() }),
  };
}

function secretView({ procedure, generation, createdAt }: WebhookSecretRow): object {
  return { procedure, generation, createdAt: createdAt.toISOString() };
}
