import { Controller, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { permittedOrOwn } from '../access/permissions.js';
import { Clock } from '../config/clock.js';
import { dayBounds, dayOf } from '../config/day.js';
import { HubConfig } from '../config/hub-config.js';
import { ReadersDatabase } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { keysIn } from './key-list.js';
import { compareList, type ListComparison } from './list-comparison.js';
import { instant, invalid, procedureOf, text } from './message-filter.js';

const DAYS_MAX = 31;
const DAY_MS = 86_400_000;
const LIMIT_DEFAULT = 1_000;
const LIMIT_MAX = 100_000;
/** They take connections and time; others wait outside. Of a tenant there is one at a time. */
const AT_ONCE_MAX = 4;

/** What a sender says it has sent, held against what the hub has accepted. */
@Controller('v1/procedures/:procedure/reconciliation')
@UseGuards(AccessGuard)
export class CompareController {
  /** Tenants whose lists are being compared. */
  private readonly running = new Set<string>();

  constructor(
    private readonly database: ReadersDatabase,
    private readonly directory: AccessDirectory,
    private readonly config: HubConfig,
    private readonly clock: Clock,
  ) {}

  @Post('compare')
  @HttpCode(200)
  async compare(
    @Param('procedure') name: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const principal = permittedOrOwn(request, 'state.read');
    const { tenant } = principal;
    const procedure = procedureOf(name, this.directory.proceduresOf(tenant));
    if (procedure === undefined || (principal.kind === 'procedure' && principal.procedureId !== procedure)) {
      throw new HubError('rejected', 'procedure.not-found', `There is no procedure ${name}.`);
    }
    const range = this.rangeOf(query);
    const limit = limitOf(query);
    if (this.running.has(tenant) || this.running.size >= AT_ONCE_MAX) throw busy();
    this.running.add(tenant);
    try {
      const list = keysIn((request.body ?? []) as AsyncIterable<Buffer>, request.headers['content-type'] ?? '');
      const compared = await compareList(this.database, { tenant, procedure, ...range }, list, limit);
      return { procedure: name, from: range.from.toISOString(), to: range.to.toISOString(), ...view(compared) };
    } finally {
      this.running.delete(tenant);
    }
  }

  /** Default: today, in the time zone of the hub. */
  private rangeOf(query: Readonly<Record<string, unknown>>): { readonly from: Date; readonly to: Date } {
    const { timeZone } = this.config;
    const today = dayBounds(dayOf(this.clock.now(), timeZone), timeZone)!;
    const from = instant(query, 'from') ?? today.from;
    const to = instant(query, 'to') ?? today.to;
    const days = (to.getTime() - from.getTime()) / DAY_MS;
    if (days > 0 && days <= DAYS_MAX) return { from, to };
    throw invalid('to', `later than "from", by ${DAYS_MAX} days at most`);
  }
}

function limitOf(query: Readonly<Record<string, unknown>>): number {
  const given = text(query, 'limit');
  const limit = Number(given ?? LIMIT_DEFAULT);
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw invalid('limit', `a number from 1 to ${LIMIT_MAX}`);
}

function view({ listed, repeated, here, elsewhere, missing, extra, withoutKey }: ListComparison): object {
  const { filed, rejected, parked, accepted: inFlight } = here;
  return {
    listed,
    repeated,
    here: { filed, rejected, parked, inFlight },
    missing: { count: missing.count, keys: missing.first.map(({ key }) => key) },
    elsewhere: {
      count: elsewhere.count,
      keys: elsewhere.first.map(({ key, acceptedAt }) => ({ key, acceptedAt: acceptedAt.toISOString() })),
    },
    extra: {
      count: extra.count,
      keys: extra.first.map(({ key, state, messageId }) => ({ key, state, href: `/v1/messages/${messageId}` })),
    },
    withoutKey,
  };
}

function busy(): HubError {
  const sentence = 'Other lists are being compared at the moment. Try again in some seconds.';
  return new HubError('rejected', 'reconciliation.busy', sentence, { retryAfterSeconds: 10 });
}
