import { describe, expect, it } from 'vitest';
import { ErrorTexts } from '../../errors/codes.js';
import type { Order, OrderOutcome } from '../../ledger/xta/order.js';
import type { LedgerError } from '../../ledger/state.js';
import { progressOf, transportReport } from './report.js';
import { child, childrenOf, element, textOf } from './tree.js';
import { META, XTA } from './v211.js';

const texts = new ErrorTexts();
const at = (second: number): Date => new Date(second * 1_000);

const order: Order = {
  id: 'id',
  messageId: 'urn:1',
  procedure: 'sender',
  readerName: { type: 'xoev', identifier: 'r' },
  reader: null,
  contentHash: '',
  metadata: element(META, 'MessageMetaData', { children: [element(META, 'DeliveryAttributes')] }),
  relatesTo: [],
  parts: [],
  sizeBytes: 1,
  createdAt: at(1),
  acceptedAt: at(2),
  visibleFrom: at(2),
  fetchedAt: null,
  closedAt: null,
  cancelledAt: null,
};
const boxed: Order = { ...order, reader: 'reader' };
const error: LedgerError = {
  kind: 'conflict',
  code: 'archive.case-closed',
  stage: 'file',
  message: 'Closed.',
  values: {},
};
const outcome = (state: OrderOutcome['state'], more: Partial<OrderOutcome> = {}): OrderOutcome => {
  return { state, settledAt: at(3), error: null, fileReference: null, ...more };
};

describe('of what is filed', () => {
  it.each<[string, OrderOutcome | undefined, number]>([
    ['nothing is known yet', undefined, 0],
    ['a worker has it', outcome('accepted'), 0],
    ['it is filed', outcome('filed', { fileReference: '632.6/1' }), 1],
    ['a person decides', outcome('parked', { error }), 2],
    ['it is rejected', outcome('rejected', { error: { ...error, kind: 'rejected' } }), 3],
  ])('%s', (_what, found, status) => {
    expect(progressOf({ order, outcome: found, texts }).status).toBe(status);
  });

  it('the report says where it went, or what stands in the way', () => {
    const filed = progressOf({ order, outcome: outcome('filed', { fileReference: '632.6/1' }), texts });
    expect(filed.entries.at(-1)).toMatchObject({ list: 'InfoList', code: 'filed' });
    expect(filed.entries.at(-1)!.reason).toContain('632.6/1');
    const parked = progressOf({ order, outcome: outcome('parked', { error }), texts });
    expect(parked.entries.at(-1)).toMatchObject({ list: 'WarnList', code: 'archive.case-closed' });
    expect(parked.entries.at(-1)!.reason).toContain(texts.sentence('archive.case-closed', '').de);
  });
});

describe('of a mailbox', () => {
  it.each<[string, Partial<Order>, number, readonly string[]]>([
    ['nobody has fetched it', {}, 0, ['accepted']],
    ['it was fetched and is not closed', { fetchedAt: at(4) }, 0, ['accepted', 'fetched']],
    ['it is closed', { fetchedAt: at(4), closedAt: at(5) }, 1, ['accepted', 'fetched', 'closed']],
    ['its author has taken it back', { cancelledAt: at(4) }, 2, ['accepted', 'xta.cancelled']],
  ])('%s', (_what, facts, status, entries) => {
    const found = progressOf({ order: { ...boxed, ...facts }, outcome: undefined, texts });
    expect(found.status).toBe(status);
    expect(found.entries.map(({ code }) => code)).toEqual(entries);
  });
});

it('a report has the order, its times and its entries by their weight', () => {
  const report = transportReport({ order, outcome: outcome('rejected', { error }), texts, now: at(9), server: 'hub' });
  expect(report.children!.map(({ name }) => name)).toEqual([
    'MessageMetaData',
    'ReportTime',
    'XTAServerIdentity',
    'MessageStatus',
  ]);
  const status = child(report, XTA, 'MessageStatus');
  expect(status!.children!.map(({ name }) => name)).toEqual(['Status', 'ErrorList', 'InfoList']);
  const [entry] = childrenOf(child(status, XTA, 'ErrorList'), XTA, 'Error');
  expect(textOf(child(entry, XTA, 'Code'))).toBe('');
  expect(textOf(child(entry, XTA, 'Timestamp'))).toBe(at(3).toISOString());
});
