import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { forbidden, may, permitted } from '../access/permissions.js';
import type { PersonPrincipal } from '../access/principal.js';
import { ErrorTexts } from '../errors/codes.js';
import { ITEM_STATES, JOB_STATES, type Job, type Selection } from '../ledger/jobs.js';
import { CHANGES, DecisionJobs, type Change } from './decision-jobs.js';
import { itemView, jobView, previewView } from './job-view.js';
import { jsonBody } from './json-body.js';
import { idOf, invalid, limitOf, text, wordOf } from './message-filter.js';
import { newJobIn, selectedIn } from './new-job.js';

/** Ten thousand ids, and what is around them. */
const SELECTION_BYTES_MAX = 1_048_576;

/** Decisions about many messages: what they would do, what they do, what became of each message. */
@Controller('v1/jobs')
@UseGuards(AccessGuard)
export class JobsController {
  constructor(
    private readonly jobs: DecisionJobs,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
  ) {}

  /** Exactly what would happen, if nothing changed meanwhile. */
  @Post('preview')
  @HttpCode(200)
  async preview(@Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'message.decide');
    const { tenant } = person;
    const body = await jsonBody(request, SELECTION_BYTES_MAX);
    const { action, selection } = selectedIn(body, this.directory.proceduresOf(tenant));
    readsWords(person, selection);
    const { preview, twoPeople } = await this.jobs.preview(tenant, action, selection);
    return previewView(preview, this.nameOf, twoPeople);
  }

  /** From here on the hub carries it out, whoever looks on. */
  @Post()
  @HttpCode(202)
  async create(@Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'message.decide');
    const body = await jsonBody(request, SELECTION_BYTES_MAX);
    const asked = newJobIn(body, this.directory.proceduresOf(person.tenant));
    readsWords(person, asked.selection);
    return this.view(await this.jobs.create(person, asked), person);
  }

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'state.read');
    const { tenant } = person;
    const [state, cause, after] = [wordOf(query, 'state', JOB_STATES), idOf(query, 'cause'), idOf(query, 'after')];
    const limit = limitOf(query);
    const jobs = await this.jobs.list(tenant, {
      limit: limit + 1,
      ...(state === undefined ? {} : { state }),
      ...(cause === undefined ? {} : { cause }),
      ...(after === undefined ? {} : { after }),
    });
    const page = jobs.slice(0, limit);
    return {
      jobs: page.map((job) => this.view(job, person)),
      ...(jobs.length > limit ? { after: page.at(-1)?.id } : {}),
    };
  }

  @Get(':id')
  async one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'state.read');
    return this.view(await this.jobs.find(person.tenant, id), person);
  }

  /** In the order in which they are sent. */
  @Get(':id/items')
  async items(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const person = permitted(request, 'state.read');
    const { tenant } = person;
    const job = await this.jobs.find(tenant, id);
    const state = wordOf(query, 'state', ITEM_STATES);
    const limit = limitOf(query);
    const items = await this.jobs.items(tenant, job.id, {
      limit: limit + 1,
      after: positionOf(query),
      ...(state === undefined ? {} : { state }),
    });
    const page = items.slice(0, limit);
    return {
      items: page.map((item) => itemView(item, this.texts, may(person, 'content.read'))),
      ...(items.length > limit ? { after: page.at(-1)?.position } : {}),
    };
  }

  @Post(':id/pause')
  @HttpCode(200)
  pause(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    return this.change(id, request, 'pause');
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    return this.change(id, request, 'resume');
  }

  /** What was sent goes its way; the rest is left as it is. */
  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    return this.change(id, request, 'cancel');
  }

  /** Somebody else than the one who made it. */
  @Post(':id/approve')
  @HttpCode(200)
  approve(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    return this.change(id, request, 'approve');
  }

  @Post(':id/refuse')
  @HttpCode(200)
  refuse(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    return this.change(id, request, 'refuse');
  }

  private async change(id: string, request: FastifyRequest, change: Change): Promise<object> {
    const person = permitted(request, CHANGES[change].needs);
    return this.view(await this.jobs.change(person, id, change), person);
  }

  private readonly nameOf = (procedure: string): string => this.directory.nameOf(procedure);

  private view(job: Job, person: PersonPrincipal): object {
    return jobView(job, this.nameOf, this.texts, may(person, 'content.read'));
  }
}

function positionOf(query: Readonly<Record<string, unknown>>): number {
  const given = text(query, 'after') ?? '0';
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw invalid('after', 'the "after" of the page before');
}

/** Words are looked for in what messages say: how many have them tells something about it. */
function readsWords(person: PersonPrincipal, { filter }: Selection): void {
  if (filter?.q !== undefined && !may(person, 'content.read')) throw forbidden('content.read');
}
