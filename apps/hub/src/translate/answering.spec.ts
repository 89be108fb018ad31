import { Rejected, type Connector, type Message, type MessageType, type Outcome } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { SchemasFolder } from '../config/schemas-folder.js';
import { HubError } from '../errors/hub-error.js';
import { Schemas } from '../json/schemas.js';
import { namedBy, questionsOf, replyOf, tellOf } from './answering.js';

const schemas = new Schemas(new SchemasFolder().path);
const checkQuestions = schemas.check('hub/archive-question.json#/definitions/Questions');
const checkReply = schemas.check('hub/reply-element.json');
const message: Message = { type: 'note', body: {}, mime: 'application/xml', sizeBytes: 2, sha256: '', attachments: [] };
const content = { version: 1, fileName: 'a.pdf', mime: 'application/pdf', sizeBytes: 1, sha256: '', createdAt: '' };
const outcome: Outcome = {
  state: 'answered',
  records: [],
  answers: [{ do: 'view' }, { do: 'content', content }, { do: 'content' }],
};

function connectorOf(functions: Partial<MessageType>): Connector {
  const manifest = { name: 'notes', version: '1.2.3' } as Connector['manifest'];
  return { manifest, types: { note: { key: () => '1', translate: () => [], ...functions } } };
}

const asked = (questions: unknown): ReturnType<typeof questionsOf> =>
  questionsOf(connectorOf({ ask: () => questions as never }), 'note', message, {}, checkQuestions);
const replied = (reply: unknown): ReturnType<typeof replyOf> =>
  replyOf(connectorOf({ reply: () => reply as never }), 'note', outcome, message, {}, checkReply);

const told = (call: unknown): ReturnType<typeof tellOf> =>
  tellOf(connectorOf({ tell: () => call as never }), 'note', outcome, message, {}, checkReply);

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof HubError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'nothing thrown';
}

describe('questions of a connector', () => {
  it('are none where it has nothing to ask', () => {
    expect(questionsOf(connectorOf({}), 'note', message, {}, checkQuestions)).toEqual([]);
  });

  it('are passed on as they are', () => {
    const questions = [
      { do: 'find', what: 'document', by: { inCase: 'C', subjectContains: 'Plan' }, limit: 10 },
      { do: 'view', what: 'file', key: 'F' },
      { do: 'content', key: 'D', version: 2 },
    ];
    expect(asked(questions)).toEqual(questions);
  });

  it.each([
    ['are no list', undefined],
    ['would read everything', [{ do: 'find', what: 'file', by: { filePlanCode: '1' } }]],
    ['look for no kind there is', [{ do: 'view', what: 'box', key: 'K' }]],
    ['name a key that is none', [{ do: 'view', what: 'file', key: '' }]],
    ['want more than there may be', [{ do: 'find', what: 'file', by: { words: 'a' }, limit: 1_001 }]],
    ['are too many', Array.from({ length: 101 }, () => ({ do: 'view', what: 'file', key: 'F' }))],
  ])('that %s are a defect', (_what, questions) => {
    expect(codeOf(() => asked(questions))).toBe('defect connector.invalid-commands');
  });

  it('may be refused', () => {
    const refusing = connectorOf({
      ask: () => {
        throw new Rejected('notes.nobody', 'Nobody is asked for.');
      },
    });
    expect(codeOf(() => questionsOf(refusing, 'note', message, {}, checkQuestions))).toBe('rejected notes.nobody');
  });
});

