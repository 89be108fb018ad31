import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Authentication } from '../../access/authentication.js';
import { HubError } from '../../errors/hub-error.js';
import { servedWsdl } from '../../soap/wsdl-types.js';
import { isAccepted, isRefused, passes } from '../passage.js';
import { sendEarly } from '../send-early.js';
import { XtaDoor, type XtaResponse } from './door.js';
import { XtaSchemas } from './official.js';
import { PORT_ADDRESSES, type PortName } from './v211.js';

const BASE = 'xta/2.1.1';
const XML = 'text/xml; charset=utf-8';

/** What the entrance tells others of what it refuses. */
export abstract class XtaEvents {
  /** Where this hub is reached, when its settings say so. */
  abstract readonly publicUrl: string | undefined;
  abstract onRefused(error: HubError, path: string): void;
}

/** The entrance for XTA 2 version 3 (webservice 2.1.1). The WSDL and its schemas are everybody's, as those of the standard. */
@Controller(BASE)
export class XtaController {
  constructor(
    private readonly door: XtaDoor,
    private readonly authentication: Authentication,
    private readonly schemas: XtaSchemas,
    private readonly events: XtaEvents,
  ) {}

  @Post(':port')
  async ask(
    @Param('port') name: string,
    @Body() body: AsyncIterable<Buffer> | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { headers } = request;
    const port = portNamed(name);
    const stream = body ?? nothing();
    const sender = (): ReturnType<Authentication['procedureOf']> => {
      const procedure = this.authentication.procedureOf(request);
      passes(request, procedure);
      return procedure;
    };
    const isBare = headers.authorization === undefined;
    const response = await this.door.answer({ port, headers, stream, sender, isBare });
    if (response.accepted === true) isAccepted(request);
    const { fault } = response;
    const cause = fault?.cause;
    if (fault !== undefined) {
      const details = cause instanceof HubError ? cause.details : {};
      isRefused(request, { code: fault.hubCode ?? 'soap.fault', message: fault.message, details });
    }
    if (cause instanceof HubError) this.events.onRefused(cause, `/${BASE}/${port}`);
    send(reply, request, response);
  }

  @Get(':port')
  wsdl(
    @Param('port') name: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    portNamed(name);
    // `?wsdl`, `?WSDL`, as clients have written it for twenty years.
    if (!Object.keys(query).some((key) => key.toLowerCase() === 'wsdl')) throw nowhere();
    const base = `${this.events.publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`}/${BASE}`;
    const served = servedWsdl(this.schemas.wsdl(), {
      address: (port) => `${base}/${PORT_ADDRESSES[port] ?? 'management'}`,
      schemaAddress: (location) => `${base}/schemas/${encodeURIComponent(location)}`,
    });
    sendXml(reply, served);
  }

  @Get('schemas/:file')
  schema(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const bytes = this.schemas.file(file);
    if (bytes === undefined) throw nowhere();
    sendXml(reply, bytes);
  }
}

function sendXml(reply: FastifyReply, bytes: Buffer): void {
  // It is read by programs; a browser must not take what a standard wrote for a page of the hub.
  void reply.header('x-content-type-options', 'nosniff').type(XML).send(bytes);
}

function portNamed(name: string): PortName {
  const found = Object.values(PORT_ADDRESSES).find((port) => port === name);
  if (found === undefined) throw nowhere();
  return found;
}

function nowhere(): HubError {
  return new HubError('rejected', 'xta.nowhere', 'There is nothing of XTA at this address.');
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A request without a body.
}

function send(reply: FastifyReply, request: FastifyRequest, response: XtaResponse): void {
  const { status, contentType, body, retryAfterSeconds } = response;
  void reply.status(status).header('content-type', contentType);
  if (status === 401) void reply.header('www-authenticate', 'Basic realm="fachwerk", charset="UTF-8"');
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  if (typeof body !== 'string') void reply.send(Readable.from(body, { objectMode: false }));
  else if (request.raw.complete) void reply.send(body);
  else sendEarly(reply, request.raw, body);
}
