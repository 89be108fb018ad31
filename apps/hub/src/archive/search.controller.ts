import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessDirectory } from '../access/directory.js';
import { AccessGuard } from '../access/access.guard.js';
import { permittedOrOwn } from '../access/permissions.js';
import { HubConfig } from '../config/hub-config.js';
import { HubError } from '../errors/hub-error.js';
import { Search, type Hit } from './search.js';
import { questionOf } from './search-question.js';

/** Finds records by words. People search the records of their tenant, a procedure those it filed itself. */
@Controller('v1/search')
@UseGuards(AccessGuard)
export class SearchController {
  constructor(
    private readonly search: Search,
    private readonly directory: AccessDirectory,
    private readonly config: HubConfig,
  ) {}

  @Get()
  async find(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const principal = permittedOrOwn(request, 'record.read');
    const { tenant } = principal;
    const { filter, procedureId } = questionOf(
      query,
      principal,
      this.directory.proceduresOf(tenant),
      this.config.timeZone,
    );
    const found = await this.search.find({ tenant, ...(procedureId === undefined ? {} : { procedureId }) }, filter);
    if (found === undefined) {
      const { asked } = filter;
      throw new HubError('rejected', 'search.no-words', `There is no word to look for in "${asked}".`, {
        values: { asked },
      });
    }
    const last = found.hits.at(-1);
    return {
      exact: found.exact.map((hit) => this.view(hit)),
      hits: found.hits.map((hit) => this.view(hit)),
      ...(found.more && last !== undefined ? { after: last.id } : {}),
    };
  }

  private view({ kind, id, caseFileId, procedureId, ...hit }: Hit): object {
    const caseFile = `/v1/case-files/${caseFileId}`;
    return {
      type: kind,
      id,
      // A case is shown in its case file.
      href: kind === 'document' ? `/v1/documents/${id}` : caseFile,
      ...hit,
      caseFile: { id: caseFileId, href: caseFile },
      procedure: this.directory.nameOf(procedureId),
    };
  }
}
