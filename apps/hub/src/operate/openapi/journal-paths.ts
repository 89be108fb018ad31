import { guarded, json, parameter, people, problem, schema } from './answers.js';
import { instant, list, object, text, uuid } from './forms.js';
import type { Operation, Parameter, Paths, Schema } from './model.js';

export const journalSchemas: Readonly<Record<string, Schema>> = {
  JournalEntry: object(
    {
      id: uuid,
      at: instant,
      actor: {
        ...text,
        description: 'A person: `name`, or `name@tenant` of another tenant. In parentheses: no person.',
      },
      action: { ...text, description: 'For example `person.created`.' },
      details: { type: 'object', description: 'What else there is to say; different for each action.' },
    },
    { subject: object({ kind: text, id: text }, { title: text }) },
  ),

  JournalEntries: object({ entries: list(schema('JournalEntry')) }, { after: uuid }),
};

const only = (name: string, description: string): Parameter => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string' },
});

const entries: Operation = {
  operationId: 'readJournal',
  tags: ['people'],
  summary: 'Who did what, newest first.',
  description: 'Permission `journal.read`. Nobody can change an entry. A page that is not the last has `after`.',
  security: people,
  parameters: [
    only('actor', 'Only what this person did.'),
    only('action', 'Only this action.'),
    only('subject', 'Only about this: `person/erika`, or everything of a kind: `person`.'),
    parameter('limit'),
    parameter('after'),
  ],
  responses: guarded({
    '200': json('A page.', schema('JournalEntries')),
    '400': problem('A parameter is not what it must be.', ['request.invalid']),
  }),
};

export const journalPaths: Paths = { '/v1/journal': { get: entries } };
