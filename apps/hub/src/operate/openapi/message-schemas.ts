import { schema } from './answers.js';
import { count, instant, link, list, number, object, sha256, text, uuid } from './forms.js';
import type { Schema } from './model.js';

const kinds = ['rejected', 'unavailable-shared', 'unavailable-message', 'conflict', 'misconfigured', 'defect'];
const stage = { enum: ['receive', 'validate', 'translate', 'file', 'confirm'] };
const ms = { type: 'number', minimum: 0 } as const;
const traceId = {
  type: 'string',
  pattern: '^[0-9a-f]{32}$',
  description:
    'W3C trace: the one of `traceparent`, where the sender gave one. It is in log lines of the message and, where the hub records traces, at the collector.',
} as const;
const path = { ...text, description: 'XPath or JSON pointer into the message.' };

const stampRange = {
  gateway: text,
  epoch: { ...uuid, description: 'New at each start of the gateway, and when its clock was put back.' },
  firstSeq: number,
  lastSeq: number,
  count,
  firstAt: instant,
  lastAt: instant,
  overtaken: { type: 'boolean', description: 'A worker has seen a later number of the same gateway.' },
};

export const messageSchemas: Readonly<Record<string, Schema>> = {
  Sentence: object({ de: text, en: text }),

  Problem: {
    description: 'RFC 9457, with our `code`. Codes are never reused for another reason.',
    ...object(
      {
        type: { type: 'string', format: 'uri', description: '`urn:fachwerk:error:` and the code.' },
        title: text,
        status: { type: 'integer' },
        detail: { ...text, description: 'What is wrong with this request.' },
        code: text,
        kind: { enum: kinds },
        sentence: schema('Sentence'),
      },
      {
        path,
        problems: {
          ...list(object({ path: text, sentence: schema('Sentence') })),
          description: 'Each of several problems, with a JSON pointer into what was sent.',
        },
      },
    ),
  },

  Discarded: object({ id: uuid, state: { const: 'rejected' }, href: link }),

  Reason: object({ reason: { type: 'string', minLength: 1, maxLength: 1_000, description: 'In one line.' } }),

  Accepted: object({ id: uuid, state: { const: 'accepted' }, href: link }, { traceId }),

  Message: {
    description:
      'A message and what became of its submission. `accepted` is in flight; `filed` and `rejected` are final; `parked` waits for a person. A repetition says which message it repeats and shows the receipt of that one.',
    ...object(
      {
        id: uuid,
        state: { enum: ['accepted', 'filed', 'rejected', 'parked'] },
        href: link,
        procedure: text,
        acceptedAt: instant,
      },
      {
        traceId,
        key: { ...text, description: "The sender's key, else the one that the connector found." },
        duplicateOf: uuid,
        receipt: schema('Receipt'),
        receiptJws: {
          type: 'string',
          description:
            'The receipt without its links, signed (JWS in compact form, ES256); see /.well-known/jwks.json.',
        },
        error: schema('MessageError'),
        validation: schema('Validation'),
        waiting: { ...schema('MessageError'), description: 'Why it is still in flight.' },
        waitsFor: {
          ...uuid,
          description: 'It is held: it is filed once this earlier message of the same order key is filed or rejected.',
        },
        confirmation: {
          ...schema('Confirmation'),
          description: 'How far the receipt is on its way to the webhook of the procedure, when it has one.',
        },
      },
    ),
  },

  Validation: {
    description: 'What official schemas and rules say about the message; absent as long as no worker has read it.',
    ...object(
      {
        schema: object(
          {
            result: {
              enum: ['valid', 'invalid', 'not-installed', 'none'],
              description: '`none`: the connector names no official schema for this type of message.',
            },
            findings: list(schema('Finding')),
          },
          { package: text, version: text, file: text },
        ),
      },
      { rules: list(object({ by: text, result: { enum: ['valid', 'invalid'] }, findings: list(schema('Finding')) })) },
    ),
  },

  Finding: object(
    { path, sentence: text },
    {
      line: count,
      code: { ...text, description: 'Of the rule.' },
      level: { enum: ['error', 'warning', 'information'] },
    },
  ),

  MessageError: object(
    {
      kind: { enum: kinds },
      code: { ...text, description: 'Of the hub, or of the connector.' },
      stage,
      sentence: schema('Sentence'),
      whoActs: { enum: ['sender', 'connector-author', 'records-clerk', 'operator'] },
    },
    {
      path,
      target: { ...text, description: 'What is in the way, where it is one thing for many messages.' },
      connector: object({ name: text }, { version: text }),
      type: { ...text, description: 'The type that the message was recognised as.' },
      stack: { ...text, description: 'For people only.' },
    },
  ),

  Receipt: object({
    messageId: { ...uuid, description: 'Of the first transmission.' },
    key: text,
    fileReference: { ...text, description: 'Aktenzeichen of the first case file; empty when there is none.' },
    caseFiles: list(object({ id: uuid, reference: text, href: link })),
    cases: list(object({ id: uuid, caseFileId: uuid, number })),
    documents: {
      description: 'One entry for each version that the message named.',
      ...list(
        object(
          {
            id: uuid,
            key: text,
            version: number,
            sha256,
            sizeBytes: count,
            mime: text,
            fileName: text,
            href: link,
            content: link,
          },
          {
            formats: {
              description: 'Further formats of this version that the message had.',
              ...list(object({ number, sha256, sizeBytes: count, mime: text, fileName: text, content: link })),
            },
          },
        ),
      ),
    },
    filedAt: instant,
  }),

  Messages: object({ messages: list(schema('Message')) }, { after: uuid }),

  Attempt: object(
    {
      outcome: { enum: ['filed', 'rejected', 'parked', 'duplicate', 'delayed', 'waiting', 'released', 'held'] },
      stage,
      actor: { ...text, description: '`worker`, or the person who decided.' },
      connector: { type: ['string', 'null'] },
      connectorVersion: { type: ['string', 'null'] },
      startedAt: instant,
      endedAt: instant,
    },
    {
      error: schema('MessageError'),
      reason: { ...text, description: 'Why the person decided so; for operators only.' },
      stages: {
        description:
          'How long the stages of a try took, as far as it got. Absent where an earlier version measured nothing.',
        ...object(
          {},
          {
            receivedMs: {
              ...ms,
              description:
                'From the head of the request until the message was handed to the exchange. Of the first try.',
            },
            waitedMs: { ...ms, description: 'From then until a worker had it. Of the first try.' },
            openedMs: { ...ms, description: 'Opened, read and recognised.' },
            validatedMs: ms,
            translatedMs: ms,
            othersMs: { ...ms, description: 'It waited for the others of its batch, and for its turn.' },
            confirmedMs: { ...ms, description: 'The receipts of the batch were signed; a part of `filedMs`.' },
            filedMs: { ...ms, description: 'The transaction of the batch, without its commit.' },
          },
        ),
      },
      batchMessages: { ...count, description: 'How many messages shared the transaction.' },
      deliveries: { ...count, description: 'How often the exchange had handed it to a worker, as far as it counts.' },
    },
  ),

  Timeline: object({ message: schema('Message'), entries: list(schema('TimelineEntry')) }),
  TimelineEntry: object(
    { at: instant, kind: { enum: ['accepted', 'attempt', 'decision', 'filed', 'receipt'] } },
    {
      durationMs: { ...ms, description: 'Of coming in, or of a try.' },
      attempt: { ...schema('Attempt'), description: 'Of a try or a decision.' },
      fileReference: text,
      documents: list(object({ fileName: text, href: link })),
      state: { ...text, description: 'Of the receipt on its way to the procedure.' },
      tries: { ...count, description: 'How often the receipt was sent.' },
    },
  ),

  Attempts: object({ message: schema('Message'), attempts: list(schema('Attempt')) }),

  StampRange: object(stampRange),

  MissingRange: object({
    ...stampRange,
    releasable: {
      type: 'boolean',
      description:
        'A worker has had them: an operator can release them. Otherwise only the sender can send them again.',
    },
  }),

  StampRanges: object({ count, ranges: list(schema('StampRange')) }),

  MissingRanges: object({ count, ranges: list(schema('MissingRange')) }),

  Books: {
    description: 'accepted = filed + rejected + parked + inFlight, by submission; received = accepted + duplicates.',
    ...object({
      procedure: text,
      received: count,
      duplicates: count,
      accepted: count,
      filed: count,
      rejected: count,
      parked: count,
      inFlight: count,
      waiting: { ...count, description: 'In flight and known to a worker: waiting, delayed, released, or held.' },
      held: { ...count, description: 'Of these, the ones that wait for an earlier message of the same order key.' },
      balanced: { type: 'boolean' },
      unseen: { ...schema('StampRanges'), description: 'In flight, and no worker has seen them yet.' },
      missing: {
        ...schema('MissingRanges'),
        description: 'Unseen for longer than a queue explains; or seen, and not seen again when they should have been.',
      },
      undecided: { ...schema('StampRanges'), description: 'Taken behind the last tally of a gateway that stopped.' },
      queue: {
        description: 'What the exchange says is waiting now; never a proof.',
        ...object({ ready: count }, { unsettled: count }),
      },
    }),
  },

  Day: object({ day: { type: 'string', format: 'date' }, timeZone: text, asOf: instant }),
};
