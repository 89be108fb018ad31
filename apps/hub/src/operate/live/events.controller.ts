import { Controller, Get, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessGuard } from '../../access/access.guard.js';
import { Authentication } from '../../access/authentication.js';
import { may, permitted } from '../../access/permissions.js';
import { EventStreams } from './event-streams.js';

/** Whoever came with a password comes again with it: to check one costs too much to be done with each heartbeat. */
const WITH_PASSWORD_MS_MAX = 300_000;

/** What changes while people look at it, as server-sent events. */
@Controller('v1/events')
@UseGuards(AccessGuard)
export class EventsController {
  constructor(
    private readonly streams: EventStreams,
    private readonly authentication: Authentication,
  ) {}

  @Get()
  listen(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { tenant, name } = permitted(request, 'state.read');
    if (request.method === 'HEAD') return void reply.type('text/event-stream').send();
    const begun = performance.now();
    const mayGoOn = async (): Promise<boolean> => {
      if (request.headers.authorization !== undefined) return performance.now() - begun < WITH_PASSWORD_MS_MAX;
      const person = await this.authentication.stillSignedIn(request);
      return person?.tenant === tenant && may(person, 'state.read');
    };
    this.streams.open({ tenant, name, mayGoOn }, reply);
  }
}
