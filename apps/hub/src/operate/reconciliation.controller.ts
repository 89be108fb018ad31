import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { PAUSE_REST_MS } from '../access/pauses.js';
import { permittedOrOwn } from '../access/permissions.js';
import { Clock } from '../config/clock.js';
import { dayBounds, dayOf } from '../config/day.js';
import { HubConfig } from '../config/hub-config.js';
import { ReadersDatabase } from '../database/database.js';
import { Exchange } from '../exchange/exchange.js';
import { depthOf, lanesOf } from '../exchange/lane.js';
import { readBooks, type Books, type DueBefore, type StampRange } from '../ledger/reconciliation.js';
import { invalid, procedureOf } from './message-filter.js';

/** The proof: what came in is filed, rejected, parked or in flight, and what is in flight has a number and a time. */
@Controller('v1/reconciliation')
@UseGuards(AccessGuard)
export class ReconciliationController {
  constructor(
    private readonly database: ReadersDatabase,
    private readonly exchange: Exchange,
    private readonly directory: AccessDirectory,
    private readonly config: HubConfig,
    private readonly clock: Clock,
  ) {}

  /** For one procedure and one day of accepting, in the time zone of the hub; default today. */
  @Get()
  async day(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const principal = permittedOrOwn(request, 'state.read');
    const { timeZone } = this.config;
    const day =
      typeof query['day'] === 'string' && query['day'] !== '' ? query['day'] : dayOf(this.clock.now(), timeZone);
    const bounds = dayBounds(day, timeZone);
    if (bounds === undefined) throw invalid('day', 'a day such as 2026-11-23');
    const procedures = this.directory.proceduresOf(principal.tenant);
    const asked = principal.kind === 'procedure' ? principal.procedureId : procedureOf(query['procedure'], procedures);
    const chosen = procedures.filter(({ id }) => asked === undefined || id === asked);

    const books: object[] = [];
    // One after the other: all at once would take every connection from those who file.
    for (const procedure of chosen) {
      const { id, name } = procedure;
      // Asked before the books are read: what is ready now and filed a moment later is not called missing.
      const queue = await depthOf(this.exchange, lanesOf(procedure));
      const due = this.dueBefore();
      const read = await readBooks(this.database, principal.tenant, id, bounds.from, bounds.to, due);
      books.push({ procedure: name, ...this.view(read, queue.ready, due, procedure.paused !== null), queue });
    }
    const answer = { day, timeZone, asOf: this.clock.now().toISOString() };
    return asked !== undefined && books[0] !== undefined
      ? { ...answer, ...books[0] }
      : { ...answer, procedures: books };
  }

  /** What went back to its lane is tried again after the rest of a paused procedure at the latest. */
  private dueBefore(): DueBefore {
    const now = this.clock.now().getTime();
    const { missingAfterMs, delayLadderMs } = this.config;
    const inLane = now - missingAfterMs - PAUSE_REST_MS;
    return { inLane: new Date(inLane), delayed: new Date(inLane - Math.max(...delayLadderMs)) };
  }

  private view(books: Books, ready: number, { inLane }: DueBefore, paused: boolean): object {
    const { unseen, undecided, overdue, triedAt, ...counts } = books;
    const oldest = this.clock.now().getTime() - this.config.missingAfterMs;
    // Old enough to have been seen, and not simply waiting its turn; a pause may part a message from a later one for long.
    const neverSeen = unseen.filter(
      ({ lastAt, overtaken }) => lastAt.getTime() < oldest && (ready === 0 || (overtaken && !paused)),
    );
    // While messages of the procedure come, those that went back with them may still be among them.
    const idle = ready === 0 && triedAt !== null && triedAt < inLane;
    const missing = [
      ...neverSeen.map((range) => ({ ...range, releasable: false })),
      ...(idle ? overdue.map((range) => ({ ...range, releasable: true })) : []),
    ];
    return {
      ...counts,
      balanced: counts.accepted === counts.filed + counts.rejected + counts.parked + counts.inFlight,
      unseen: summary(unseen),
      missing: summary(missing),
      undecided: summary(undecided),
    };
  }
}

function summary(ranges: readonly StampRange[]): object {
  return { count: ranges.reduce((sum, { count }) => sum + count, 0), ranges };
}