describe('a reply', () => {
  it('is none where the connector leaves it to the hub', () => {
    expect(replyOf(connectorOf({}), 'note', outcome, message, {}, checkReply)).toBeUndefined();
  });

  it('has elements with text, and content that was found', () => {
    const reply = {
      name: 'Found',
      namespace: 'urn:x',
      attributes: { id: '1' },
      children: [{ name: 'text', text: 'ä\t😀' }, { name: 'bytes', content: 1 }, { name: 'empty' }],
    };
    expect(replied(reply)).toEqual(reply);
  });

  const nested = (depth: number): object =>
    depth === 0 ? { name: 'a' } : { name: 'a', children: [nested(depth - 1)] };
  const cyclic: Record<string, unknown> = { name: 'a', namespace: '' };
  cyclic['children'] = [cyclic];
  it.each([
    ['is no element', 'Found'],
    ['says no namespace', { name: 'a' }],
    ['has a name that is none', { name: 'a b', namespace: '' }],
    ['has a prefix', { name: 'p:a', namespace: '' }],
    ['has an attribute that is none', { name: 'a', namespace: '', attributes: { 'x y': '1' } }],
    ['has a character that XML has not', { name: 'a', namespace: '', text: '\u0001' }],
    ['has half a character', { name: 'a', namespace: '', text: '\ud800' }],
    ['has text beside elements', { name: 'a', namespace: '', text: 'x', children: [] }],
    ['has content nobody asked for', { name: 'a', namespace: '', content: 0 }],
    ['has content that was not found', { name: 'a', namespace: '', content: 2 }],
    ['has content of no answer', { name: 'a', namespace: '', content: 3 }],
    [
      'has content twice',
      {
        name: 'a',
        namespace: '',
        children: [
          { name: 'b', content: 1 },
          { name: 'c', content: 1 },
        ],
      },
    ],
    ['is nested too deeply', { ...nested(40), namespace: '' }],
    ['has no end', cyclic],
  ])('that %s is a defect', (_what, reply) => {
    expect(codeOf(() => replied(reply))).toBe('defect connector.invalid-commands');
  });
});

describe('what is told', () => {
  const element = { name: 'Filed', namespace: 'urn:n', children: [{ name: 'plan', content: 1 }] };

  it('is nothing where the connector has nothing to tell, in whatever words', () => {
    expect(tellOf(connectorOf({}), 'note', outcome, message, {}, checkReply)).toBeUndefined();
    // Null is what undefined becomes on its way out of the interpreter.
    for (const nothing of [undefined, null]) expect(told(nothing)).toBeUndefined();
  });

  it('is an operation with an element', () => {
    expect(told({ operation: 'Filed', element })).toEqual({ operation: 'Filed', element });
  });

  it.each([
    ['is no object', 'Filed'],
    ['names no operation', { element }],
    ['names an empty operation', { operation: '', element }],
    ['names one without end', { operation: 'x'.repeat(201), element }],
    ['has no element', { operation: 'Filed' }],
    ['has an element without a namespace', { operation: 'Filed', element: { name: 'Filed' } }],
    [
      'has content that was not found',
      { operation: 'Filed', element: { ...element, children: [{ name: 'p', content: 2 }] } },
    ],
    ['has text and children', { operation: 'Filed', element: { ...element, text: 'x' } }],
  ])('that %s is a defect', (_what, call) => {
    expect(codeOf(() => told(call))).toBe('defect connector.invalid-commands');
  });

  it('may be refused', () => {
    const tell = (): never => {
      throw new Rejected('notes.no', 'No.');
    };
    const asks = (): unknown => tellOf(connectorOf({ tell }), 'note', outcome, message, {}, checkReply);
    expect(codeOf(asks)).toBe('rejected notes.no');
  });
});

it('names each record that commands name once, in their order', () => {
  const named = namedBy([
    { do: 'open-file', key: 'K', filePlanCode: '1', subject: 'File' },
    { do: 'open-case', key: 'K', inFile: 'K', subject: 'Case' },
    { do: 'add-document', key: 'D', in: { case: 'K' }, subject: 'Plan', content: 'message' },
    { do: 'add-version', key: 'D', content: 'message' },
    { do: 'close-case', key: 'K' },
  ]);
  expect(named).toEqual([
    { what: 'file', key: 'K' },
    { what: 'case', key: 'K' },
    { what: 'document', key: 'D' },
  ]);
});
