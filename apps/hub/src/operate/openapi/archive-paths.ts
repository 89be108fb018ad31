import { guarded, header, json, parameter, problem, schema, unforeseen } from './answers.js';
import type { Operation, Paths, Response } from './model.js';

const unknown = { '404': problem('There is no such record, or none that may be seen.', ['record.not-found']) };

const caseFiles: Operation = {
  operationId: 'listCaseFiles',
  tags: ['archive'],
  summary: 'Case files (Akten), newest first.',
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
  parameters: [parameter('recordId')],
  responses: guarded({ '200': json('The case file.', schema('CaseFile')), ...unknown }),
};

const document: Operation = {
  operationId: 'readDocument',
  tags: ['archive'],
  summary: 'One document with its versions, their formats, its annexes (Anlagen) and its history.',
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
  description: 'Checked against their SHA-256 while they are read; a range is checked by its length only.',
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

export const archivePaths: Paths = {
  '/v1/case-files': { get: caseFiles },
  '/v1/case-files/{id}': { get: caseFile },
  '/v1/documents/{id}': { get: document },
  '/v1/documents/{id}/content': { get: content },
};
