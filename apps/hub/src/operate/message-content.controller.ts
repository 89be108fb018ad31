import { Controller, Get, Param, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { ContentLooks } from '../access/content-looks.js';
import { permitted } from '../access/permissions.js';
import { CONTENT_SECURITY, contentDisposition, rangeOf } from '../archive/content-headers.js';
import { ContentStore, type ByteRange } from '../archive/content-store.js';
import { ReadersDatabase } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { readSentBody } from '../ledger/payload.js';

/** XML and JSON are shown as text, whatever the sender called them; a browser runs nothing of it. */
const SHOWN_AS_TEXT = /^(text\/|application\/(json|xml)$|.*\+(json|xml)$)/;

/** What messages say, as they were sent. */
@Controller('v1/messages')
@UseGuards(AccessGuard)
export class MessageContentController {
  constructor(
    private readonly database: ReadersDatabase,
    private readonly store: ContentStore,
    private readonly looks: ContentLooks,
  ) {}

  @Get(':id/payload')
  async payload(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const person = permitted(request, 'content.read');
    const { tenant } = person;
    const sent = await readSentBody(this.database, tenant, id);
    if (sent === undefined) throw new HubError('rejected', 'message.not-found', 'There is no such message.');
    if (!sent.kept) throw new HubError('rejected', 'message.payload-gone', 'What was sent is not kept any more.');
    const { mime, sha256, sizeBytes, fileName = `${id}` } = sent.envelope.body;
    const range = rangeIn(request, reply, sizeBytes);
    await this.looks.note(person, { kind: 'message', id });
    const shown = SHOWN_AS_TEXT.test(mime) ? 'text/plain' : 'application/octet-stream';
    void reply.headers({
      'content-type': shown === 'text/plain' ? 'text/plain; charset=utf-8' : shown,
      'content-length': range === undefined ? sizeBytes : range.end - range.start + 1,
      'accept-ranges': 'bytes',
      'content-disposition': contentDisposition(shown, fileName),
      'fachwerk-media-type': mime,
      etag: `"${sha256}"`,
      ...CONTENT_SECURITY,
    });
    if (range !== undefined)
      void reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
    const inline = range === undefined ? sent.body : sent.body?.subarray(range.start, range.end + 1);
    void reply.send(inline ?? this.store.read(tenant, sha256, range, sent.place));
  }
}

function rangeIn({ headers }: FastifyRequest, reply: FastifyReply, sizeBytes: number): ByteRange | undefined {
  const range = rangeOf(headers.range, sizeBytes);
  if (range !== 'unsatisfiable') return range;
  void reply.header('content-range', `bytes */${sizeBytes}`);
  const values = { max: sizeBytes };
  throw new HubError('rejected', 'message.range-invalid', `The message has ${sizeBytes} bytes.`, { values });
}
