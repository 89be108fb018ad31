import { describe, expect, it } from 'vitest';
import { XOP_NAMESPACE } from '../../soap/includes.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { containerOf, contentsOf, decodedBase64, partTypeOf } from './content.js';
import { child, element } from './tree.js';
import { XTA } from './v211.js';

const content = (name: string, inner: Partial<XmlNode>): XmlNode =>
  element(XTA, name, { attributes: { contentType: 'text/xml', 'a1:type': 'x' }, ...inner });
const include = (href: string): XmlNode => element(XOP_NAMESPACE, 'Include', { attributes: { href } });
const container = (...contents: readonly XmlNode[]): XmlNode =>
  element(XTA, 'GenericContentContainer', { children: [element(XTA, 'ContentContainer', { children: contents })] });

async function decoded(text: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of decodedBase64(text, 'Message')) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('a container', () => {
  it('has a message and attachments, written into it or beside it', () => {
    const { message, attachments } = contentsOf(
      container(content('Message', { children: [include('cid:a%40b')] }), content('Attachment', { text: 'QQ==' })),
    );
    expect(message).toEqual({
      role: 'message',
      attributes: { contentType: 'text/xml' },
      contentId: 'a@b',
      inline: undefined,
    });
    expect(attachments).toEqual([
      { role: 'attachment', attributes: { contentType: 'text/xml' }, contentId: undefined, inline: 'QQ==' },
    ]);
  });

  it('is hollow for the schema, which knows nothing of XOP', () => {
    const { hollow } = contentsOf(container(content('Message', { children: [include('cid:a')] })));
    const message = child(hollow, XTA, 'ContentContainer', 'Message')!;
    expect(message.children ?? message.text).toBeUndefined();
    expect(message.attributes).toHaveProperty('contentType');
  });

  it.each<[string, XmlNode]>([
    ['another element', content('Message', { children: [element(XTA, 'Include')] })],
    ['another address', content('Message', { children: [include('http://elsewhere/')] })],
    ['two of them', content('Message', { children: [include('cid:a'), include('cid:b')] })],
    ['an address that is none', content('Message', { children: [include('cid:%')] })],
  ])('is refused with %s in place of content', (_what, node) => {
    expect(() => contentsOf(container(node))).toThrow(expect.objectContaining({ code: 'xta.content-unreadable' }));
  });

  it('is refused when it is encrypted', () => {
    const encrypted: XmlNode = { name: 'EncryptedData', namespace: 'http://www.w3.org/2001/04/xmlenc#' };
    expect(() => contentsOf(element(XTA, 'GenericContentContainer', { children: [encrypted] }))).toThrow(
      expect.objectContaining({ code: 'xta.encrypted' }),
    );
  });

  it('goes out with its contents beside it', () => {
    const parts = (['message', 'attachment'] as const).map((role) => {
      return { role, attributes: { contentType: 'text/xml' }, sha256: '', sizeBytes: 1 };
    });
    const { container: written, ids } = containerOf(parts);
    expect(new Set(ids).size).toBe(2);
    expect(child(written, XTA, 'ContentContainer')!.children!.map(({ name }) => name)).toEqual([
      'Message',
      'Attachment',
    ]);
  });
});

describe('the type of a part', () => {
  it.each([
    ['text/xml', 'text/xml'],
    [' Application/X-Strange; charset="utf-8" ', 'Application/X-Strange; charset="utf-8"'],
    ['multipart/related; start="<a>"', 'multipart/related'],
    ['text/plain; name="Übersicht"', 'text/plain'],
    ['text/plain;\r\nX-Other: header', 'text/plain'],
    ['<script>', 'application/octet-stream'],
    ['no type', 'application/octet-stream'],
    ['text/\u0085', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('of %j is %j', (contentType, expected) => expect(partTypeOf({ attributes: { contentType } })).toBe(expected));
});

describe('Base64', () => {
  it('is decoded, with white space in it', async () => {
    expect(await decoded(' QUJD\nREU= ')).toBe('ABCDE');
    expect(await decoded('')).toBe('');
  });

  it.each(['QUJ', 'QU=D', 'QUJD!', '====', 'QUJ-'])('is not %j', async (text) => {
    await expect(decoded(text)).rejects.toMatchObject({ code: 'xta.content-unreadable' });
  });
});
