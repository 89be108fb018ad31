import { describe, expect, it } from 'vitest';
import { ErrorTexts } from '../errors/codes.js';
import type { ErrorKind } from '../errors/hub-error.js';
import type { MessageState } from '../ledger/message-state.js';
import type { LedgerError, Receipt, SubmissionState } from '../ledger/state.js';
import { attemptView, errorView, messageView } from './views.js';

const texts = new ErrorTexts();
const error: LedgerError = {
  kind: 'defect',
  code: 'connector.threw',
  stage: 'translate',
  message: 'It failed.',
  path: '/permit',
  type: 'permit.v2',
  values: {
    connector: 'permits',
    version: '1.0.0',
  },
  connector: 'permits',
  connectorVersion: '1.0.0',
  stack: 'TypeError: x',
};
const receipt: Receipt = {
  messageId: 'm',
  key: 'K',
  fileReference: '632/2026-1',
  filedAt: '2026-11-23T10:00:01.000Z',
  caseFiles: [
    {
      id: 'f',
      reference: '632/2026-1',
    },
  ],
  cases: [
    {
      id: 'c',
      caseFileId: 'f',
      number: 1,
    },
  ],
  documents: [
    {
      id: 'd',
      key: 'D',
      version: 2,
      sha256: 'ab',
      sizeBytes: 1,
      mime: 'text/xml',
      fileName: 'd.xml',
    },
  ],
};
const message = (state: SubmissionState, more: Partial<MessageState> = {}): MessageState => ({
  id: 'm',
  procedureId: 'p',
  acceptedAt: new Date('2026-11-23T10:00:00Z'),
  state,
  key: 'K',
  submissionId: 's',
  duplicateOf: null,
  receipt: null,
  receiptJws: null,
  error: null,
  waiting: null,
  confirmation: null,
  validation: null,
  traceParent: null,
  ...more,
});
const view = (state: MessageState, forOperator = false): object => messageView(state, 'permits', texts, forOperator);

describe('view of a message', () => {
  it('shows where it stands', () => {
    const times = { acceptedAt: '2026-11-23T10:00:00.000Z', traceId: 'm' };
    const basic = { id: 'm', href: '/v1/messages/m', procedure: 'permits', ...times };
    expect(view(message('accepted', { key: null }))).toEqual({ ...basic, state: 'accepted' });
    expect(view(message('filed', { duplicateOf: 'first' }))).toEqual({
      ...basic,
      state: 'filed',
      key: 'K',
      duplicateOf: 'first',
    });
  });

  it('shows the receipt of what was filed, with links', () => {
    expect(view(message('filed', { receipt, receiptJws: 'jws' }))).toMatchObject({
      receiptJws: 'jws',
      receipt: {
        fileReference: '632/2026-1',
        caseFiles: [{ id: 'f', href: '/v1/case-files/f' }],
        documents: [{ key: 'D', href: '/v1/documents/d', content: '/v1/documents/d/content?version=2' }],
      },
    });
    expect(view(message('parked', { receipt, receiptJws: 'jws' }))).not.toHaveProperty('receipt');
  });

  it.each(['rejected', 'parked'] as const)('shows why it was %s', (state) => {
    expect(view(message(state, { error }))).toMatchObject({ error: { code: 'connector.threw', path: '/permit' } });
  });

  it('shows why it waits, and not why it once failed', () => {
    const shown = view(
      message('accepted', { error, waiting: { ...error, kind: 'misconfigured', code: 'settings.invalid' } }),
    );
    expect(shown).toMatchObject({ waiting: { code: 'settings.invalid', whoActs: 'operator' } });
    expect(shown).not.toHaveProperty('error');
  });

  it('shows the stack to operators alone', () => {
    const parked = message('parked', { error, waiting: error });
    expect(JSON.stringify(view(parked))).not.toContain('TypeError');
    expect(view(parked, true)).toMatchObject({ error: { stack: 'TypeError: x' }, waiting: { stack: 'TypeError: x' } });
  });
});

