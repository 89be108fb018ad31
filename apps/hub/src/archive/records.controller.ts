import { Controller, Get, Param, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { ContentLooks } from '../access/content-looks.js';
import { permittedOrOwn } from '../access/permissions.js';
import { principalOf } from '../access/principal.js';
import { HubError } from '../errors/hub-error.js';
import { CONTENT_SECURITY, contentDisposition, rangeOf } from './content-headers.js';
import { ContentStore } from './content-store.js';
import { Records, type DocumentContent, type ReadableContent, type RecordScope } from './records.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LIMIT_MAX = 500;

/** The archive's interface. People see the records of their tenant, a procedure those it filed itself. */
@Controller('v1')
@UseGuards(AccessGuard)
export class RecordsController {
  constructor(
    private readonly records: Records,
    private readonly store: ContentStore,
    private readonly looks: ContentLooks,
  ) {}

  @Get('case-files')
  async caseFiles(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const scope = scopeOf(request);
    const limit = Math.min(Math.max(Number(query['limit'] ?? 50) || 50, 1), LIMIT_MAX);
    const after = query['after'];
    const reference = typeof query['reference'] === 'string' ? query['reference'] : '';
    // No reference has a NUL in it, and the database takes none.
    if (reference.includes('\0')) return { caseFiles: [] };
    const found = await this.records.caseFiles(scope, {
      limit: limit + 1,
      ...(reference === '' ? {} : { reference }),
      ...(after === undefined ? {} : { after: idOf(String(after)) }),
    });
    const page = found.slice(0, limit);
    return {
      caseFiles: page.map(linkedFile),
      ...(found.length > limit ? { after: page.at(-1)?.id } : {}),
    };
  }

  @Get('case-files/:id')
  async caseFile(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const found = (await this.records.caseFile(scopeOf(request), idOf(id))) ?? notFound();
    return {
      ...found,
      parent: found.parent === null ? null : linkedFile(found.parent),
      parts: found.parts.map(linkedFile),
      documents: found.documents.map(linked),
    };
  }

  @Get('documents/:id')
  async document(@Param('id') id: string, @Req() request: FastifyRequest): Promise<object> {
    const found = (await this.records.document(scopeOf(request), idOf(id))) ?? notFound();
    const content = `/v1/documents/${id}/content`;
    const versions = found.versions.map((version) => {
      const own = `${content}?version=${version.number}`;
      const formats = version.formats.map((format) => ({ ...format, content: `${own}&format=${format.number}` }));
      return { ...version, content: own, formats };
    });
    return { ...found, versions, annexes: found.annexes.map(linked), content };
  }

  /** The bytes as they were filed. */
  @Get('documents/:id/content')
  async content(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { tenant } = scopeOf(request);
    const version = await this.wanted(id, query, request);
    const tag = tagOf(version);
    if (isKnown(request.headers['if-none-match'], tag)) {
      void describe(reply, version).status(304).send();
      return;
    }
    const ifRange = request.headers['if-range'];
    const range =
      ifRange === undefined || ifRange === tag ? rangeOf(request.headers.range, version.sizeBytes) : undefined;
    if (range === 'unsatisfiable') {
      void reply.header('content-range', `bytes */${version.sizeBytes}`);
      throw new HubError('rejected', 'document.range-invalid', `The document has ${version.sizeBytes} bytes.`, {
        values: { max: version.sizeBytes },
      });
    }
    await this.looks.note(principalOf(request), { kind: 'document', id });
    void describe(reply, version);
    if (range !== undefined)
      void reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${version.sizeBytes}`);
    const length = range === undefined ? version.sizeBytes : range.end - range.start + 1;
    const bytes = this.store.read(tenant, version.sha256, range, version.place ?? undefined);
    void reply.header('content-length', length).send(bytes);
  }

  private async wanted(id: string, query: Record<string, unknown>, request: FastifyRequest): Promise<ReadableContent> {
    const { version, format } = query;
    const numbers = {
      ...(version === undefined ? {} : { version: Number(version) }),
      ...(format === undefined ? {} : { format: Number(format) }),
    };
    return (await this.records.content(scopeOf(request), idOf(id), numbers)) ?? notFound();
  }
}

function linked<Found extends { readonly id: string }>(document: Found): Found & { readonly href: string } {
  return { ...document, href: `/v1/documents/${document.id}` };
}

function linkedFile<Found extends { readonly id: string }>(caseFile: Found): Found & { readonly href: string } {
  return { ...caseFile, href: `/v1/case-files/${caseFile.id}` };
}

function describe(reply: FastifyReply, version: DocumentContent): FastifyReply {
  return reply.headers({
    'content-type': version.mime,
    'content-disposition': contentDisposition(version.mime, version.fileName),
    'accept-ranges': 'bytes',
    etag: tagOf(version),
    'last-modified': version.createdAt.toUTCString(),
    ...CONTENT_SECURITY,
  });
}

/** `If-None-Match` (RFC 9110 §13.1.2): proxies may have weakened the tag. */
function isKnown(header: string | undefined, tag: string): boolean {
  const tags = header?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(tag) || tags.includes('*');
}

function tagOf(version: DocumentContent): string {
  return `"${version.sha256}"`;
}

function scopeOf(request: FastifyRequest): RecordScope {
  const principal = permittedOrOwn(request, 'record.read');
  const { tenant } = principal;
  return principal.kind === 'procedure' ? { tenant, procedureId: principal.procedureId } : { tenant };
}

function idOf(id: string): string {
  return UUID.test(id) ? id : notFound();
}

function notFound(): never {
  throw new HubError('rejected', 'record.not-found', 'There is no such record.');
}
