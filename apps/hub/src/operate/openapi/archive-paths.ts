import { guarded, header, json, parameter, people, problem, schema, unforeseen } from './answers.js';
import { link, object, uuid } from './forms.js';
import type { Operation, Paths, Response } from './model.js';

const RIGHT = 'People: permission `record.read`. A key: what it filed.';
const unknown = { '404': problem('There is no such record, or none that may be seen.', ['record.not-found']) };

const caseFiles: Operation = {
  operationId: 'listCaseFiles',
  tags: ['archive'],
  summary: 'Case files (Akten), newest first.',
  description: RIGHT,
  parameters: [
    {
      name: 'reference',
      in: 'query',
      description: 'How the file reference (Aktenzeichen) begins.',
      schema: { type: 'string' },
    },
    parameter('limit'),
    parameter('after'),
  ],
  responses: guarded({
    '200': json('A page. One that is not the last has `after`.', schema('CaseFiles')),
    '404': problem('`after` is not an id.', ['record.not-found']),
  }),
};

const caseFile: Operation = {
  operationId: 'readCaseFile',
  tags: ['archive'],
  summary: 'One case file with its parts (Teilakten), cases (Vorgänge) and documents.',
  description: RIGHT,
  parameters: [parameter('recordId')],
  responses: guarded({ '200': json('The case file.', schema('CaseFile')), ...unknown }),
};

const document: Operation = {
  operationId: 'readDocument',
  tags: ['archive'],
  summary: 'One document with its versions, their formats, its annexes (Anlagen) and its history.',
  description: RIGHT,
  parameters: [parameter('recordId')],
  responses: guarded({ '200': json('The document.', schema('Document')), ...unknown }),
};

const described: Response['headers'] = {
  'Accept-Ranges': header('Accept-Ranges'),
  'Content-Disposition': header('Content-Disposition'),
  'Cache-Control': header('Cache-Control'),
  ETag: header('ETag'),
  'Last-Modified': header('Last-Modified'),
};
const bytes = { '*/*': { schema: { type: 'string', format: 'binary' } } };

const content: Operation = {
  operationId: 'readContent',
  tags: ['archive'],
  summary: 'The bytes of a document as they were filed.',
  description: `${RIGHT} Checked against their SHA-256 while they are read; a range is checked by its length only. Where the tenant hides contents, the journal says who read it.`,
  parameters: [
    parameter('recordId'),
    {
      name: 'version',
      in: 'query',
      description: 'Number of the version; default the current one.',
      schema: { type: 'integer', minimum: 1 },
    },
    {
      name: 'format',
      in: 'query',
      description: "Number of a further format of that version; without it the version's own content.",
      schema: { type: 'integer', minimum: 1 },
    },
    parameter('range'),
    parameter('ifRange'),
    parameter('ifNoneMatch'),
  ],
  responses: guarded(
    {
      '200': { description: 'All of it.', headers: described, content: bytes },
      '206': {
        description: 'The range that was asked for.',
        headers: { ...described, 'Content-Range': header('Content-Range') },
        content: bytes,
      },
      '304': { description: 'What is there already is still right.', headers: described },
      ...unknown,
      '416': problem('The range lies behind the end.', ['document.range-invalid'], {
        'Content-Range': header('Content-Range'),
      }),
      '500': unforeseen(['content.missing', 'content.corrupt']),
    },
    ['content.unavailable'],
  ),
};

const day = { type: 'string', format: 'date' };

const search: Operation = {
  operationId: 'search',
  tags: ['archive'],
  summary: 'Case files, cases and documents with these words, newest first.',
  description:
    'People: permission `record.read`. Looks in subjects, metadata, file references, names of files; German words are found in all their forms, the last word also as the beginning of one (`Bauant` finds Bauantrag). All words must be there. A word with a digit and a mark in it (`632.6/2026-17`) is looked for as it is. What is filed is found at once.',
  parameters: [
    {
      name: 'q',
      in: 'query',
      required: true,
      description: 'Up to 20 words, 200 characters.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    },
    parameter('procedureName'),
    {
      name: 'filePlanCode',
      in: 'query',
      description: 'Aktenplankennzeichen. All entries whose code begins like this: `63` has 632.6, too.',
      schema: { type: 'string' },
    },
    {
      name: 'type',
      in: 'query',
      description: 'Only records of this kind.',
      schema: { enum: ['case-file', 'case', 'document'] },
    },
    {
      name: 'documentType',
      in: 'query',
      description: 'Only documents of this type, as connectors name it.',
      schema: { type: 'string' },
    },
    { name: 'from', in: 'query', description: 'Filed on this day or later, in the time zone of the hub.', schema: day },
    { name: 'to', in: 'query', description: 'Filed on this day or earlier.', schema: day },
    parameter('limit'),
    parameter('after'),
  ],
  responses: guarded({
    '200': json('A page. One that is not the last has `after`.', schema('SearchAnswer')),
    '400': problem('A parameter is not what it must be, or no word says anything.', [
      'request.invalid',
      'search.no-words',
    ]),
    '404': problem('The tenant has no such procedure.', ['procedure.not-found']),
  }),
};

function closing(operationId: string, summary: string, code: string): Operation {
  return {
    operationId,
    tags: ['archive'],
    summary,
    description: 'With all its parts. The history of the case file keeps who did it, and why.',
    security: people,
    parameters: [parameter('recordId')],
    requestBody: {
      required: true,
      description: 'Why.',
      content: { 'application/json': { schema: schema('Reason') } },
    },
    responses: guarded({
      '200': json(
        'As it is now.',
        object({ id: uuid, closedOn: { type: ['string', 'null'], format: 'date' }, href: link }),
      ),
      '400': problem('No reason was given.', ['request.invalid']),
      '404': problem('There is no such record.', ['record.not-found']),
      '409': problem('It is so already.', [code]),
    }),
  };
}

export const archivePaths: Paths = {
  '/v1/search': { get: search },
  '/v1/case-files': { get: caseFiles },
  '/v1/case-files/{id}': { get: caseFile },
  '/v1/case-files/{id}/close': { post: closing('closeCaseFile', 'Close a case file (zdA).', 'case-file.closed') },
  '/v1/case-files/{id}/reopen': { post: closing('reopenCaseFile', 'Open a case file again.', 'case-file.open') },
  '/v1/documents/{id}': { get: document },
  '/v1/documents/{id}/content': { get: content },
};