describe('view of an error', () => {
  it('has the sentence in both languages, with the values of the message', () => {
    expect(errorView(error, texts, false)).toEqual({
      kind: 'defect',
      code: 'connector.threw',
      stage: 'translate',
      path: '/permit',
      type: 'permit.v2',
      connector: {
        name: 'permits',
        version: '1.0.0',
      },
      whoActs: 'connector-author',
      sentence: {
        de: 'Der Konnektor permits 1.0.0 ist an dieser Nachricht gescheitert. Sein Autor muss sie ansehen.',
        en: 'The connector permits 1.0.0 failed on this message. Its author has to look at it.',
      },
    });
  });

  it("has a connector's own sentence as it is, and nothing that is not known", () => {
    const own: LedgerError = {
      kind: 'rejected',
      code: 'permits.no-parcel',
      stage: 'translate',
      message: 'Permit {x} names no parcel.',
    };
    expect(errorView(own, texts, true)).toEqual({
      kind: 'rejected',
      code: 'permits.no-parcel',
      stage: 'translate',
      whoActs: 'sender',
      sentence: {
        de: own.message,
        en: own.message,
      },
    });
  });

  it.each<[ErrorKind, string, string]>([
    ['rejected', 'xml.depth', 'sender'],
    ['conflict', 'archive.case-closed', 'records-clerk'],
    ['misconfigured', 'settings.invalid', 'operator'],
    ['unavailable-message', 'exchange.unavailable', 'operator'],
    ['defect', 'connector.threw', 'connector-author'],
    ['defect', 'read.timeout', 'connector-author'],
    ['defect', 'file.defect', 'operator'],
    ['defect', 'content.missing', 'operator'],
    ['defect', 'envelope.unreadable', 'operator'],
  ])('says who acts: %s %s → %s', (kind, code, who) => {
    expect(errorView({ ...error, kind, code }, texts, false).whoActs).toBe(who);
  });
});

describe('view of an attempt', () => {
  const attempt = {
    id: 'a',
    outcome: 'filed',
    stage: 'file',
    error: null,
    connector: 'permits',
    connectorVersion: '1.0.0',
    actor: 'hub',
    reason: null,
    startedAt: new Date('2026-11-23T10:00:00Z'),
    endedAt: new Date('2026-11-23T10:00:01Z'),
    measured: {},
  };

  it('shows when, by whom and with what outcome', () => {
    const { error: _none, id: _id, reason: _why, measured: _unmeasured, ...facts } = attempt;
    const times = { startedAt: '2026-11-23T10:00:00.000Z', endedAt: '2026-11-23T10:00:01.000Z' };
    expect(attemptView(attempt, texts, false)).toEqual({ ...facts, ...times });
  });

  it('shows how long its stages took, and what was left of it', () => {
    const stages = { openedMs: 1.5, validatedMs: 2, translatedMs: 0.5, filedMs: 30 };
    const measured = { ...stages, batchMessages: 7, deliveries: 2 };
    expect(attemptView({ ...attempt, measured }, texts, false)).toMatchObject({
      stages: { ...stages, othersMs: 966 },
      batchMessages: 7,
      deliveries: 2,
    });
  });

  it('shows operators why a person decided so', () => {
    const decided = { ...attempt, outcome: 'released', actor: 'anna', reason: 'a newer connector' };
    expect(attemptView(decided, texts, true)).toMatchObject({ actor: 'anna', reason: 'a newer connector' });
    expect(attemptView(decided, texts, false)).not.toHaveProperty('reason');
  });

  it('shows its error, the stack to operators alone', () => {
    const failed = { ...attempt, outcome: 'parked', error };
    expect(attemptView(failed, texts, true)).toMatchObject({
      error: { code: 'connector.threw', stack: 'TypeError: x' },
    });
    expect(JSON.stringify(attemptView(failed, texts, false))).not.toContain('TypeError');
  });
});
