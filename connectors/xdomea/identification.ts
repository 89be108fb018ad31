import { Rejected, type Element } from '../contract/index.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The UUID of a record (Identifikation), in lower case: it is its key. The official pattern lets a `|` pass, so it is
 * checked here.
 */
export function uuidOf(record: Element): string {
  const identification = record.one('Identifikation');
  const path = identification.many('xdomeaUUID').length > 0 ? 'xdomeaUUID' : 'ID';
  return uuidAt(identification, path);
}

export function uuidAt(element: Element, path: string): string {
  const text = element.text(path);
  if (UUID.test(text)) return text.toLowerCase();
  throw new Rejected(
    'xdomea.invalid-uuid',
    `"${text.slice(0, 60)}" is not a UUID. Send 32 hexadecimal digits in the form 8-4-4-4-12.`,
    element.one(path).path,
  );
}

export function startsWithUuid(name: string): boolean {
  return UUID.test(name.slice(0, 36));
}
