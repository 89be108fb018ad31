import { Controller, Get, Header, HttpCode, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { permitted, ROLES, type Role } from '../access/permissions.js';
import { PERSON_NAME } from '../access/person.js';
import { PersonAdministration, type ListedPerson } from '../access/person-administration.js';
import { jsonBody, optionalTextIn, textIn, type JsonBody } from './json-body.js';
import { invalid, limitOf, text } from './message-filter.js';

const LENGTH_MAX = 200;

/** Who works for the tenant, and as what. */
@Controller('v1/people')
@UseGuards(AccessGuard)
export class PeopleController {
  constructor(private readonly people: PersonAdministration) {}

  @Get()
  async list(@Query() query: Record<string, unknown>, @Req() request: FastifyRequest): Promise<object> {
    const { tenant } = permitted(request, 'person.administer');
    const limit = limitOf(query);
    const after = text(query, 'after');
    if (after !== undefined && !PERSON_NAME.test(after)) throw invalid('after', 'the "after" of the page before');
    const found = await this.people.list(tenant, { after, limit: limit + 1 });
    const page = found.slice(0, limit);
    return { people: page.map(personView), ...(found.length > limit ? { after: page.at(-1)?.name } : {}) };
  }

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  async create(@Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'person.administer');
    const body = await jsonBody(request);
    const name = textIn(body, 'name', LENGTH_MAX);
    const title = optionalTextIn(body, 'title', LENGTH_MAX);
    const password = optionalTextIn(body, 'password', LENGTH_MAX);
    const { person, ...made } = await this.people.create(by, { name, title, roles: rolesIn(body), password });
    return { person: personView(person), ...made };
  }

  @Post(':name/roles')
  @HttpCode(200)
  async changeRoles(@Param('name') name: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'person.administer');
    const roles = rolesIn(await jsonBody(request));
    return { person: personView(await this.people.changeRoles(by, name, roles)) };
  }

  /** Makes a new first password. */
  @Post(':name/password')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async resetPassword(@Param('name') name: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'person.administer');
    return { password: await this.people.resetPassword(by, name) };
  }

  @Post(':name/disable')
  @HttpCode(200)
  async disable(@Param('name') name: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'person.administer');
    return { person: personView(await this.people.disable(by, name)) };
  }

  @Post(':name/enable')
  @HttpCode(200)
  async enable(@Param('name') name: string, @Req() request: FastifyRequest): Promise<object> {
    const by = permitted(request, 'person.administer');
    return { person: personView(await this.people.enable(by, name)) };
  }
}

/** @throws HubError `request.invalid` */
function rolesIn(body: JsonBody): readonly Role[] {
  const given: unknown = Object.hasOwn(body, 'roles') ? body['roles'] : undefined;
  const roles = Array.isArray(given) ? ROLES.filter((role) => given.includes(role)) : [];
  if (roles.length > 0 && Array.isArray(given) && roles.length === given.length) return roles;
  throw invalid('roles', `a list of some of ${ROLES.join(', ')}, each once`);
}

function personView({ byOpenId, disabledAt, createdAt, title, ...person }: ListedPerson): object {
  return {
    ...person,
    title: title ?? person.name,
    signsInWith: byOpenId ? 'openid' : 'password',
    disabled: disabledAt !== null,
    createdAt: createdAt.toISOString(),
  };
}
