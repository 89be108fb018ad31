// A media type is text from a stranger: what is none is refused at the door, before it can reach the books.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { invoice } from './invoice.js';

const bad = ['application/a\0b+xml', `application/${'x'.repeat(200)}+xml`, 'application/a b+xml', '/+xml'];

describe.each(exchanges)('media types of parts, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let sender: Procedure;
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    sender = await setUp.hub.procedure('xrechnung');
  });
  afterAll(() => setUp.remove());

  /** A form written by hand: clients do not write such headers. */
  function form(
    messageType: string,
    attachmentType: string,
  ): Promise<{ status: number; body: { code?: string; id?: string } }> {
    const part = (field: string, name: string, mime: string, body: string): string =>
      `--b\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${mime}\r\n\r\n${body}\r\n`;
    const body = `${part('message', 'm.xml', messageType, invoice('M-1'))}${part('attachment', 'a.txt', attachmentType, 'word')}--b--\r\n`;
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    return sender.request('/v1/procedures/xrechnung/messages', { method: 'POST', body, headers });
  }

  it.each(bad)('%j is refused for the message and for an attachment', async (mime) => {
    for (const answer of [await form(mime, 'text/plain'), await form('application/xml', mime)]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.body.code).toBeTypeOf('string');
    }
  });

  it('and messages sent afterwards are filed', async () => {
    const answer = await sender.send(invoice('M-2'));
    expect(await sender.settled(answer.body.id)).toMatchObject({ state: 'filed' });
  });
});
