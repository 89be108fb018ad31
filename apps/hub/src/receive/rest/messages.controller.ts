import { Body, Controller, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccessDirectory } from '../../access/directory.js';
import { AccessGuard } from '../../access/access.guard.js';
import { principalOf } from '../../access/principal.js';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import { HubError } from '../../errors/hub-error.js';
import { laneOf } from '../../exchange/lane.js';
import { traceParentIn } from '../../ledger/trace.js';
import { Acceptance } from '../acceptance.js';
import { Admission } from '../admission.js';
import { emptyMessage } from '../body.js';
import { mediaType } from '../media-type.js';
import { Containers } from '../containers.js';
import { RestBody } from './rest-body.js';

interface AcceptedAnswer {
  readonly id: string;
  readonly state: 'accepted';
  readonly href: string;
  readonly traceId: string;
}

/** The front door for specialist procedures that speak REST. */
@Controller('v1/procedures/:procedure/messages')
@UseGuards(AccessGuard)
export class MessagesController {
  constructor(
    private readonly directory: AccessDirectory,
    private readonly admission: Admission,
    private readonly acceptance: Acceptance,
    private readonly restBody: RestBody,
    private readonly containers: Containers,
  ) {}

  /** Takes one message. `202` means: durable, and from now on in the hub's books. */
  @Post()
  @HttpCode(202)
  async accept(
    @Param('procedure') name: string,
    @Req() request: FastifyRequest,
    @Body() stream: AsyncIterable<Buffer> | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedAnswer> {
    const since = performance.now();
    const procedure = this.authorised(request, name);
    const traceParent = traceParentIn(request.headers['traceparent']);
    const senderKey = keyOf(request, 'Idempotency-Key', 'message.key-invalid');
    const orderKey = keyOf(request, 'Fachwerk-Order-Key', 'message.order-key-invalid');
    this.acceptance.check();
    refuseEncoded(request);
    if (stream === undefined || stream === null) throw emptyMessage();
    const over = this.admission.admit(procedure, sizeOf(request));
    try {
      const mime = mediaType(request.headers['content-type']);
      const { tenant, connector } = procedure;
      // Before the body is waited for: this is the one that the containers are of.
      const connectorVersion = this.containers.versionOf(connector, procedure.connectorVersion);
      const containers = this.containers.of(connector, procedure.connectorVersion);
      const parts = await this.restBody.receive(request.headers, mime, stream, { tenant, containers });
      const { id, traceId } = await this.acceptance.accept({
        tenant,
        procedure: procedure.id,
        lane: laneOf(procedure),
        connector,
        ...(connectorVersion === undefined ? {} : { connectorVersion }),
        ...(senderKey === undefined ? {} : { senderKey }),
        ...(orderKey === undefined ? {} : { orderKey }),
        ...(traceParent === undefined ? {} : { traceParent }),
        since,
        ...parts,
      });
      const href = `/v1/messages/${id}`;
      void reply.header('location', href);
      return { id, state: 'accepted', href, traceId };
    } finally {
      over();
    }
  }

  /** A valid key on another procedure learns nothing about it. */
  private authorised(request: FastifyRequest, name: string): SpecialistProcedure {
    const principal = principalOf(request);
    const procedure =
      principal.kind === 'procedure' && principal.name === name
        ? this.directory.procedure(principal.procedureId)
        : undefined;
    if (procedure !== undefined) return procedure;
    throw new HubError('rejected', 'procedure.not-found', `There is no procedure ${name} for this key.`);
  }
}

/** Undefined when the sender does not say. */
function sizeOf(request: FastifyRequest): number | undefined {
  const length = request.headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/** A limit on what is sent would be none for what it unpacks to; and what is filed is what was sent. */
function refuseEncoded(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (/^identity$/i.test(encoding)) return;
  const shown = encoding.slice(0, 100);
  throw new HubError(
    'rejected',
    'request.content-encoding',
    `Requests with the Content-Encoding ${shown} are not accepted. Send it uncompressed.`,
    { values: { encoding: shown } },
  );
}

function keyOf(request: FastifyRequest, name: string, code: string): string | undefined {
  const header = request.headers[name.toLowerCase()];
  if (header === undefined) return undefined;
  const key = typeof header === 'string' ? Buffer.from(header, 'latin1').toString('utf8').trim() : '';
  if (key !== '' && key.length <= 512 && !/[\p{Cc}\ufffd]/u.test(key)) return key;
  throw new HubError('rejected', code, `The ${name} must be 1 to 512 characters without control characters.`);
}
