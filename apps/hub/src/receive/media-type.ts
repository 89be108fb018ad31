import { HubError } from '../errors/hub-error.js';

export type Syntax = 'xml' | 'json';

/** The media type without parameters, lower case. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** @throws HubError `message.type-unsupported` */
export function syntaxOf(mime: string): Syntax {
  if (mime === 'application/xml' || mime === 'text/xml' || mime.endsWith('+xml')) return 'xml';
  if (mime === 'application/json' || mime.endsWith('+json')) return 'json';
  throw new HubError(
    'rejected',
    'message.type-unsupported',
    `Messages of the type ${mime === '' ? '(none given)' : mime} are not accepted. Send application/xml or application/json.`,
    { values: { mime } },
  );
}
