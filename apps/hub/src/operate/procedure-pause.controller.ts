import { Controller, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { writeJournal } from '../access/journal.js';
import { pauseProcedure, resumeProcedure } from '../access/operator-pause.js';
import { permitted } from '../access/permissions.js';
import type { OperatorPause } from '../access/snapshot.js';
import { Clock, Ids } from '../config/clock.js';
import { ReadersDatabase, type Transaction } from '../database/database.js';
import { reasonOf } from './reason.js';

/** Has a procedure wait, or go on, because somebody says so. What it sends is accepted meanwhile. */
@Controller('v1/procedures')
@UseGuards(AccessGuard)
export class ProcedurePauseController {
  constructor(
    private readonly database: ReadersDatabase,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Post(':procedure/pause')
  @HttpCode(200)
  async pause(
    @Param('procedure') name: string,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly paused: OperatorPause }> {
    const { tenant, name: by } = permitted(request, 'procedure.pause');
    const reason = await reasonOf(request);
    const paused = await this.database.inTenant(tenant, async (transaction) => {
      const done = await pauseProcedure(transaction, tenant, name, { by, at: this.clock.now(), reason });
      if (done.changed) this.note(transaction, tenant, by, 'procedure.paused', name, { reason });
      return done.paused;
    });
    // This process knows at once, all others within seconds.
    await this.directory.refresh();
    return { paused };
  }

  @Post(':procedure/resume')
  @HttpCode(200)
  async resume(@Param('procedure') name: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name: by } = permitted(request, 'procedure.pause');
    await this.database.inTenant(tenant, async (transaction) => {
      const ended = await resumeProcedure(transaction, tenant, name);
      if (ended !== undefined) this.note(transaction, tenant, by, 'procedure.resumed', name, { ended });
    });
    await this.directory.refresh();
    return {};
  }

  private note(
    transaction: Transaction,
    tenant: string,
    actor: string,
    action: 'procedure.paused' | 'procedure.resumed',
    procedure: string,
    details: object,
  ): void {
    const subject = { kind: 'procedure', id: procedure };
    const [id, at] = [this.ids.uuid(), this.clock.now()];
    writeJournal(transaction, tenant, { id, at, actor, action, subject, details: { ...details } });
  }
}
