import { Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { AccessDirectory } from '../access/directory.js';
import { permitted } from '../access/permissions.js';
import { ProcedureKeys } from '../access/procedure-keys.js';
import { Clock } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import { jsonBody, onlyIn, optionalTextIn, textIn, type JsonBody } from './json-body.js';
import { idOf, instant, invalid, isId, limitOf } from './message-filter.js';
import { keyView } from './procedure-view.js';

const LABEL_LENGTH_MAX = 200;
const OVERLAP_SECONDS = 7 * 86_400;
const OVERLAP_SECONDS_MAX = 366 * 86_400;

/** The keys of a procedure. A secret is in the answer to its creation, and nowhere else. */
@Controller('v1/procedures/:procedure/keys')
@UseGuards(AccessGuard)
export class ProcedureKeysController {
  constructor(
    private readonly keys: ProcedureKeys,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @Param('procedure') procedure: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const { tenant } = permitted(request, 'state.read');
    const limit = limitOf(query);
    const found = await this.keys.list(tenant, procedure, { after: idOf(query, 'after'), limit: limit + 1 });
    const page = found.slice(0, limit);
    const now = this.clock.now();
    return {
      keys: page.map((key) => keyView(key, now)),
      ...(found.length > limit ? { after: page.at(-1)?.id } : {}),
    };
  }

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  async create(@Param('procedure') procedure: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    const body = await jsonBody(request);
    onlyIn(body, ['label', 'expiresAt']);
    const label = textIn(body, 'label', LABEL_LENGTH_MAX);
    const { key, secret } = await this.keys.create(by, procedure, label, this.expiryIn(body));
    await this.directory.refresh();
    return { key: keyView(key, this.clock.now()), secret };
  }

  @Post(':id/rotate')
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  async rotate(
    @Param('procedure') procedure: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    const body = await jsonBody(request);
    onlyIn(body, ['overlapSeconds', 'label', 'expiresAt']);
    const { key, secret, old } = await this.keys.rotate(by, procedure, keyId(id), {
      overlapSeconds: overlapIn(body),
      label: optionalTextIn(body, 'label', LABEL_LENGTH_MAX),
      expiresAt: this.expiryIn(body),
    });
    await this.directory.refresh();
    const now = this.clock.now();
    return { key: keyView(key, now), secret, old: keyView(old, now) };
  }

  @Delete(':id')
  async revoke(
    @Param('procedure') procedure: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const by = permitted(request, 'procedure.administer');
    const revoked = await this.keys.revoke(by, procedure, keyId(id));
    await this.directory.refresh();
    return { key: keyView(revoked, this.clock.now()) };
  }

  private expiryIn(body: JsonBody): Date | undefined {
    const expiresAt = instant(body, 'expiresAt');
    if (expiresAt === undefined || expiresAt > this.clock.now()) return expiresAt;
    throw invalid('expiresAt', 'in the future: a key that has expired opens nothing');
  }
}

/** @throws HubError `request.invalid` */
function overlapIn(body: JsonBody): number {
  const given = Object.hasOwn(body, 'overlapSeconds') ? body['overlapSeconds'] : OVERLAP_SECONDS;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 0 && given <= OVERLAP_SECONDS_MAX) return given;
  throw invalid('overlapSeconds', `a whole number from 0 to ${OVERLAP_SECONDS_MAX}`);
}

/** @throws HubError `access.unknown` */
function keyId(given: string): string {
  if (isId(given)) return given;
  throw new HubError('rejected', 'access.unknown', 'The procedure has no such key.');
}
