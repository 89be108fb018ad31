import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { permitted } from '../access/permissions.js';
import { ProcedureCertificates } from '../access/procedure-certificates.js';
import { Clock } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import { jsonBody, onlyIn, proseIn } from './json-body.js';
import { idOf, isId, limitOf } from './message-filter.js';
import { certificateView } from './procedure-view.js';

/** A certificate with a long chain of names; a private key and a chain of others go in as well, and are refused as that. */
const PEM_LENGTH_MAX = 32_768;

/** The certificates that a procedure shows in TLS, or signs with. */
@Controller('v1/procedures/:procedure/certificates')
@UseGuards(AccessGuard)
export class ProcedureCertificatesController {
  constructor(
    private readonly certificates: ProcedureCertificates,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Param('procedure') procedure: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const limit = limitOf(query);
    const found = await this.certificates.list(tenant, procedure, { after: idOf(query, 'after'), limit: limit + 1 });
    const page = found.slice(0, limit);
    const now = this.clock.now();
    return {
      certificates: page.map((one) => certificateView(one, now)),
      ...(found.length > limit ? { after: page.at(-1)?.id } : {}),
    };
  }

  @Post()
  @HttpCode(201)
  async add(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    const body = await jsonBody(request);
    onlyIn(body, ['certificate']);
    const added = await this.certificates.add(by, procedure, proseIn(body, 'certificate', PEM_LENGTH_MAX));
    await this.directory.refresh();
    return { certificate: certificateView(added, this.clock.now()) };
  }

  @Delete(':id')
  async revoke(
    @Param('procedure') procedure: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    if (!isId(id)) throw new HubError('rejected', 'access.unknown', 'The procedure has no such certificate.');
    const revoked = await this.certificates.revoke(by, procedure, id);
    await this.directory.refresh();
    return { certificate: certificateView(revoked, this.clock.now()) };
  }
}
