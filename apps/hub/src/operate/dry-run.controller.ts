import { Controller, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { ContentLooks } from '../access/content-looks.js';
import { permitted } from '../access/permissions.js';
import { Clock } from '../config/clock.js';
import { ErrorTexts } from '../errors/codes.js';
import { DryRuns, type DryRun } from './dry-runs.js';
import { invalid, text } from './message-filter.js';
import { errorView } from './views.js';

/** What would become of a message today. Nothing is filed by it. */
@Controller('v1/messages')
@UseGuards(AccessGuard)
export class DryRunController {
  constructor(
    private readonly dryRuns: DryRuns,
    private readonly looks: ContentLooks,
    private readonly texts: ErrorTexts,
    private readonly clock: Clock,
  ) {}

  @Post(':id/dry-run')
  @HttpCode(200)
  async dryRun(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    permitted(request, 'message.decide');
    // Commands have in them what the message says.
    const person = permitted(request, 'content.read');
    const correction = correctionOf(query);
    const tried = await this.dryRuns.of(person.tenant, id, correction, this.clock.now());
    await this.looks.note(person, { kind: 'message', id });
    return dryRunView(tried, this.texts);
  }
}

function correctionOf(query: Readonly<Record<string, unknown>>): number | undefined {
  const given = text(query, 'correction');
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw invalid('correction', 'the number of a correction');
}

function dryRunView(tried: DryRun, texts: ErrorTexts): object {
  const { message, connector, type, correction, key, commands, error, adds, comparison } = tried;
  const before = message.error ?? message.waiting;
  return {
    id: message.id,
    connector,
    ...(type === undefined ? {} : { type }),
    ...(correction === undefined ? {} : { correction }),
    before: { state: message.state, ...(before === null ? {} : { error: errorView(before, texts, true) }) },
    result: error === undefined ? 'filed' : 'refused',
    ...(error === undefined ? {} : { error: errorView(error, texts, true) }),
    ...(key === undefined ? {} : { key }),
    ...(commands === undefined ? {} : { commands }),
    ...(adds === undefined ? {} : { adds }),
    ...(comparison === undefined ? {} : { comparison }),
  };
}
