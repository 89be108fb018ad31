import { Controller, Get, HttpCode, Param, Patch, Post, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { may, permitted } from '../access/permissions.js';
import type { PersonPrincipal } from '../access/principal.js';
import { Procedures } from '../access/procedures.js';
import { Webhooks } from '../access/webhooks.js';
import { ErrorTexts } from '../errors/codes.js';
import { ConnectorSettings } from './connector-settings.js';
import { jsonBody } from './json-body.js';
import { changeIn, newProcedureIn } from './procedure-body.js';
import { connectorView, procedureView, webhookView, wholeProcedureView } from './procedure-view.js';

/** How the procedures of a tenant are set up. What they send, and what becomes of it, is elsewhere. */
@Controller('v1/procedures')
@UseGuards(AccessGuard)
export class ProceduresController {
  constructor(
    private readonly procedures: Procedures,
    private readonly webhooks: Webhooks,
    private readonly connectors: ConnectorSettings,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const found = await this.procedures.list(tenant);
    return {
      procedures: found.map((row) => procedureView(row, this.connectors, this.texts)),
      connectors: this.connectors.connectors.current().map((one) => connectorView(one, this.connectors)),
    };
  }

  @Get(':procedure')
  one(@Param('procedure') name: string, @Req() request: FastifyRequest): Promise<object> {
    return this.view(permitted(request, 'state.read'), name);
  }

  @Post()
  @HttpCode(201)
  async create(@Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    const procedure = newProcedureIn(await jsonBody(request));
    await this.procedures.create(by, procedure);
    await this.directory.refresh();
    return this.view(by, procedure.name);
  }

  @Patch(':procedure')
  async change(@Param('procedure') name: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    const { change, revision } = changeIn(await jsonBody(request));
    await this.procedures.change(by, name, change, revision);
    // This process knows at once, all others within seconds.
    await this.directory.refresh();
    return this.view(by, name);
  }

  private async view(reader: PersonPrincipal, name: string): Promise<object> {
    const row = await this.procedures.one(reader.tenant, name);
    const webhook = await this.webhooks.of(reader.tenant, name);
    const shown = webhookView(webhook, may(reader, 'procedure.administer'));
    return wholeProcedureView(row, shown, this.connectors, this.texts);
  }
}
