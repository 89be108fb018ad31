import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { may, permitted, permittedOrOwn } from '../access/permissions.js';
import type { PersonPrincipal, Principal } from '../access/principal.js';
import { readTenantSettings } from '../access/tenant-settings.js';
import type { Transaction } from '../database/database.js';
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { acceptedAtOf, isOurs } from '../ledger/message-id.js';
import type { MessageState } from '../ledger/message-state.js';
import { Messages } from '../ledger/messages.js';
import { Decisions } from './decisions.js';
import { attemptView, messageView } from './views.js';
import { MessageAge } from './message-age.js';
import { filterOf } from './message-filter.js';
import { reasonOf } from './reason.js';
import { arrival, timelineOf } from './timeline.js';

/** What became of messages. A procedure sees its own, a person those of the tenant. */
@Controller('v1/messages')
@UseGuards(AccessGuard)
export class MessageStatesController {
  constructor(
    private readonly messages: Messages,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
    private readonly decisions: Decisions,
    private readonly age: MessageAge,
  ) {}

  @Get(':id')
  async one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const principal = permittedOrOwn(request, 'state.read');
    const found = await this.messages.find(principal.tenant, id);
    if (found === undefined || !mayRead(principal, found)) return this.withoutRow(id, principal, found);
    return this.view(found, principal);
  }

  /** Every try, oldest first. */
  @Get(':id/attempts')
  async attempts(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const principal = permittedOrOwn(request, 'state.read');
    const found = await this.messages.find(principal.tenant, id);
    if (found === undefined || !mayRead(principal, found))
      return { message: this.withoutRow(id, principal, found), attempts: [] };
    const attempts = await this.messages.attempts(principal.tenant, id);
    const forOperator = may(principal, 'content.read');
    return {
      message: this.view(found, principal),
      attempts: attempts.map((attempt) => attemptView(attempt, this.texts, forOperator)),
    };
  }

  /** From its arrival to its receipt, oldest first. */
  @Get(':id/timeline')
  async timeline(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const principal = permittedOrOwn(request, 'state.read');
    const found = await this.messages.find(principal.tenant, id);
    if (found === undefined || !mayRead(principal, found)) {
      const message = this.withoutRow(id, principal, found);
      return { message, entries: [arrival(acceptedAtOf(id)!)] };
    }
    const attempts = await this.messages.attempts(principal.tenant, id);
    const forOperator = may(principal, 'content.read');
    const entries = timelineOf(found, attempts, (attempt) => attemptView(attempt, this.texts, forOperator));
    return { message: this.view(found, principal), entries };
  }

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const principal = permittedOrOwn(request, 'state.read');
    const procedures = this.directory.proceduresOf(principal.tenant);
    const filter = filterOf(query, principal, procedures);
    const ids = procedures.map(({ id }) => id);
    const found = await this.messages.list(principal.tenant, { ...filter, limit: filter.limit + 1 }, ids);
    const page = found.slice(0, filter.limit);
    const last = page.at(-1);
    return {
      messages: page.map((message) => this.view(message, principal)),
      ...(found.length > filter.limit && last !== undefined ? { after: last.id } : {}),
    };
  }

  /** Sends a parked message through the pipeline once more. */
  @Post(':id/release')
  @HttpCode(202)
  async releaseOne(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name: operator } = await this.operatorWith(id, request);
    await this.decisions.release(tenant, id, { operator });
    return { id, state: 'accepted', href: `/v1/messages/${id}` };
  }

  /** Sends a rejected message through the pipeline once more. */
  @Post(':id/rerun')
  @HttpCode(202)
  async rerunOne(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name: operator } = await this.operatorWith(id, request);
    await this.decisions.rerun(tenant, id, { operator, reason: await reasonOf(request) });
    return { id, state: 'accepted', href: `/v1/messages/${id}` };
  }

  /** Rejects a parked message. */
  @Post(':id/discard')
  @HttpCode(200)
  async discardOne(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name: operator } = await this.operatorWith(id, request);
    await this.decisions.refuse(tenant, id, 'discard', { operator, reason: await reasonOf(request), within: byOne });
    return { id, state: 'rejected', href: `/v1/messages/${id}` };
  }

  /** Rejects a parked message, so that its sender puts it right and sends it again. */
  @Post(':id/hand-back')
  @HttpCode(200)
  async handBackOne(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name: operator } = await this.operatorWith(id, request);
    await this.decisions.refuse(tenant, id, 'hand-back', { operator, reason: await reasonOf(request), within: byOne });
    return { id, state: 'rejected', href: `/v1/messages/${id}` };
  }

  private async operatorWith(id: string, request: FastifyRequest): Promise<PersonPrincipal> {
    const principal = permitted(request, 'message.decide');
    if ((await this.messages.find(principal.tenant, id)) === undefined) this.withoutRow(id, principal, undefined);
    return principal;
  }

  private view(message: MessageState, principal: Principal): object {
    const procedure = this.directory.nameOf(message.procedureId);
    return messageView(message, procedure, this.texts, may(principal, 'content.read'));
  }

  /** Accepted, but no worker has written it down yet; or long gone; or never ours. The id alone tells. */
  private withoutRow(id: string, principal: Principal, other: MessageState | undefined): object {
    const owners =
      principal.kind === 'procedure'
        ? [principal.procedureId]
        : this.directory.proceduresOf(principal.tenant).map((p) => p.id);
    const keys = this.directory.messageIdKeys();
    const procedure =
      other === undefined
        ? owners.find((owner) => isOurs(id, { tenant: principal.tenant, procedure: owner }, keys))
        : undefined;
    const acceptedAt = acceptedAtOf(id);
    if (procedure === undefined || acceptedAt === undefined) {
      throw new HubError('rejected', 'message.not-found', 'There is no such message.');
    }
    if (this.age.isBeyondLedger(acceptedAt)) {
      throw new HubError('rejected', 'message.gone', 'The message is older than what the ledger keeps.');
    }
    const name = this.directory.nameOf(procedure);
    return { id, state: 'accepted', href: `/v1/messages/${id}`, procedure: name, acceptedAt: acceptedAt.toISOString() };
  }
}

function mayRead(principal: Principal, message: MessageState): boolean {
  return principal.kind === 'person' || principal.procedureId === message.procedureId;
}

/** Refusing a message is final for its sender: a tenant may want two people to agree to it. */
async function byOne(transaction: Transaction): Promise<void> {
  if (!(await readTenantSettings(transaction)).fourEyes.discard) return;
  const sentence = 'In this tenant it takes a second person: make it a job, to which somebody else agrees.';
  throw new HubError('rejected', 'message.two-people', sentence);
}
