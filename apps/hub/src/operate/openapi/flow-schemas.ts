import { schema } from './answers.js';
import { count, instant, list, object, text } from './forms.js';
import type { Schema } from './model.js';

const amount = { type: 'number', minimum: 0 };
const share = {
  type: 'number',
  minimum: 0,
  maximum: 1,
  description: 'Share of what was filed in the last 30 days without any operator having had a hand in it.',
};
const state = { enum: ['ok', 'away'] };
const flow = object({ accepted: count, filed: count, rejected: count, parked: count });
const rates = { acceptedPerMinute: amount, filedPerMinute: amount };

const procedure = object(
  {
    name: text,
    title: text,
    connector: text,
    backlog: {
      description: 'What waits to be filed; null when the exchange does not tell.',
      anyOf: [
        object(
          { ready: count, delayed: { ...count, description: 'On the delay ladder.' } },
          { unacknowledged: { ...count, description: 'In the hands of workers, where the exchange can tell.' } },
        ),
        { type: 'null' },
      ],
    },
    rates: { ...object(rates), description: 'Of the last five minutes. `accepted` is every `202`.' },
    lastHour: flow,
    parked: { ...count, description: 'Submissions that wait for a decision.' },
    waiting: { ...count, description: 'Messages that wait for something that is misconfigured or away.' },
  },
  {
    paused: schema('OperatorPause'),
    cause: { ...schema('MessageError'), description: 'Why it waits by itself: something is misconfigured.' },
    oldestAcceptedAt: { ...instant, description: 'When the oldest message was accepted that is not settled. UTC.' },
    secondsToEmpty: {
      ...count,
      description: 'Until nothing waits, at the rate of the last five minutes; left out when it does not get less.',
    },
    untouched: share,
  },
);

const queue = object(
  {
    kind: { enum: ['in', 'ordered', 'delay', 'dead-letter'] },
    name: text,
    ready: { type: ['integer', 'null'], minimum: 0, description: 'Null when the queue does not answer.' },
  },
  {
    procedure: { ...text, description: 'Without it the queue is shared by all procedures of all tenants.' },
    unacknowledged: count,
    consumers: count,
    publishedPerSecond: amount,
    deliveredPerSecond: amount,
    delayMs: count,
    leader: { ...text, description: 'Node of the cluster that leads it.' },
    members: list(text),
  },
);

export const flowSchemas: Readonly<Record<string, Schema>> = {
  OperatorPause: object({ by: text, at: instant, reason: text }),

  Overview: object({
    asOf: instant,
    procedures: list(procedure),
    totals: object(
      { ...rates, parked: count, waiting: count, backlog: { type: ['integer', 'null'], minimum: 0 } },
      { untouched: share },
    ),
    health: object({
      exchange: object({ state, kind: { enum: ['rabbitmq', 'database'] } }),
      database: object({ state }),
      content: object({ state }, { bytesFree: count, bytesTotal: count }),
      consumers: object({
        state: {
          enum: ['ok', 'away', 'unknown'],
          description:
            '`away`: no worker consumes, or something waits that nobody takes. `unknown`: the exchange on the database does not know who consumes, and the process that answers is no worker.',
        },
      }),
    }),
  }),

  Series: object({
    from: instant,
    to: { ...instant, description: 'Now: the last step is not over.' },
    stepSeconds: count,
    at: { ...list(count), description: 'Where each step begins, in seconds of Unix time.' },
    ...Object.fromEntries(
      ['accepted', 'filed', 'rejected', 'parked'].map((what) => [
        what,
        { ...list(count), description: 'How many in each step.' },
      ]),
    ),
  }),

  Queues: object(
    {
      source: { enum: ['management', 'amqp', 'database'], description: 'Who told it.' },
      asOf: instant,
      queues: list(queue),
      problems: {
        ...list(object({ code: text, sentence: schema('Sentence') })),
        description: 'Why something is left out; empty when nothing is.',
      },
    },
    {
      nodes: list(
        object(
          { name: text, running: { type: 'boolean' }, alarms: list({ enum: ['memory', 'disk'] }) },
          { memoryBytes: count, diskFreeBytes: count },
        ),
      ),
    },
  ),
};
