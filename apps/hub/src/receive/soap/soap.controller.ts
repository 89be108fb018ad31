import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { HubConfig } from '../../config/hub-config.js';
import { HubError } from '../../errors/hub-error.js';
import { versionHint } from '../../soap/content-type.js';
import { faultOf, httpStatusOf, writeFault, type SoapFault } from '../../soap/fault.js';
import { writeInlined, writeMtom } from '../../soap/mtom.js';
import { ENVELOPE_TYPE } from '../../soap/version.js';
import { isAccepted, isRefused, passes } from '../passage.js';
import { sendEarly } from '../send-early.js';
import { SoapDoor, type SoapAnswer, type SoapExchange } from './soap-door.js';
import { SoapServices } from './services.js';

/** What happens at the door, for metrics and log. */
export abstract class SoapEvents {
  /** @param path without its query */
  abstract onFault(fault: SoapFault, path: string): void;
}

/**
 * The front door for specialist procedures that speak SOAP. The WSDL of a service and its schemas are for everybody; a
 * message needs a procedure. Who sends may be said in the message itself, so no guard stands before it.
 */
@Controller('soap')
export class SoapController {
  constructor(
    private readonly door: SoapDoor,
    private readonly services: SoapServices,
    private readonly config: HubConfig,
    private readonly events: SoapEvents,
  ) {}

  @Post(':connector/:service')
  @HttpCode(200)
  async call(
    @Param('connector') connector: string,
    @Param('service') service: string,
    @Req() request: FastifyRequest,
    @Body() stream: AsyncIterable<Buffer> | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const exchange: SoapExchange = { version: versionHint(request.headers) };
    try {
      const answer = await this.door.call(connector, service, request, stream ?? undefined, exchange);
      told(request, exchange);
      sendAnswer(reply, request, answer, exchange);
    } catch (error) {
      const fault = faultOf(error);
      told(request, exchange, fault);
      this.events.onFault(fault, pathOf(request));
      sendFault(reply, request, fault, exchange);
    }
  }

  /** With `?wsdl`, in any case of letters: so toolkits ask. */
  @Get(':connector/:service')
  wsdl(
    @Param('connector') connector: string,
    @Param('service') service: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const found = this.services.find(connector, null, service);
    const [, query = ''] = request.url.split('?', 2);
    if (!query.split('&').some((name) => /^(?:single)?wsdl(?:=|$)/i.test(name))) {
      throw new HubError(
        'rejected',
        'soap.wsdl-asked-otherwise',
        'Messages are sent here by POST. The WSDL is at ?wsdl.',
      );
    }
    const address = `${this.baseUrl(request)}/soap/${encodeURIComponent(connector)}/${encodeURIComponent(service)}`;
    sendXml(reply, found.wsdl({ address, files: `${address}/files/` }));
  }

  /** A schema that the WSDL leads to. */
  @Get(':connector/:service/files/*')
  file(
    @Param('connector') connector: string,
    @Param('service') service: string,
    @Param('*') path: string,
    @Res() reply: FastifyReply,
  ): void {
    const bytes = this.services.find(connector, null, service).file(path);
    if (bytes === undefined) {
      throw new HubError('rejected', 'soap.file-unknown', 'This file is not one of the service.');
    }
    sendXml(reply, bytes);
  }

  /** As others reach the hub. Without a setting: as whoever asks has reached it. */
  private baseUrl(request: FastifyRequest): string {
    return this.config.publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
  }
}

function told(request: FastifyRequest, { procedure, accepted }: SoapExchange, fault?: SoapFault): void {
  if (procedure !== undefined) passes(request, procedure);
  if (accepted === true) isAccepted(request);
  if (fault === undefined) return;
  const details = fault.cause instanceof HubError ? fault.cause.details : {};
  isRefused(request, { code: fault.hubCode ?? 'soap.fault', message: fault.message, details });
}

function sendXml(reply: FastifyReply, bytes: Buffer): void {
  // It is read by programs; a browser must not take what a standard wrote for a page of the hub.
  void reply.header('x-content-type-options', 'nosniff').type('text/xml').send(bytes);
}

function sendAnswer(
  reply: FastifyReply,
  request: FastifyRequest,
  { envelope, parts, action, id }: SoapAnswer,
  { version }: SoapExchange,
): void {
  if (id !== undefined) void reply.header('location', `/v1/messages/${id}`);
  if (envelope === undefined) {
    void reply.status(202).send();
  } else if (parts.length === 0) {
    void reply.type(typeOf(version, action)).send(envelope);
  } else if (takesMtom(request)) {
    const { contentType, body } = writeMtom(envelope, parts, version, action);
    void reply.header('content-type', contentType).send(Readable.from(body, { objectMode: false }));
  } else {
    const body = writeInlined(envelope, parts);
    void reply.type(typeOf(version, action)).send(Readable.from(body, { objectMode: false }));
  }
}

/** Whoever sends MTOM reads it; others say so (MTOM 1.0, and WS-I Attachments Profile). */
function takesMtom({ headers }: FastifyRequest): boolean {
  return (
    /application\/xop\+xml/i.test(headers['content-type'] ?? '') || /multipart\/related/i.test(headers.accept ?? '')
  );
}

function typeOf(version: SoapExchange['version'], action: string | undefined): string {
  const isNamed = version === '1.2' && action !== undefined && !/["\\\p{Cc}]/u.test(action);
  return `${ENVELOPE_TYPE[version]}; charset=utf-8${isNamed ? `; action="${action}"` : ''}`;
}

function sendFault(reply: FastifyReply, request: FastifyRequest, fault: SoapFault, exchange: SoapExchange): void {
  if (reply.sent) return;
  const { version } = exchange;
  const status = httpStatusOf(fault, version);
  if (status === 401) void reply.header('www-authenticate', 'Basic realm="fachwerk", charset="UTF-8"');
  const { retryAfterSeconds } = fault.details;
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  void reply.status(status).type(typeOf(version, undefined));
  const text = writeFault(fault, version, exchange);
  if (request.raw.complete) void reply.send(text);
  else sendEarly(reply, request.raw, text);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0]!;
}
