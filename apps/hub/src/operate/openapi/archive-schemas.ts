import { schema } from './answers.js';
import { count, instant, link, list, number, object, sha256, text, uuid } from './forms.js';
import type { Schema } from './model.js';

const maybeText = { type: ['string', 'null'] };
const maybeUuid = { type: ['string', 'null'], format: 'uuid' };
const maybeDay = { type: ['string', 'null'], format: 'date' };

const caseFile = {
  id: uuid,
  parentId: { ...maybeUuid, description: 'The case file it is a part of (Teilakte, Band).' },
  partNumber: { type: ['integer', 'null'], minimum: 1, description: 'Which part it is.' },
  reference: { ...text, description: 'Aktenzeichen.' },
  subject: text,
  filePlanCode: { ...text, description: 'Aktenplankennzeichen.' },
  metadata: schema('Metadata'),
  createdAt: instant,
  closedOn: { ...maybeDay, description: 'Since when nothing is filed in it any more; null while it is open.' },
};

const document = {
  id: uuid,
  caseId: { ...maybeUuid, description: 'Null when it is in the case file itself.' },
  parentId: { ...maybeUuid, description: 'The document it is an annex of (Anlage).' },
  subject: text,
  documentType: maybeText,
  documentDate: maybeDay,
  version: { ...number, description: 'Number of the current version.' },
};

const content = {
  number,
  sha256,
  sizeBytes: count,
  mime: text,
  fileName: text,
  metadata: schema('Metadata'),
  createdAt: instant,
  content: link,
};

export const archiveSchemas: Readonly<Record<string, Schema>> = {
  Metadata: {
    type: 'object',
    description:
      'Named in kebab-case. Amounts are exact decimals as text, dates `YYYY-MM-DD`; of what has parts of its own there is a list of flat records.',
    additionalProperties: {
      type: ['string', 'boolean', 'array'],
      items: { type: ['string', 'object'], additionalProperties: text },
    },
  },

  CaseFiles: object({ caseFiles: list(object({ ...caseFile, href: link })) }, { after: uuid }),

  CaseFile: object({
    ...caseFile,
    parent: {
      type: ['object', 'null'],
      required: ['id', 'reference'],
      properties: { id: uuid, reference: text, href: link },
    },
    parts: list(object({ ...caseFile, href: link })),
    cases: list(schema('Case')),
    documents: list(object({ ...document, href: link })),
  }),

  Case: object({
    id: uuid,
    parentId: { ...maybeUuid, description: 'The case it lies in (Teilvorgang).' },
    number: { ...number, description: 'Running number within the case file.' },
    subject: text,
    metadata: schema('Metadata'),
    openedOn: maybeDay,
    closedOn: { ...maybeDay, description: 'Null while it is open.' },
  }),

  Document: object({
    ...document,
    metadata: schema('Metadata'),
    createdAt: instant,
    caseFile: object({ id: uuid, reference: text }),
    versions: list(schema('DocumentVersion')),
    annexes: list(object({ ...document, href: link })),
    history: list(schema('HistoryEntry')),
    content: link,
  }),

  DocumentVersion: object({ ...content, formats: list(schema('DocumentFormat')) }),

  DocumentFormat: { description: 'The content of a version in a further format.', ...object(content) },

  SearchAnswer: object(
    {
      exact: {
        description: 'Records whose file reference, or key of a procedure, is just `q`. On the first page alone.',
        ...list(schema('Hit')),
      },
      hits: { description: 'All others, newest first.', ...list(schema('Hit')) },
    },
    { after: uuid },
  ),

  Hit: object({
    type: { enum: ['case-file', 'case', 'document'] },
    id: uuid,
    href: { ...link, description: 'The record; of a case the case file that it lies in.' },
    subject: text,
    reference: { ...text, description: 'Aktenzeichen of the case file.' },
    caseFile: object({ id: uuid, href: link }),
    filePlanCode: text,
    procedure: text,
    documentType: maybeText,
    documentDate: maybeDay,
    createdAt: instant,
    highlights: {
      description: 'Where the words are. Plain text and places in it: escape the text before it becomes HTML.',
      ...list(
        object({
          field: { ...text, description: '`subject`, `reference`, `fileName`, or `metadata.` and the name.' },
          text: { ...text, description: 'At most 240 characters around the first place.' },
          ranges: {
            description: 'Beginning and end of each place in UTF-16 code units.',
            ...list({ type: 'array', items: count, minItems: 2, maxItems: 2 }),
          },
        }),
      ),
    },
  }),

  HistoryEntry: object({
    at: instant,
    actor: text,
    action: { enum: ['created', 'version-added', 'format-added', 'closed', 'reopened'] },
    field: maybeText,
    before: {},
    after: {},
    reason: maybeText,
    messageId: { type: ['string', 'null'], format: 'uuid' },
  }),
};
