import { HubError } from '../errors/hub-error.js';

export type Syntax = 'xml' | 'json';

/** The media type without parameters, lower case. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** RFC 6838, 4.2: what a registered name may consist of. The text comes from a stranger and goes into the books. */
export function isMediaType(mime: string): boolean {
  return mime.length <= 127 && /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(mime);
}

/** @throws HubError `message.type-unsupported` */
export function syntaxOf(mime: string): Syntax {
  if (isMediaType(mime)) {
    if (mime === 'application/xml' || mime === 'text/xml' || mime.endsWith('+xml')) return 'xml';
    if (mime === 'application/json' || mime.endsWith('+json')) return 'json';
  }
  throw new HubError(
    'rejected',
    'message.type-unsupported',
    `Messages of the type ${mime === '' ? '(none given)' : mime} are not accepted. Send application/xml or application/json.`,
    { values: { mime } },
  );
}
