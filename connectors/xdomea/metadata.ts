import type { Element, Metadata } from '../contract/index.js';
import { isTrue } from '../xoev/index.js';
import { fieldsOf, recordOf, type Fields } from './fields.js';
import { listOf, type FlatRecord } from './lists.js';

/** The most entries a list of the metadata may have; what is more goes on in a list of its own. */
const LIST_LENGTH_MAX = 1_000;
/** The most fields an entry of a list may have. */
const FIELDS_MAX = 50;

/**
 * Everything a record says about itself.
 *
 * @param parts children that become commands of their own
 */
export function metadataOf(record: Element, parts: ReadonlySet<string>, more: Metadata = {}): Metadata {
  const fields: Fields[] = [];
  const lists = new Map<string, FlatRecord[]>();
  for (const child of record.children) {
    if (parts.has(child.name)) continue;
    const found = listOf(child);
    if (found === undefined) {
      fields.push(fieldsOf(child, record.name));
      continue;
    }
    const entries = lists.get(found.list) ?? [];
    entries.push(...found.entries);
    lists.set(found.list, entries);
  }
  return { ...recordOf(...fields), ...listsOf(lists), ...more };
}

/** Lists of metadata, the long ones in several. */
export function listsOf(lists: Iterable<readonly [string, readonly FlatRecord[]]>): Metadata {
  const all: Record<string, readonly FlatRecord[]> = {};
  for (const [name, wholes] of lists) {
    const entries = wholes.flatMap(inParts);
    for (let start = 0; start < entries.length; start += LIST_LENGTH_MAX) {
      const count = start / LIST_LENGTH_MAX + 1;
      all[count === 1 ? name : `${name}-${count}`] = entries.slice(start, start + LIST_LENGTH_MAX);
    }
  }
  return all;
}

/** An entry with many fields (a step of a circulation names three parties) goes on in entries with the number of the part. */
function inParts(entry: FlatRecord): readonly FlatRecord[] {
  const fields = Object.entries(entry);
  if (fields.length <= FIELDS_MAX) return [entry];
  const parts: FlatRecord[] = [];
  for (let start = 0; start < fields.length; start += FIELDS_MAX - 1) {
    const part = Object.fromEntries(fields.slice(start, start + FIELDS_MAX - 1));
    parts.push({ 'entry-part': String(parts.length + 1), ...part });
  }
  return parts;
}

/** Since 4.0: a record that is only there so that others can be understood, and is not handed over itself. */
export function contextMark(record: Element): Metadata {
  return isTrue(record, 'Kontextobjekt') ? { 'context-only': true } : {};
}

/** The subject is what the record is called; it is told twice only where the two differ. */
export function withoutSubject(metadata: Metadata, subject: string): Metadata {
  const { subject: told, ...others } = metadata;
  return told === undefined || told === subject ? others : metadata;
}
