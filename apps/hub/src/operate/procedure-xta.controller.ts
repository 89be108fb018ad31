import { Controller, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { permitted } from '../access/permissions.js';
import { XtaSources, type XtaLeftRow, type XtaSourceRow } from '../access/xta-sources.js';
import { ErrorTexts } from '../errors/codes.js';

/** From which mailbox messages of a procedure are fetched, how that goes, and what lies there. */
@Controller('v1/procedures/:procedure/xta-source')
@UseGuards(AccessGuard)
export class ProcedureXtaController {
  constructor(
    private readonly sources: XtaSources,
    private readonly texts: ErrorTexts,
  ) {}

  @Get()
  async read(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const left = await this.sources.left(tenant, procedure);
    const source = (await this.sources.list(tenant)).find((one) => one.procedure === procedure);
    return {
      source: source === undefined ? null : this.sourceView(source),
      left: left.map((row) => this.leftView(row)),
    };
  }

  /** Has fetched again what was left. */
  @Post('retry')
  @HttpCode(200)
  async retry(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant, name } = permitted(request, 'procedure.administer');
    return { messages: await this.sources.retry(tenant, procedure, undefined, name) };
  }

  /** Addresses of ports are those of a server, and no secrets; where messages go is known to whoever reads states. */
  private sourceView(row: XtaSourceRow): object {
    const { addresses, party, fetches, intervalSeconds, closesRefused, failures, fetched, refused, lastError } = row;
    return {
      addresses,
      party,
      fetches,
      intervalSeconds,
      closesRefused,
      failures,
      fetched,
      refused,
      left: row.left,
      nextAt: row.nextAt.toISOString(),
      lastError: lastError === null ? null : { ...this.errorView(lastError), at: lastError.at },
      ...(row.contactAt === null ? {} : { contactAt: row.contactAt.toISOString() }),
      ...(row.certificate === null ? {} : { certificate: row.certificate }),
      ...(row.certificateEndsAt === null ? {} : { certificateEndsAt: row.certificateEndsAt.toISOString() }),
    };
  }

  private leftView({ messageId, error, tries, firstAt, lastAt, nextAt, closedAt }: XtaLeftRow): object {
    return {
      messageId,
      error: this.errorView(error),
      tries,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
      ...(nextAt === null ? {} : { nextAt: nextAt.toISOString() }),
      ...(closedAt === null ? {} : { closedAt: closedAt.toISOString() }),
    };
  }

  private errorView({ code, message, values }: XtaLeftRow['error']): object {
    return { code, sentence: this.texts.sentence(code, message, values) };
  }
}
