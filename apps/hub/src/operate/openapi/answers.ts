/** Answers and references that many operations share. */
import type { Operation, Reference, Response, Schema } from './model.js';

type Responses = Operation['responses'];

export function schema(name: string): Reference {
  return { $ref: `#/components/schemas/${name}` };
}

export function parameter(name: string): Reference {
  return { $ref: `#/components/parameters/${name}` };
}

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

/** What every operation behind the access guard may answer besides its own. */
export function guarded(own: Responses, unavailable: readonly string[] = []): Responses {
  const codes = ['access.snapshot-too-old', 'database.unavailable', ...unavailable];
  return {
    ...own,
    '401': problem('No key or password was given, or none that is valid.', ['access.unauthorised'], {
      'WWW-Authenticate': header('WWW-Authenticate'),
    }),
    '429': busy(),
    '500': own['500'] ?? unforeseen(),
    '503': away(codes),
  };
}

function busy(): Response {
  return problem('Too many passwords are being checked. Ask again later.', ['access.busy'], {
    'Retry-After': header('Retry-After'),
  });
}

/** At the front door: too many passwords, or too many messages of the procedure. */
export function tooMuch(): Response {
  const codes = ['access.busy', 'procedure.rate', 'procedure.requests', 'procedure.backlog'];
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
