/** TransportReport: how far an order has come, as its author and its reader may ask. */
import type { ErrorTexts } from '../../errors/codes.js';
import type { Order, OrderOutcome } from '../../ledger/xta/order.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { completed } from './metadata.js';
import { element } from './tree.js';
import { XTA } from './v211.js';

/** MessageStatusType: open, green, yellow, red. */
export type Status = 0 | 1 | 2 | 3;

interface Entry {
  readonly list: 'ErrorList' | 'WarnList' | 'InfoList';
  readonly at: Date;
  readonly code: string;
  /** German, as everything that the standard's own lists say. */
  readonly reason: string;
}

interface Progress {
  readonly status: Status;
  readonly entries: readonly Entry[];
  readonly delivery: Date | undefined;
  readonly reception: Date | undefined;
}

/** The codes are the hub's own: the standard has announced a list for them and published none (Code.RecordType). */
const CODES = { listURI: 'urn:fachwerk:codelist:transport', listVersionID: '1' };

const ENTRY_NAMES = { ErrorList: 'Error', WarnList: 'Warning', InfoList: 'Info' } as const;

export interface ReportParts {
  readonly order: Order;
  /** Of what is filed; undefined as long as nothing has become of it. */
  readonly outcome: OrderOutcome | undefined;
  readonly texts: ErrorTexts;
  readonly now: Date;
  /** XTAServerIdentity. */
  readonly server: string;
}

export function transportReport(parts: ReportParts): XmlNode {
  const { order, now, server } = parts;
  const { status, entries, delivery, reception } = progressOf(parts);
  const times = { initialSend: order.createdAt, delivery, initialFetch: order.fetchedAt ?? undefined, reception };
  return element(XTA, 'TransportReport', {
    children: [
      completed(order.metadata as XmlNode, times, order.sizeBytes),
      element(XTA, 'ReportTime', { text: now.toISOString() }),
      element(XTA, 'XTAServerIdentity', { text: server }),
      element(XTA, 'MessageStatus', {
        children: [element(XTA, 'Status', { text: String(status) }), ...lists(entries)],
      }),
    ],
  });
}

export function progressOf({ order, outcome, texts }: Pick<ReportParts, 'order' | 'outcome' | 'texts'>): Progress {
  const accepted: Entry = {
    list: 'InfoList',
    at: order.acceptedAt ?? order.createdAt,
    code: 'accepted',
    reason: 'Die Nachricht ist angenommen und dauerhaft gespeichert.',
  };
  return order.reader === null ? filing(accepted, outcome, texts) : mailbox(accepted, order, texts);
}

function filing(accepted: Entry, outcome: OrderOutcome | undefined, texts: ErrorTexts): Progress {
  const none = { delivery: undefined, reception: undefined };
  if (outcome === undefined || outcome.state === 'accepted') return { status: 0, entries: [accepted], ...none };
  const at = outcome.settledAt ?? accepted.at;
  if (outcome.state === 'filed') {
    const reference = outcome.fileReference ?? '';
    const reason = reference === '' ? 'Die Nachricht ist abgelegt.' : `Die Nachricht ist unter ${reference} abgelegt.`;
    const filed: Entry = { list: 'InfoList', at, code: 'filed', reason };
    return { status: 1, entries: [accepted, filed], delivery: at, reception: at };
  }
  const { code = 'unknown', message = '', values } = outcome.error ?? {};
  const why = texts.sentence(code, message, values).de;
  const isRejected = outcome.state === 'rejected';
  const list = isRejected ? 'ErrorList' : 'WarnList';
  // A person decides about it, and it may be filed after all: then this report is green.
  const reason = isRejected ? why : `Die Nachricht wartet auf eine Entscheidung: ${why}`;
  return { status: isRejected ? 3 : 2, entries: [accepted, { list, at, code, reason }], ...none };
}

function mailbox(accepted: Entry, order: Order, texts: ErrorTexts): Progress {
  const { visibleFrom, fetchedAt, closedAt, cancelledAt } = order;
  if (cancelledAt !== null) {
    const reason = texts.sentence('xta.cancelled', '').de;
    const entry: Entry = { list: 'WarnList', at: cancelledAt, code: 'xta.cancelled', reason };
    return { status: 2, entries: [accepted, entry], delivery: undefined, reception: undefined };
  }
  const entries = [accepted];
  const add = (at: Date | null, code: string, reason: string): void => {
    if (at !== null) entries.push({ list: 'InfoList', at, code, reason });
  };
  add(fetchedAt, 'fetched', 'Der Leser hat die Nachricht abgeholt.');
  add(closedAt, 'closed', 'Der Leser hat den Empfang bestätigt.');
  return { status: closedAt === null ? 0 : 1, entries, delivery: visibleFrom, reception: closedAt ?? undefined };
}

function lists(entries: readonly Entry[]): readonly XmlNode[] {
  const names = ['ErrorList', 'WarnList', 'InfoList'] as const;
  return names.flatMap((name): readonly XmlNode[] => {
    const own = entries.filter(({ list }) => list === name);
    if (own.length === 0) return [];
    return [element(XTA, name, { children: own.map((entry) => entryNode(ENTRY_NAMES[name], entry)) })];
  });
}

function entryNode(name: string, { at, code, reason }: Entry): XmlNode {
  return element(XTA, name, {
    children: [
      element(XTA, 'Timestamp', { text: at.toISOString() }),
      element(XTA, 'Code', { attributes: CODES, children: [{ name: 'code', namespace: '', text: code }] }),
      element(XTA, 'Reason', { text: reason }),
    ],
  });
}
