import type { AcceptedXml } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import type { Body } from '../ledger/envelope.js';

export type Syntax = Body['syntax'];

/** What XML may come in, as the connector of a procedure says. */
export type Container = NonNullable<AcceptedXml['container']>;

/** Windows names ZIP files in its own way. */
const ZIP = new Set(['application/zip', 'application/x-zip-compressed']);

/** The media type without parameters, lower case. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** RFC 6838, 4.2: what a registered name may consist of. The text comes from a stranger and goes into the books. */
export function isMediaType(mime: string): boolean {
  return mime.length <= 127 && /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(mime);
}

/** @throws HubError `message.type-unsupported` that says which types the procedure takes */
export function syntaxOf(mime: string, containers: ReadonlySet<Container>): Syntax {
  if (isMediaType(mime)) {
    if (mime === 'application/xml' || mime === 'text/xml' || mime.endsWith('+xml')) return 'xml';
    if (mime === 'application/json' || mime.endsWith('+json')) return 'json';
    if (ZIP.has(mime) && containers.has('zip')) return 'zip';
    if (mime === 'application/pdf' && containers.has('pdf-attachment')) return 'pdf';
  }
  const accepted = [
    'application/xml',
    'application/json',
    ...(containers.has('zip') ? ['application/zip'] : []),
    ...(containers.has('pdf-attachment') ? ['application/pdf'] : []),
  ].join(', ');
  throw new HubError(
    'rejected',
    'message.type-unsupported',
    `Messages of the type ${mime === '' ? '(none given)' : mime} are not accepted. Accepted here: ${accepted}.`,
    { values: { mime, accepted } },
  );
}
