import { badBody, guarded, json, jsonRequest, parameter, people, problem, procedureInPath, schema } from './answers.js';
import { object, text } from './forms.js';
import type { Operation, Parameter, Paths } from './model.js';

const certificate: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Id of the certificate.',
  schema: { type: 'string', format: 'uuid' },
};
const unknown = (description: string): Operation['responses'] => ({
  '404': problem(description, ['access.unknown']),
});

const listed: Operation = {
  operationId: 'listCertificates',
  tags: ['procedures'],
  summary: 'The certificates of a procedure, newest first.',
  description:
    'Permission `state.read`. What the procedure shows in TLS, or signs its SOAP messages with. A page that is not the last has `after`.',
  security: people,
  parameters: [procedureInPath, parameter('limit'), parameter('after')],
  responses: guarded({
    '200': json('A page.', schema('ProcedureCertificates')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
    ...unknown('The tenant has no such procedure.'),
  }),
};

const pem = {
  ...text,
  maxLength: 32_768,
  description:
    'One certificate in PEM form. What counts is the certificate itself: whoever renews it adds the new one.',
};

const add: Operation = {
  operationId: 'addCertificate',
  tags: ['procedures'],
  summary: 'Add a certificate.',
  description:
    'Permission `procedure.administer`. Gateways know it within five seconds. One certificate is of one procedure, over all tenants and for good.',
  security: people,
  parameters: [procedureInPath],
  requestBody: jsonRequest('The certificate, without its private key.', object({ certificate: pem })),
  responses: guarded({
    '201': json('It is registered.', object({ certificate: schema('ProcedureCertificate') })),
    ...badBody(),
    ...unknown('The tenant has no such procedure.'),
    '409': problem('It is registered already, or was once.', ['certificate.exists']),
    '422': problem('It is none, or one that opens nothing.', [
      'certificate.invalid',
      'certificate.private-key',
      'certificate.weak',
      'certificate.ended',
    ]),
  }),
};

const revoke: Operation = {
  operationId: 'revokeCertificate',
  tags: ['procedures'],
  summary: 'Revoke a certificate.',
  description:
    'Permission `procedure.administer`. Gateways refuse it within five seconds. One that is revoked stays as it is.',
  security: people,
  parameters: [procedureInPath, certificate],
  responses: guarded({
    '200': json('It is revoked.', object({ certificate: schema('ProcedureCertificate') })),
    ...unknown('There is no such procedure, or it has no such certificate.'),
  }),
};

export const certificatePaths: Paths = {
  '/v1/procedures/{procedure}/certificates': { get: listed, post: add },
  '/v1/procedures/{procedure}/certificates/{id}': { delete: revoke },
};
