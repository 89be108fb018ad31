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
import { isAccepted, passes } from '../passage.js';
import { Containers } from '../containers.js';
import { keyIn, refuseEncoded, sizeIn } from '../request-head.js';
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
    const senderKey = keyIn(request.headers, 'Idempotency-Key', 'message.key-invalid');
    const orderKey = keyIn(request.headers, 'Fachwerk-Order-Key', 'message.order-key-invalid');
    this.acceptance.check();
    refuseEncoded(request.headers);
    if (stream === undefined || stream === null) throw emptyMessage();
    const over = this.admission.admit(procedure, sizeIn(request.headers));
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
      isAccepted(request);
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
    if (principal.kind === 'procedure') passes(request, { tenant: principal.tenant, id: principal.procedureId });
    const procedure =
      principal.kind === 'procedure' && principal.name === name
        ? this.directory.procedure(principal.procedureId)
        : undefined;
    if (procedure !== undefined) return procedure;
    throw new HubError('rejected', 'procedure.not-found', `There is no procedure ${name} for this key.`);
  }
}
