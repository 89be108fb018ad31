import { Controller, Get, Param, Req, UseGuards } from '@nestjs/common';
import type { Manifest } from '@fachwerk/connectors/contract';
import type { FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AccessGuard } from '../access/access.guard.js';
import { permitted } from '../access/permissions.js';
import { SchemasFolder } from '../config/schemas-folder.js';
import { HubError } from '../errors/hub-error.js';
import { manifests } from '../translate/catalogue.js';
import { examplesOf, readExample } from '../translate/examples.js';
import { ConnectorCatalogue } from './connector-catalogue.js';

/** The catalogue of connectors: what each accepts and needs, who uses it, and examples. */
@Controller('v1/connectors')
@UseGuards(AccessGuard)
export class ConnectorsController {
  constructor(
    private readonly catalogue: ConnectorCatalogue,
    private readonly schemas: SchemasFolder,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    return { connectors: await this.catalogue.list(tenant) };
  }

  @Get(':name')
  async one(@Param('name') name: string, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const manifest = manifestOf(name);
    const { title, version, stability, settings } = manifest;
    return {
      name,
      title,
      version,
      stability,
      types: this.catalogue.types(manifest),
      settings: JSON.parse(await readFile(join(this.schemas.path, settings), 'utf8')),
      procedures: this.catalogue.procedures(tenant, name),
      versions: await this.catalogue.versions(tenant, name),
      examples: await examplesOf(name),
    };
  }

  @Get(':name/examples/:example')
  async example(
    @Param('name') name: string,
    @Param('example') example: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    permitted(request, 'state.read');
    return (await readExample(manifestOf(name).name, example)) ?? notFound('example');
  }
}

function manifestOf(name: string): Manifest {
  return manifests().find((manifest) => manifest.name === name) ?? notFound('connector');
}

function notFound(what: 'connector' | 'example'): never {
  throw new HubError('rejected', `${what}.not-found`, `There is no such ${what}.`);
}
