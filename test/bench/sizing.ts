/** What a year of messages takes, worked out from what one message took. */
import type { FilingFigures } from './filing.js';
import { table } from './table.js';

const YEARLY = [100_000, 1_000_000, 10_000_000, 50_000_000] as const;
const WORKING_DAYS = 250;
/** Of the messages of a day. */
const BUSIEST_HOUR = 1 / 5;
/** How much of a year the hub keeps, by default: bodies 90 days, messages and attempts 13 months. */
const KEPT_YEARS: Readonly<Record<string, number>> = { payload: 90 / 365, message: 13 / 12, attempt: 13 / 12 };

export function sizingTable(name: string, { perMessage, bytes }: FilingFigures): string {
  const { tables, walBytes, contentBytes } = perMessage;
  const kept = sum(Object.entries(tables).map(([table, growth]) => growth.bytes * (KEPT_YEARS[table] ?? 0)));
  const lasting = sum(Object.entries(tables).map(([table, growth]) => (table in KEPT_YEARS ? 0 : growth.bytes)));
  const rows = YEARLY.map((count) => [
    count.toLocaleString('en'),
    ((count / WORKING_DAYS) * (BUSIEST_HOUR / 3_600)).toFixed(count < 1e7 ? 2 : 0),
    ...[count * kept, count * lasting, count * contentBytes, (count / WORKING_DAYS) * walBytes].map(gigabytes),
  ]);
  const head = ['a year', 'a second, busiest hour', 'GB kept for a time', 'GB that stay', 'GB content', 'WAL GB a day'];
  return [
    `Sizing by ${name} (${bytes} bytes): ${Math.round(kept)} + ${Math.round(lasting)} bytes in the database, ${contentBytes} in the content store, ${Math.round(walBytes)} of WAL for each`,
    table([head, ...rows]),
  ].join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(bytes < 1e9 ? 2 : bytes < 1e10 ? 1 : 0);
}
