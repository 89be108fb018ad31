import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { Journal } from '../access/journal.js';
import { forbidden, may, permitted, type Permission } from '../access/permissions.js';
import type { PersonPrincipal } from '../access/principal.js';
import { readTenantSettings } from '../access/tenant-settings.js';
import { Clock, Ids } from '../config/clock.js';
import { ReadersDatabase, sqlState, type Transaction } from '../database/database.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import {
  ITEM_STATES,
  JOB_STATES,
  changeJob,
  createJob,
  findJob,
  listItems,
  listJobs,
  previewJob,
  type Job,
  type JobAction,
  type JobState,
  type Selection,
} from '../ledger/jobs.js';
import { itemView, jobView, previewView } from './job-view.js';
import { jsonBody } from './json-body.js';
import { idOf, invalid, isId, limitOf, text, wordOf } from './message-filter.js';
import { newJobIn, selectedIn } from './new-job.js';

/** Ten thousand ids, and what is around them. */
const SELECTION_BYTES_MAX = 1_048_576;

/** What may be done to a job, from which states, and where it leads. */
const CHANGES = {
  pause: { from: ['running'], to: 'paused', needs: 'message.decide' },
  resume: { from: ['paused'], to: 'running', needs: 'message.decide' },
  cancel: { from: ['running', 'paused', 'awaiting-approval'], to: 'cancelled', needs: 'message.decide' },
  approve: { from: ['awaiting-approval'], to: 'running', needs: 'message.approve' },
  refuse: { from: ['awaiting-approval'], to: 'refused', needs: 'message.approve' },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly JobState[]; readonly to: JobState; readonly needs: Permission }>
>;
type Change = keyof typeof CHANGES;
/** As the journal has it. */
const DONE: Readonly<Record<Change, string>> = {
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  approve: 'approved',
  refuse: 'refused',
};

/** Decisions about many messages: what they would do, what they do, what became of each message. */
@Controller('v1/jobs')
@UseGuards(AccessGuard)
export class JobsController {
  constructor(
    private readonly database: ReadersDatabase,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
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
    return this.database.inTenant(tenant, async (transaction) => {
      const preview = await previewJob(transaction, tenant, selection);
      return previewView(preview, this.nameOf, await needsTwo(transaction, action));
    });
  }

  /** From here on the hub carries it out, whoever looks on. */
  @Post()
  @HttpCode(202)
  async create(@Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'message.decide');
    const { tenant, name: createdBy } = person;
    const asked = newJobIn(await jsonBody(request, SELECTION_BYTES_MAX), this.directory.proceduresOf(tenant));
    readsWords(person, asked.selection);
    const id = this.ids.uuid();
    const created = await this.database.inTenant(tenant, async (transaction) => {
      const twoPeople = await needsTwo(transaction, asked.action);
      const job = { ...asked, id, createdBy, createdAt: this.clock.now(), twoPeople };
      const total = await createJob(transaction, tenant, job);
      if (total === 0) throw nothingSelected();
      const { action, reason } = asked;
      this.note(transaction, tenant, createdBy, id, 'created', { action, total, reason });
      return findJob(transaction, tenant, id);
    });
    return this.view(created!, person);
  }

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'state.read');
    const { tenant } = person;
    const [state, cause, after] = [wordOf(query, 'state', JOB_STATES), idOf(query, 'cause'), idOf(query, 'after')];
    const limit = limitOf(query);
    const jobs = await listJobs(this.database, tenant, {
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
    return this.view(await this.find(person.tenant, id), person);
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
    const job = await this.find(tenant, id);
    const state = wordOf(query, 'state', ITEM_STATES);
    const limit = limitOf(query);
    const items = await listItems(this.database, tenant, job.id, {
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
    const { needs, ...step } = CHANGES[change];
    const person = permitted(request, needs);
    const { tenant, name } = person;
    const { id: job } = await this.find(tenant, id);
    const decidedBy = needs === 'message.approve' ? { decidedBy: name } : {};
    const changing = this.database.inTenant(tenant, async (transaction) => {
      const asked = { ...step, ...decidedBy, at: this.clock.now() };
      const changed = await changeJob(transaction, tenant, job, asked);
      const found = await findJob(transaction, tenant, job);
      if (!changed) {
        const sentence = `The job is ${found!.state}.`;
        throw new HubError('rejected', 'job.state', sentence, { values: { state: found!.state } });
      }
      this.note(transaction, tenant, name, job, DONE[change]);
      return this.view(found!, person);
    });
    return changing.catch(ownJob);
  }

  private note(
    transaction: Transaction,
    tenant: string,
    actor: string,
    id: string,
    done: string,
    details: Readonly<Record<string, unknown>> = {},
  ): void {
    this.journal.note(transaction, tenant, { actor, action: `job.${done}`, subject: { kind: 'job', id }, details });
  }

  private async find(tenant: string, id: string): Promise<Job> {
    const found = isId(id)
      ? await this.database.inTenant(tenant, (transaction) => findJob(transaction, tenant, id))
      : undefined;
    if (found === undefined) throw new HubError('rejected', 'job.not-found', 'There is no such job.');
    return found;
  }

  private readonly nameOf = (procedure: string): string => this.directory.procedure(procedure)?.name ?? procedure;

  private view(job: Job, person: PersonPrincipal): object {
    return jobView(job, this.nameOf, this.texts, may(person, 'content.read'));
  }
}

function positionOf(query: Readonly<Record<string, unknown>>): number {
  const given = text(query, 'after') ?? '0';
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw invalid('after', 'the "after" of the page before');
}

function nothingSelected(): HubError {
  const sentence = 'None of these messages is parked or waits now, or they are in another job already.';
  return new HubError('rejected', 'job.nothing-selected', sentence);
}

/** Words are looked for in what messages say: how many have them tells something about it. */
function readsWords(person: PersonPrincipal, { filter }: Selection): void {
  if (filter?.q !== undefined && !may(person, 'content.read')) throw forbidden('content.read');
}

/** Whether a second person has to agree. */
async function needsTwo(transaction: Transaction, action: JobAction): Promise<boolean> {
  return action !== 'release' && (await readTenantSettings(transaction)).fourEyes.discard;
}

function ownJob(cause: unknown): never {
  if (sqlState(cause) !== '23514') throw cause;
  const sentence = 'Another person than the one who made the job has to decide about it.';
  throw new HubError('rejected', 'job.own', sentence, {}, { cause });
}
