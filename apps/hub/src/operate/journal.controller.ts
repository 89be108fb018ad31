import { Controller, Get, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { Journal, type JournalFilter, type JournalRow } from '../access/journal.js';
import { permitted } from '../access/permissions.js';
import { idOf, limitOf, text } from './message-filter.js';

/** Who did what in the tenant. */
@Controller('v1/journal')
@UseGuards(AccessGuard)
export class JournalController {
  constructor(private readonly journal: Journal) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'journal.read');
    const filter = filterOf(query);
    const found = await this.journal.list(tenant, { ...filter, limit: filter.limit + 1 });
    const page = found.slice(0, filter.limit);
    return {
      entries: page.map(entryView),
      ...(found.length > filter.limit ? { after: page.at(-1)?.id } : {}),
    };
  }
}

function filterOf(query: Readonly<Record<string, unknown>>): JournalFilter {
  const after = idOf(query, 'after');
  const [actor, action, subject] = ['actor', 'action', 'subject'].map((name) => text(query, name));
  const [kind, ...id] = subject?.split('/') ?? [];
  return {
    limit: limitOf(query),
    ...(actor === undefined ? {} : { actor }),
    ...(action === undefined ? {} : { action }),
    ...(kind === undefined ? {} : { subjectKind: kind }),
    ...(id.length === 0 ? {} : { subjectId: id.join('/') }),
    ...(after === undefined ? {} : { after }),
  };
}

function entryView({ id, at, actor, action, subjectKind, subjectId, subjectTitle, details }: JournalRow): object {
  const title = subjectTitle === null ? {} : { title: subjectTitle };
  const subject = subjectKind === null ? {} : { subject: { kind: subjectKind, id: subjectId, ...title } };
  return { id, at: at.toISOString(), actor, action, ...subject, details };
}
