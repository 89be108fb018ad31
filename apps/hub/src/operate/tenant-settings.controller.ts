import { Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { permitted } from '../access/permissions.js';
import { SettingsOfTenants, type TenantSettings } from '../access/tenant-settings.js';
import { jsonBody, switchIn, type JsonBody } from './json-body.js';
import { invalid } from './message-filter.js';

/** How the people of a tenant work: read by all of them, decided by its administrators. */
@Controller('v1/tenant-settings')
@UseGuards(AccessGuard)
export class TenantSettingsController {
  constructor(private readonly settings: SettingsOfTenants) {}

  @Get()
  one(@Req() request: FastifyRequest): Promise<TenantSettings> {
    return this.settings.read(permitted(request, 'state.read').tenant);
  }

  @Post()
  @HttpCode(200)
  async change(@Req() request: FastifyRequest): Promise<TenantSettings> {
    const by = permitted(request, 'person.administer');
    const body = await jsonBody(request);
    const fourEyes = objectIn(body, 'fourEyes');
    const settings = {
      hideContent: switchIn(body, 'hideContent'),
      fourEyes: { discard: switchIn(fourEyes, 'discard'), correct: switchIn(fourEyes, 'correct') },
    };
    await this.settings.change(by, settings);
    return settings;
  }
}

function objectIn(body: JsonBody, name: string): JsonBody {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonBody;
  throw invalid(name, 'an object');
}
