import { schema } from './answers.js';
import { count, instant, link, list, number, object, sha256, text, uuid } from './forms.js';
import type { Schema } from './model.js';

const maybeText = { type: ['string', 'null'] };
const maybeDay = { type: ['string', 'null'], format: 'date' };

const caseFile = {
  id: uuid,
  reference: { ...text, description: 'Aktenzeichen.' },
  subject: text,
  filePlanCode: { ...text, description: 'Aktenplankennzeichen.' },
  metadata: schema('Metadata'),
  createdAt: instant,
};

const document = {
  id: uuid,
  caseId: { type: ['string', 'null'], format: 'uuid', description: 'Null when it is in the case file itself.' },
  subject: text,
  documentType: maybeText,
  documentDate: maybeDay,
  version: { ...number, description: 'Number of the current version.' },
};

export const archiveSchemas: Readonly<Record<string, Schema>> = {
  Metadata: {
    type: 'object',
    description: 'Flat, named in kebab-case. Amounts are exact decimals as text, dates `YYYY-MM-DD`.',
    additionalProperties: { type: ['string', 'boolean', 'array'], items: text },
  },

  CaseFiles: object({ caseFiles: list(object({ ...caseFile, href: link })) }, { after: uuid }),

  CaseFile: object({
    ...caseFile,
    cases: list(schema('Case')),
    documents: list(object({ ...document, href: link })),
  }),

  Case: object({
    id: uuid,
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
    history: list(schema('HistoryEntry')),
    content: link,
  }),

  DocumentVersion: object({
    number,
    sha256,
    sizeBytes: count,
    mime: text,
    fileName: text,
    createdAt: instant,
    content: link,
  }),

  HistoryEntry: object({
    at: instant,
    actor: text,
    action: { enum: ['created', 'version-added', 'closed', 'reopened'] },
    field: maybeText,
    before: {},
    after: {},
    reason: maybeText,
    messageId: { type: ['string', 'null'], format: 'uuid' },
  }),
};
