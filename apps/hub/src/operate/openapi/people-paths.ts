import { badBody, guarded, json, jsonRequest, parameter, people, problem, schema } from './answers.js';
import { instant, list, object, text } from './forms.js';
import type { Operation, Paths, Schema } from './model.js';

const flag = { type: 'boolean' };
const roles = { ...list(schema('Role')), minItems: 1, uniqueItems: true };
const personName = { type: 'string', pattern: '^[a-z0-9][a-z0-9._-]{0,62}$' };

export const peopleSchemas: Readonly<Record<string, Schema>> = {
  Person: object({
    name: { ...personName, description: 'The user name is `name@tenant`.' },
    title: text,
    roles,
    signsInWith: { enum: ['password', 'openid'] },
    disabled: flag,
    passwordChangeDue: flag,
    createdAt: instant,
  }),

  People: object({ people: list(schema('Person')) }, { after: personName }),

  TenantSettings: object({
    hideContent: {
      ...flag,
      description: 'Viewers and operators do not see what messages and records say. Whoever does is in the journal.',
    },
    fourEyes: object({ discard: flag, correct: flag }),
  }),
};

const permission = 'Permission `person.administer`.';
const firstPassword = { ...text, description: 'The first password, shown this once. It has to be changed.' };
const unknown = { '404': problem('There is no such person.', ['access.unknown']) };
const person = (description: string): Operation['responses'] => ({
  '200': json(description, object({ person: schema('Person') })),
});

const all: Operation = {
  operationId: 'listPeople',
  tags: ['people'],
  summary: 'People of the tenant, by name.',
  description: `${permission} A page that is not the last has \`after\`.`,
  security: people,
  parameters: [
    parameter('limit'),
    { name: 'after', in: 'query', description: 'The `after` of the page before.', schema: personName },
  ],
  responses: guarded({
    '200': json('A page.', schema('People')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
  }),
};

const create: Operation = {
  operationId: 'createPerson',
  tags: ['people'],
  summary: 'Create a login.',
  description: `${permission} The role \`provider-administrator\` is given by those who may do what it permits.`,
  security: people,
  requestBody: jsonRequest(
    'Without a password one is made. Either has to be changed at the first sign-in.',
    object({ name: personName, roles }, { title: text, password: text }),
  ),
  responses: guarded({
    '201': json(
      'The login, and its password when it was made.',
      object({ person: schema('Person') }, { password: firstPassword }),
    ),
    ...badBody(),
    '409': problem('There is a person of this name.', ['access.exists']),
    '422': problem('The name or the password is none.', ['access.name-invalid', 'access.password-weak']),
  }),
};

const changeRoles: Operation = {
  operationId: 'changeRoles',
  tags: ['people'],
  summary: 'Change what a person may do.',
  description: `${permission} It holds with the next request of the person.`,
  security: people,
  parameters: [parameter('personName')],
  requestBody: jsonRequest('All roles that the person has from now on.', object({ roles })),
  responses: guarded({
    ...person('As it is now.'),
    ...badBody(),
    ...unknown,
    '409': problem('It is the own login, or an OpenID provider says which roles it has.', [
      'access.own-login',
      'access.roles-from-provider',
    ]),
  }),
};

const resetPassword: Operation = {
  operationId: 'resetPassword',
  tags: ['people'],
  summary: 'Make a new first password.',
  description: `${permission} All sessions of the person end.`,
  security: people,
  parameters: [parameter('personName')],
  responses: guarded({
    '200': json('The password.', object({ password: firstPassword })),
    ...unknown,
    '409': problem('It is the own login, or one without a password here.', ['access.own-login', 'access.no-password']),
  }),
};

const ownLogin = { '409': problem('It is the own login.', ['access.own-login']) };

const disable: Operation = {
  operationId: 'disablePerson',
  tags: ['people'],
  summary: 'Lock a login.',
  description: `${permission} All sessions of the person end; a password is refused within five seconds.`,
  security: people,
  parameters: [parameter('personName')],
  responses: guarded({ ...person('It is locked.'), ...unknown, ...ownLogin }),
};

const enable: Operation = {
  operationId: 'enablePerson',
  tags: ['people'],
  summary: 'Unlock a login.',
  description: permission,
  security: people,
  parameters: [parameter('personName')],
  responses: guarded({ ...person('It is unlocked.'), ...unknown, ...ownLogin }),
};

const readSettings: Operation = {
  operationId: 'readTenantSettings',
  tags: ['people'],
  summary: 'How the people of the tenant work.',
  description: 'Permission `state.read`.',
  security: people,
  responses: guarded({ '200': json('What holds.', schema('TenantSettings')) }),
};

const changeSettings: Operation = {
  operationId: 'changeTenantSettings',
  tags: ['people'],
  summary: 'Change how the people of the tenant work.',
  description: permission,
  security: people,
  requestBody: jsonRequest('All of it.', schema('TenantSettings')),
  responses: guarded({ '200': json('What holds from now on.', schema('TenantSettings')), ...badBody() }),
};

export const peoplePaths: Paths = {
  '/v1/people': { get: all, post: create },
  '/v1/people/{name}/roles': { post: changeRoles },
  '/v1/people/{name}/password': { post: resetPassword },
  '/v1/people/{name}/disable': { post: disable },
  '/v1/people/{name}/enable': { post: enable },
  '/v1/tenant-settings': { get: readSettings, post: changeSettings },
};
