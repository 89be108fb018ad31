import type { IncomingHttpHeaders } from 'node:http';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredPart } from '../ledger/envelope.js';
import { HubError } from '../errors/hub-error.js';
import { SoapFault } from './fault.js';
import { writeMtom } from './mtom.js';
import { readSoapRequest, type SoapLimits, type SoapPart, type SoapRequest } from './request.js';
import { ENVELOPE_NAMESPACE } from './version.js';

const LIMITS: SoapLimits = {
  envelopeBytesMax: 10_000,
  xml: { depthMax: 20, elementsMax: 500, attributesMax: 20 },
  partsMax: 3,
  partHeaderBytesMax: 500,
};
const XOP = 'http://www.w3.org/2004/08/xop/include';
const include = (cid: string): string => `<f><x:Include xmlns:x="${XOP}" href="${cid}"/></f>`;
const envelope = (body: string, version: '1.1' | '1.2' = '1.2'): string =>
  `<s:Envelope xmlns:s="${ENVELOPE_NAMESPACE[version]}"><s:Body><m>${body}</m></s:Body></s:Envelope>`;

interface Read extends SoapRequest {
  readonly taken: readonly (SoapPart & { readonly text: string })[];
  /** How many parts were taken when the envelope was handed over. */
  readonly before: number;
}

async function read(headers: IncomingHttpHeaders, bytes: Buffer | string, cut?: number): Promise<Read> {
  const taken: (SoapPart & { text: string })[] = [];
  let before = -1;
  const body = Buffer.from(bytes);
  const request = await readSoapRequest(headers, pieces(body, cut ?? body.length), LIMITS, async () => {
    before = taken.length;
    return async (part, stream): Promise<StoredPart> => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      taken.push({ ...part, text: content.toString('latin1') });
      const sha256 = createHash('sha256').update(content).digest('hex');
      return { name: part.contentId, mime: part.mime, sizeBytes: content.length, sha256 };
    };
  });
  return { ...request, taken, before };
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function codeOf(headers: IncomingHttpHeaders, bytes: Buffer | string): Promise<string | undefined> {
  try {
    await read(headers, bytes);
  } catch (error) {
    if (error instanceof SoapFault) return error.hubCode;
    if (error instanceof HubError) return error.code;
    throw error;
  }
  return undefined;
}

const MTOM = (boundary = 'b', more = ''): IncomingHttpHeaders => ({
  'content-type': `multipart/related; boundary="${boundary}"; type="application/xop+xml"; start-info="application/soap+xml"${more}`,
});
const ROOT = 'Content-Type: application/xop+xml; type="application/soap+xml"\r\nContent-ID: <root>\r\n\r\n';
const part = (id: string, content: string, more = ''): string =>
  `\r\n--b\r\nContent-ID: <${id}>\r\nContent-Type: text/plain\r\n${more}\r\n${content}`;
const mime = (root: string, ...parts: readonly string[]): string =>
  `--b\r\n${ROOT}${root}${parts.join('')}\r\n--b--\r\n`;

describe('a request without attachments', () => {
  it.each([
    ['text/xml; charset=utf-8', '1.1'],
    ['application/soap+xml;charset="UTF-8";action="urn:a"', '1.2'],
  ] as const)('is read: %s', async (type, version) => {
    const found = await read({ 'content-type': type, soapaction: '"urn:a"' }, envelope('', version));
    expect([found.envelope.version, found.action, found.parts.size]).toEqual([version, 'urn:a', 0]);
  });

  it('may be in UTF-16', async () => {
    const bytes = Buffer.from(`\ufeff${envelope('ä', '1.1')}`, 'utf16le');
    expect((await read({ 'content-type': 'text/xml' }, bytes)).envelope.body?.text()).toBe('ä');
  });

  it.each<[string, string, Buffer | string, string]>([
    ['another media type', 'application/json', envelope(''), 'soap.content-type'],
    ['no media type', '', envelope(''), 'soap.content-type'],
    [
      'a parameter that is said twice',
      'text/xml; charset=utf-8; charset=utf-8',
      envelope('', '1.1'),
      'soap.content-type',
    ],
    ['another charset', 'text/xml; charset=iso-8859-1', envelope('', '1.1'), 'soap.encoding'],
    [
      'another encoding',
      'text/xml',
      `<?xml version="1.0" encoding="ISO-8859-1"?>${envelope('', '1.1')}`,
      'soap.encoding',
    ],
    ['the other version', 'text/xml', envelope('', '1.2'), 'soap.version-mixed'],
    ['a DOCTYPE', 'application/soap+xml', `<!DOCTYPE a>${envelope('')}`, 'xml.doctype'],
    ['nothing', 'application/soap+xml', '', 'xml.empty'],
    ['too many bytes', 'application/soap+xml', envelope('x'.repeat(10_000)), 'soap.envelope-too-large'],
    ['an Include', 'application/soap+xml', envelope(include('cid:a')), 'soap.include-invalid'],
    ['its end missing', 'application/soap+xml', envelope('').slice(0, -5), 'xml.not-well-formed'],
  ])('is refused with %s', async (_what, type, bytes, code) => {
    expect(await codeOf({ 'content-type': type }, bytes)).toBe(code);
  });
});

