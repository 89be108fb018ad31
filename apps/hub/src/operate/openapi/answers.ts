/** Answers and references that many operations share. */
import type { Operation, Parameter, Reference, Response, Schema } from './model.js';

type Responses = Operation['responses'];

export function schema(name: string): Reference {
  return { $ref: `#/components/schemas/${name}` };
}

export function parameter(name: string): Reference {
  return { $ref: `#/components/parameters/${name}` };
}

/** Where a person names one in the path. */
export const procedureInPath: Parameter = {
  name: 'procedure',
  in: 'path',
  required: true,
  description: 'Name of a specialist procedure of the tenant.',
  schema: { type: 'string' },
};

export function header(name: string): Reference {
  return { $ref: `#/components/headers/${name}` };
}

export function json(description: string, content: Schema, headers?: Response['headers']): Response {
  return { description, ...(headers && { headers }), content: { 'application/json': { schema: content } } };
}

/** An error, as `application/problem+json` with one of these codes. */
export function problem(description: string, codes: readonly string[], headers?: Response['headers']): Response {
  const withCode = { allOf: [schema('Problem'), { type: 'object', properties: { code: { enum: codes } } }] };
  return { description, ...(headers && { headers }), content: { 'application/problem+json': { schema: withCode } } };
}

/** With a password or a session, never with a key. */
export const people: NonNullable<Operation['security']> = [{ person: [] }, { session: [] }];

const UNKNOWN = [
  'access.unauthorised',
  'access.not-signed-in',
  'access.credentials-differ',
  'access.certificate-unknown',
  'access.certificate-revoked',
  'access.certificate-expired',
  'access.certificate-not-yet-valid',
  'access.certificate-untrusted',
  'access.certificate-unreadable',
];
const TOO_MANY = ['access.busy', 'access.too-many-failures'];
/** The last two are about how it was asked: with a session and without its token, or with a password that is due. */
const FORBIDDEN = ['access.forbidden', 'access.csrf', 'access.password-change-due'];

/** What every operation behind the access guard may answer besides its own. */
export function guarded(own: Responses, unavailable: readonly string[] = []): Responses {
  const codes = ['access.snapshot-too-old', 'database.unavailable', ...unavailable];
  return {
    '403': problem('The key, or the roles of the person, do not permit it.', FORBIDDEN),
    ...own,
    '401': problem('No key, certificate, password or session was given, or none that is valid.', UNKNOWN, {
      'WWW-Authenticate': header('WWW-Authenticate'),
    }),
    '429': own['429'] ?? busy(),
    '500': own['500'] ?? unforeseen(),
    '503': away(codes),
  };
}

/** A body of JSON that has to be there. */
export function jsonRequest(description: string, content: Schema): NonNullable<Operation['requestBody']> {
  return { required: true, description, content: { 'application/json': { schema: content } } };
}

/** What every operation that reads a body of JSON may answer besides its own. */
export function badBody(): Responses {
  return {
    '400': problem('The body is not what it must be.', ['request.invalid']),
    '415': problem('The body does not say that it is JSON.', ['request.not-json', 'request.refused']),
  };
}

export function busy(): Response {
  return problem('Too many passwords are checked, or were wrong. Ask again later.', TOO_MANY, {
    'Retry-After': header('Retry-After'),
  });
}

/** At the front door: too many passwords, or too many messages of the procedure. */
export function tooMuch(): Response {
  const codes = [...TOO_MANY, 'procedure.rate', 'procedure.requests', 'procedure.backlog'];
  return problem('The procedure sends too much at the moment. Send again later with the same key.', codes, {
    'Retry-After': header('Retry-After'),
  });
}

export function away(codes: readonly string[]): Response {
  return problem('Something the hub needs is away. Ask again later.', codes, { 'Retry-After': header('Retry-After') });
}

export function unforeseen(codes: readonly string[] = []): Response {
  return problem('Something went wrong in the hub that nobody foresaw.', ['hub.defect', ...codes]);
}
