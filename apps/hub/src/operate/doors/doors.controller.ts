import { Controller, Get, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../../access/access.guard.js';
import { AccessDirectory } from '../../access/directory.js';
import { may, permitted } from '../../access/permissions.js';
import { ErrorTexts } from '../../errors/codes.js';
import { HubError } from '../../errors/hub-error.js';
import { DOORS, type Door } from '../../ledger/doors/door.js';
import { procedureOf, text } from '../message-filter.js';
import { spanOf } from '../overview/series.js';
import { DoorLooks } from './door-facts.js';
import { DoorSeries, type DoorSeriesView } from './door-series.js';
import { DoorTests, type DoorCheck } from './door-test.js';
import { codeView, doorsView, wholeDoorView } from './door-view.js';

type Asked = Readonly<Record<string, unknown>>;

/** The ways in which messages come in: whether they are open, who comes through, and trying them. For people. */
@Controller('v1/doors')
@UseGuards(AccessGuard)
export class DoorsController {
  constructor(
    private readonly looks: DoorLooks,
    private readonly series: DoorSeries,
    private readonly tests: DoorTests,
    private readonly directory: AccessDirectory,
    private readonly texts: ErrorTexts,
  ) {}

  @Get()
  async all(@Req() request: FastifyRequest): Promise<object> {
    const facts = await this.looks.look(permitted(request, 'state.read').tenant);
    return { asOf: facts.now.toISOString(), doors: doorsView(facts, this.texts) };
  }

  @Get(':door')
  async one(@Param('door') name: string, @Req() request: FastifyRequest): Promise<object> {
    const person = permitted(request, 'state.read');
    const door = doorNamed(name);
    const facts = await this.looks.look(person.tenant);
    const view = wholeDoorView(door, facts, this.texts, may(person, 'provider.administer'));
    return { asOf: facts.now.toISOString(), ...view };
  }

  /** What came when, for charts. */
  @Get(':door/series')
  chart(@Param('door') name: string, @Query() query: Asked, @Req() request: FastifyRequest): Promise<DoorSeriesView> {
    const { tenant } = permitted(request, 'state.read');
    const door = doorNamed(name);
    const procedure = procedureOf(text(query, 'procedure'), this.directory.proceduresOf(tenant));
    return this.series.read(tenant, door, spanOf(text(query, 'span') ?? '1h'), procedure);
  }

  /** Leaves nothing behind. That something failed is an answer, too. */
  @Post(':door/test')
  @HttpCode(200)
  async test(@Param('door') name: string, @Query() query: Asked, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'procedure.administer');
    const door = doorNamed(name);
    const procedure = text(query, 'procedure');
    procedureOf(procedure, this.directory.proceduresOf(tenant));
    const facts = await this.looks.look(tenant);
    const checks = await this.tests.try(tenant, door, facts, procedure);
    return {
      at: facts.now.toISOString(),
      passed: checks.every(({ error }) => error === undefined),
      checks: checks.map((check) => this.checkView(check)),
    };
  }

  private checkView({ check, target, endsAt, error }: DoorCheck): object {
    return {
      check,
      passed: error === undefined,
      ...(target === undefined ? {} : { target }),
      ...(endsAt === undefined ? {} : { endsAt: endsAt.toISOString() }),
      ...(error === undefined ? {} : { error: codeView(error, this.texts) }),
    };
  }
}

function doorNamed(name: string): Door {
  const found = DOORS.find((door) => door === name);
  if (found !== undefined) return found;
  const doors = DOORS.join(', ');
  throw new HubError('rejected', 'door.unknown', `There is no such door. There are: ${doors}.`, { values: { doors } });
}
