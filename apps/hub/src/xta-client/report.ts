/** TransportReport (XTA-Webservice-Globale-Elemente.xsd): what became of a message on its way. */
import { shortened } from '../errors/shortened.js';
import type { SoapNode } from '../soap/envelope.js';
import { XTA, textOf } from './names.js';

/** Open: it is on its way. Green: it arrived. Yellow: with warnings. Red: it did not arrive. */
export type TransportState = 'open' | 'green' | 'yellow' | 'red';

export interface TransportReport {
  readonly state: TransportState;
  /** Of errors and warnings, as the servers on the way wrote them. */
  readonly reasons: readonly string[];
}

const STATES: readonly TransportState[] = ['open', 'green', 'yellow', 'red'];
const REASONS_MAX = 5;

/** Undefined for what is none, or has a status that the standard does not have. */
export function reportOf(body: SoapNode | undefined): TransportReport | undefined {
  if (body?.namespace !== XTA || body.name !== 'TransportReport') return undefined;
  const status = body.one(XTA, 'MessageStatus');
  const text = textOf(status?.one(XTA, 'Status'));
  const state = text === undefined || !/^\d$/.test(text) ? undefined : STATES[Number(text)];
  if (state === undefined) return undefined;
  const records = [
    ...(status?.one(XTA, 'ErrorList')?.many(XTA, 'Error') ?? []),
    ...(status?.one(XTA, 'WarnList')?.many(XTA, 'Warning') ?? []),
  ];
  return { state, reasons: records.slice(0, REASONS_MAX).flatMap((record) => reasonOf(record) ?? []) };
}

function reasonOf(record: SoapNode): string | undefined {
  const parts = [textOf(record.one(XTA, 'Code')?.one('', 'code')), textOf(record.one(XTA, 'Reason'))];
  const said = parts.filter((part) => part !== undefined).join(': ');
  return said === '' ? undefined : shortened(said.replace(/[\p{Cc}\s]+/gu, ' '));
}
