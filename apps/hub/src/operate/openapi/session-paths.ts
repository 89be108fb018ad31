import { away, badBody, busy, guarded, header, json, jsonRequest, problem, schema, unforeseen } from './answers.js';
import { PERMISSIONS, ROLES } from '../../access/permissions.js';
import { instant, link, list, object, text } from './forms.js';
import type { Operation, Paths, Schema } from './model.js';

const flag = { type: 'boolean' };
const named = object({ name: text, title: text });

export const sessionSchemas: Readonly<Record<string, Schema>> = {
  Role: { enum: ROLES },
  Permission: { enum: PERMISSIONS },

  Session: object(
    {
      person: { ...named, description: 'With the name that journals give the person in this tenant.' },
      tenant: { ...named, description: 'Where the person acts.' },
      roles: list(schema('Role')),
      permissions: list(schema('Permission')),
      csrf: { ...text, description: 'For the header `X-CSRF-Token`.' },
      passwordChangeDue: { ...flag, description: 'Until the password is changed, only the session itself answers.' },
      contentHidden: { ...flag, description: 'The person does not see what messages say.' },
      expiresAt: { ...instant, description: 'UTC. Unless it is used before, and never much later than that.' },
    },
    {
      tenants: { ...list(named), description: 'Where a provider administrator may act.' },
      language: { enum: ['de', 'en'] },
    },
  ),

  SignInWays: object(
    { local: { ...flag, description: 'With a user name and a password of the hub.' } },
    {
      openId: object({ title: text, href: link }),
      firstSteps: { const: true, description: 'The hub runs to be tried; its first login is in its data directory.' },
    },
  ),
};

const session = [{ session: [] }];
/** Besides what any operation for a session answers. */
const own = (responses: Operation['responses']): Operation['responses'] => {
  const { '401': _any, ...rest } = guarded(responses);
  return {
    ...rest,
    '401': problem('Nobody is signed in, or the session has ended.', ['access.not-signed-in'], {
      'WWW-Authenticate': header('WWW-Authenticate'),
    }),
  };
};
const cookie = { 'Set-Cookie': header('Set-Cookie') };

const ways: Operation = {
  operationId: 'readSignInWays',
  tags: ['session'],
  summary: 'How people can sign in.',
  security: [],
  responses: { '200': json('The ways.', schema('SignInWays')), '500': unforeseen() },
};

const begin: Operation = {
  operationId: 'signIn',
  tags: ['session'],
  summary: 'Sign in with a user name and a password.',
  description:
    'After some wrong passwords for a name, or from an address, each further one has to wait. An earlier session of the same browser ends.',
  security: [],
  requestBody: jsonRequest('The user name is `name@tenant`.', object({ user: text, password: text })),
  responses: {
    '200': json('The session.', schema('Session'), cookie),
    ...badBody(),
    '401': problem('The user name or the password is wrong.', ['access.sign-in-failed'], {
      'WWW-Authenticate': header('WWW-Authenticate'),
    }),
    '429': busy(),
    '500': unforeseen(),
    '503': away(['database.unavailable']),
  },
};

const read: Operation = {
  operationId: 'readSession',
  tags: ['session'],
  summary: 'Who is signed in.',
  security: session,
  responses: own({ '200': json('The session.', schema('Session')) }),
};

const end: Operation = {
  operationId: 'signOut',
  tags: ['session'],
  summary: 'Sign out.',
  security: session,
  responses: own({
    '200': json(
      'The session has ended.',
      object({}, { signOut: { ...link, description: 'Where the session at the OpenID provider ends.' } }),
      cookie,
    ),
  }),
};

const password: Operation = {
  operationId: 'changePassword',
  tags: ['session'],
  summary: 'Choose another password.',
  description: 'All sessions of the person end; the answer begins a new one.',
  security: session,
  requestBody: jsonRequest('12 to 200 characters.', object({ current: text, next: text })),
  responses: own({
    '200': json('The new session.', schema('Session'), cookie),
    ...badBody(),
    '409': problem('The person signs in at the OpenID provider.', ['access.no-password']),
    '422': problem('The present password is wrong, or the next one is none.', [
      'access.password-wrong',
      'access.password-weak',
    ]),
  }),
};

const tenant: Operation = {
  operationId: 'changeTenant',
  tags: ['session'],
  summary: 'Act in another tenant.',
  description:
    'Permission `provider.administer`. In other tenants a provider administrator sets up and sees states, and no contents; the journals of both tenants say so.',
  security: session,
  requestBody: jsonRequest('The name of the tenant.', object({ tenant: text })),
  responses: own({
    '200': json('The session, in that tenant.', schema('Session'), cookie),
    ...badBody(),
    '404': problem('There is no such tenant.', ['access.unknown']),
  }),
};

const redirect = { Location: header('Location'), ...cookie };
const noProvider = { '404': problem('This hub has no OpenID provider.', ['access.unknown']), '500': unforeseen() };

const leave: Operation = {
  operationId: 'signInWithOpenId',
  tags: ['session'],
  summary: 'Go to the OpenID provider.',
  description: 'For browsers. When it does not answer, back to the console with `?signInError=<code>`.',
  security: [],
  responses: { '302': { description: 'To the provider.', headers: redirect }, ...noProvider },
};

const comeBack: Operation = {
  operationId: 'comeBackFromOpenId',
  tags: ['session'],
  summary: 'Come back from the OpenID provider.',
  description: 'For browsers. When nobody was signed in, with `?signInError=<code>`.',
  security: [],
  responses: { '302': { description: 'To the console.', headers: redirect }, ...noProvider },
};

export const sessionPaths: Paths = {
  '/v1/sign-in': { get: ways },
  '/v1/sign-in/openid': { get: leave },
  '/v1/sign-in/openid/callback': { get: comeBack },
  '/v1/session': { post: begin, get: read, delete: end },
  '/v1/session/password': { post: password },
  '/v1/session/tenant': { post: tenant },
};