describe('a request with attachments', () => {
  it('hands the envelope over before it takes them, in their order', async () => {
    const body = mime(envelope(include('cid:a%40x') + include('cid:b')), part('a@x', 'one\r\n--c'), part('b', ''));
    const found = await read(MTOM(), body);
    expect(found.before).toBe(0);
    expect(found.taken).toEqual([
      { contentId: 'a@x', mime: 'text/plain', text: 'one\r\n--c' },
      { contentId: 'b', mime: 'text/plain', text: '' },
    ]);
    expect([...found.parts.keys()]).toEqual(['a@x', 'b']);
  });

  it('does not depend on how the bytes come in', async () => {
    const body = Buffer.from(
      mime(envelope(include('cid:a')), part('a', '\r\n-\r\n--\r\n--B\r\n--bc'.replace('--bc', '--c'))),
    );
    const whole = (await read(MTOM(), body)).taken;
    for (let size = 1; size < 40; size += 1) expect((await read(MTOM(), body, size)).taken).toEqual(whole);
  });

  it('gives back whatever was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }),
        fc.integer({ min: 1, max: 300 }),
        async (contents, size) => {
          const parts = contents.map((content, position) => ({
            contentId: `p${position}@x`,
            mime: 'application/octet-stream',
            sizeBytes: content.length,
            read: () => pieces(Buffer.from(content), 7),
          }));
          const { contentType, body } = writeMtom(envelope(''), parts, '1.2', 'urn:a');
          const chunks: Buffer[] = [];
          for await (const chunk of body) chunks.push(chunk);
          const found = await read({ 'content-type': contentType }, Buffer.concat(chunks), size);
          expect(found.action).toBe('urn:a');
          expect(found.taken.map(({ text }) => text)).toEqual(
            contents.map((content) => Buffer.from(content).toString('latin1')),
          );
        },
      ),
    );
  });

  it('may be SOAP with Attachments: parts that nothing leads to, and base64', async () => {
    const headers = { 'content-type': 'multipart/related; type="text/xml"; boundary=b; start="<root>"' };
    const root = `--b\r\nContent-Type: text/xml; charset=utf-8\r\nContent-ID: <root>\r\n\r\n${envelope('', '1.1')}`;
    const encoded = part(
      'a',
      'b25l\r\nIHR3bw==\r\n',
      'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="a b.txt"\r\n',
    );
    const found = await read(headers, `preamble\r\n${root}${encoded}\r\n--b--epilogue`);
    expect(found.taken).toEqual([{ contentId: 'a', mime: 'text/plain', fileName: 'a b.txt', text: 'one two' }]);
  });

  const good = part('a', 'one');
  it.each<[string, string, string]>([
    ['an Include to nowhere', mime(envelope(include('cid:c')), good), 'soap.include-invalid'],
    ['an Include to somewhere else', mime(envelope(include('http://a')), good), 'soap.include-invalid'],
    ['two Includes of one part', mime(envelope(include('cid:a') + include('cid:a')), good), 'soap.include-invalid'],
    [
      'two Includes, differently written',
      mime(envelope(include('cid:a') + include('cid:%61')), good),
      'soap.include-invalid',
    ],
    ['an Include beside text', mime(envelope(include('cid:a').replace('<f>', '<f>x')), good), 'soap.include-invalid'],
    ['a Content-ID twice', mime(envelope(''), good, good), 'soap.mime-malformed'],
    ['no Content-ID', mime(envelope(''), '\r\n--b\r\nContent-Type: text/plain\r\n\r\nx'), 'soap.mime-malformed'],
    ['a header twice', mime(envelope(''), part('a', 'x', 'Content-ID: <b>\r\n')), 'soap.mime-malformed'],
    ['a header that is none', mime(envelope(''), part('a', 'x', 'nothing\r\n')), 'soap.mime-malformed'],
    ['a long header', mime(envelope(''), part('a', 'x', `X-A: ${'x'.repeat(500)}\r\n`)), 'soap.mime-malformed'],
    ['too many parts', mime(envelope(''), ...['a', 'b', 'c', 'd'].map((id) => part(id, ''))), 'soap.mime-malformed'],
    ['the end missing', mime(envelope(include('cid:a')), good).slice(0, -9), 'soap.mime-malformed'],
    ['the end in the envelope', mime(envelope('')).slice(0, 150), 'soap.mime-malformed'],
    [
      'more on the line of a delimiter',
      mime(envelope(''), good).replace('\r\n--b\r\nContent-ID: <a>', '\r\n--bc\r\nContent-ID: <a>'),
      'soap.mime-malformed',
    ],
    [
      'quoted-printable',
      mime(envelope(''), part('a', 'x', 'Content-Transfer-Encoding: quoted-printable\r\n')),
      'soap.mime-malformed',
    ],
    [
      'base64 that is none',
      mime(envelope(''), part('a', 'x===', 'Content-Transfer-Encoding: base64\r\n')),
      'soap.mime-malformed',
    ],
    ['no part at all', '--b--\r\n', 'soap.mime-malformed'],
    ['lines of Unix', mime(envelope(''), good).replaceAll('\r\n', '\n'), 'soap.mime-malformed'],
    [
      'a first part of another type',
      mime(envelope('')).replace('application/xop+xml; type', 'text/html; type'),
      'soap.mime-malformed',
    ],
  ])('is refused with %s', async (_what, body, code) => {
    expect(await codeOf(MTOM(), body)).toBe(code);
  });

  it('is refused when its envelope is not first, or there is no boundary', async () => {
    expect(await codeOf(MTOM('b', '; start="<a>"'), mime(envelope(''), good))).toBe('soap.mime-malformed');
    expect(await codeOf({ 'content-type': 'multipart/related; type="text/xml"' }, '')).toBe('soap.mime-malformed');
  });
});
