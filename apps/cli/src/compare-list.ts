import { counted } from './terminal/counted.js';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { Failure, wrongUsage } from './failure.js';
import type { ListComparisonAnswer } from './hub/answers.js';
import { anyAuthorization } from './hub/credentials.js';
import { pathWith, type Hub } from './hub/hub.js';
import type { Output } from './terminal/output.js';
import { table, type Paint } from './terminal/table.js';
import { shown } from './terminal/time.js';

const TYPES: Readonly<Record<string, string>> = { '.csv': 'text/csv', '.json': 'application/json' };
/** A long list takes some seconds. */
const ANSWER_MS_MAX = 600_000;

export interface CompareOptions {
  readonly compare: string;
  readonly procedure?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit?: number | undefined;
}

/** Sends the list of a sender, and shows what differs. @throws Failure `reconciliation.missing` */
export async function compareList(
  hub: Hub,
  { compare: file, procedure, from, to, limit }: CompareOptions,
  output: Output,
): Promise<void> {
  if (procedure === undefined) throw wrongUsage('A list belongs to a procedure: name it with --procedure.');
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw wrongUsage(`${file} cannot be read (${error.code ?? error.message}).`);
  });
  const path = pathWith(`/v1/procedures/${encodeURIComponent(procedure)}/reconciliation/compare`, {
    from,
    to,
    limit: limit?.toString(),
  });
  const answer = await hub.stream<ListComparisonAnswer>(
    path,
    await anyAuthorization(hub.credentials),
    Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
    TYPES[extname(file).toLowerCase()] ?? 'text/plain',
    ANSWER_MS_MAX,
  );
  output.answer(answer, () => text(answer, output.paint));
  const { count } = answer.missing;
  if (count > 0)
    throw new Failure('reconciliation.missing', `${counted(count, 'key')} of the list missing in the hub.`);
}

function text(answer: ListComparisonAnswer, paint: Paint): string {
  const { procedure, from, to, listed, repeated, here, missing, elsewhere, extra, withoutKey } = answer;
  const rows = [
    ...missing.keys.map((key) => [key, { text: 'missing in the hub', colour: 'red' as const }]),
    ...elsewhere.keys.map(({ key, acceptedAt }) => [key, `accepted ${shown(acceptedAt)}`]),
    ...extra.keys.map(({ key, state }) => [key, `in the hub alone (${state})`]),
  ];
  return [
    `${procedure}, accepted from ${shown(from)} to ${shown(to)}`,
    `${listed} keys listed${repeated === 0 ? '' : `, ${repeated} lines repeated`}: ${here.filed} filed, ${here.rejected} rejected, ${here.parked} parked, ${here.inFlight} in flight`,
    `${missing.count} missing, ${elsewhere.count} accepted at another time, ${extra.count} in the hub alone`,
    ...(withoutKey === 0
      ? []
      : [`The keys of ${withoutKey} messages are not read yet: some may be among the missing.`]),
    ...(rows.length === 0 ? [] : ['', table(['KEY', 'WHERE'], rows, paint)]),
  ].join('\n');
}
