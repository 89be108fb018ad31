import { HubError } from '../errors/hub-error.js';

/** What one parser let through, another one does not read, or reads differently. */
export function ambiguous(cause?: unknown): HubError {
  const sentence = 'Two XML parsers read this message differently. Send it in plainer XML.';
  return new HubError('rejected', 'xml.ambiguous', sentence, {}, { cause });
}
