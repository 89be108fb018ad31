import { Controller, Get, Param, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { permitted } from '../access/permissions.js';
import { HubError } from '../errors/hub-error.js';
import { examplesOf, readExample } from '../translate/examples.js';
import type { InstalledConnector } from '../translate/installed.js';
import { ConnectorCatalogue } from './connector-catalogue.js';
import { ConnectorSettings } from './connector-settings.js';
import { invalid } from './message-filter.js';

/** The catalogue of connectors: what each accepts and needs, who uses it, and examples. */
@Controller('v1/connectors')
@UseGuards(AccessGuard)
export class ConnectorsController {
  constructor(
    private readonly catalogue: ConnectorCatalogue,
    private readonly settings: ConnectorSettings,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    return { connectors: await this.catalogue.list(tenant) };
  }

  @Get(':name')
  async one(
    @Param('name') name: string,
    @Query('version') version: unknown,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const connector = this.named(name, version);
    const { manifest } = connector;
    return {
      name,
      title: manifest.title,
      version: manifest.version,
      stability: manifest.stability,
      types: this.catalogue.types(manifest),
      settings: this.settings.schemaOf(connector),
      installed: this.catalogue.installed(tenant, name),
      procedures: this.catalogue.procedures(tenant, name),
      versions: await this.catalogue.versions(tenant, name),
      examples: await examplesOf(connector),
    };
  }

  @Get(':name/examples/:example')
  async example(
    @Param('name') name: string,
    @Param('example') example: string,
    @Query('version') version: unknown,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    permitted(request, 'state.read');
    return (await readExample(this.named(name, version), example)) ?? notFound('example');
  }

  /** @param version left out for the one that procedures without a version of their own have */
  private named(name: string, version: unknown): InstalledConnector {
    if (version !== undefined && typeof version !== 'string') throw invalid('version', 'given once');
    return this.catalogue.connectors.find(name, version ?? null) ?? notFound('connector');
  }
}

function notFound(what: 'connector' | 'example'): never {
  throw new HubError('rejected', `${what}.not-found`, `There is no such ${what}.`);
}
