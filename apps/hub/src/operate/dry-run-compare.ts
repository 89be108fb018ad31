import type { FiledFacts } from '../archive/filed-facts.js';
import type { RecordFacts } from '../archive/record-facts.js';

/** What differs between what a message has filed and what its commands of today say, record by record. */
export interface Comparison {
  /** Both in the same order, so that they can be compared as texts. */
  readonly filed: readonly RecordFacts[];
  readonly today: readonly RecordFacts[];
  readonly differences: readonly Difference[];
  readonly same: number;
}

export interface Difference extends Omit<RecordFacts, 'facts'> {
  /** `gone`: it was filed, and today nothing names it. */
  readonly is: 'changed' | 'new' | 'gone';
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  /** Left out when there was none. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** @param ids of the records that the keys of today name, by `<kind> <key>` */
export function compareFacts(
  filed: readonly FiledFacts[],
  today: readonly RecordFacts[],
  ids: ReadonlyMap<string, string>,
): Comparison {
  const open = new Set(filed);
  const byRecord = grouped(filed);
  const pairs = today.map((after): Pair => {
    const id = ids.get(`${after.record} ${after.key}`);
    const before = partnerOf(after, byRecord.get(`${after.record} ${id}`) ?? [], open);
    if (before !== undefined) open.delete(before);
    return { before, after: before === undefined ? after : comparable(after, before) };
  });
  const all: readonly Pair[] = [...pairs, ...[...open].map((before): Pair => ({ before, after: undefined }))];
  const differences = all.flatMap((pair) => differenceOf(pair) ?? []);
  return {
    filed: all.flatMap(({ before }) => (before === undefined ? [] : shown(before))),
    today: pairs.map(({ after }) => after!),
    differences,
    same: all.length - differences.length,
  };
}

interface Pair {
  readonly before: FiledFacts | undefined;
  readonly after: RecordFacts | undefined;
}

function grouped(filed: readonly FiledFacts[]): ReadonlyMap<string, readonly FiledFacts[]> {
  const groups = new Map<string, FiledFacts[]>();
  for (const one of filed) {
    const place = `${one.record} ${one.id}`;
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [one]);
    else group.push(one);
  }
  return groups;
}

/** The same record; of several versions of a document the one with the same content, else the first that is left. */
function partnerOf(
  after: RecordFacts,
  named: readonly FiledFacts[],
  open: ReadonlySet<FiledFacts>,
): FiledFacts | undefined {
  const candidates = named.filter((before) => open.has(before));
  return candidates.find(({ facts }) => facts['sha256'] === after.facts['sha256']) ?? candidates[0];
}

/** Of a record that was there before, commands may say what they like: it stays as it is, so only the rest counts. */
function comparable({ facts: today, ...after }: RecordFacts, { made, facts, reference }: FiledFacts): RecordFacts {
  const kept = made ? today : Object.fromEntries(Object.keys(facts).map((name) => [name, today[name]]));
  return { ...after, ...(reference === undefined ? {} : { reference }), facts: kept };
}

function differenceOf({ before, after }: Pair): Difference | undefined {
  const named = before ?? after!;
  const names = new Set([...Object.keys(before?.facts ?? {}), ...Object.keys(after?.facts ?? {})]);
  const fields = [...names].flatMap((name) => fieldOf(name, before?.facts[name], after?.facts[name]) ?? []);
  if (before !== undefined && after !== undefined && fields.length === 0) return undefined;
  const { record, key = after?.key, reference } = named;
  return {
    is: before === undefined ? 'new' : after === undefined ? 'gone' : 'changed',
    record,
    ...(key === undefined ? {} : { key }),
    ...(reference === undefined ? {} : { reference }),
    fields,
  };
}

function fieldOf(name: string, before: unknown, after: unknown): Field | undefined {
  if (JSON.stringify(before) === JSON.stringify(after)) return undefined;
  return { name, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function shown({ record, key, reference, facts }: FiledFacts): RecordFacts {
  return { record, ...(key === undefined ? {} : { key }), ...(reference === undefined ? {} : { reference }), facts };
}
