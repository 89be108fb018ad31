import type { Element } from '../contract/index.js';
import { isUuid, uuidAt } from '../xoev/index.js';

/** The UUID of a record (Identifikation), in lower case: it is its key. */
export function uuidOf(record: Element): string {
  const identification = record.one('Identifikation');
  return uuidAt('xdomea', identification, identification.many('xdomeaUUID').length > 0 ? 'xdomeaUUID' : 'ID');
}

export function startsWithUuid(name: string): boolean {
  return isUuid(name.slice(0, 36));
}
