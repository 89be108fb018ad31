import { describe, expect, it } from 'vitest';
import { mediaType, syntaxOf } from './media-type.js';

describe('media type', () => {
  it.each([
    ['application/xml', 'application/xml'],
    [' Text/XML ; charset=utf-8; a="b;c"', 'text/xml'],
    ['application/json;', 'application/json'],
    ['', ''],
    [undefined, ''],
  ])('of %j is %j', (header, expected) => expect(mediaType(header)).toBe(expected));

  const none = new Set<never>();

  it.each([
    ['application/xml', 'xml'],
    ['text/xml', 'xml'],
    ['application/soap+xml', 'xml'],
    ['application/json', 'json'],
    ['application/ld+json', 'json'],
  ])('%s is read as %s', (mime, syntax) => expect(syntaxOf(mime, none)).toBe(syntax));

  it.each(['', 'text/plain', 'application/octet-stream', 'application/xmlx', 'xml', 'application/jsonp', 'text/html'])(
    'refuses %j and says what it was',
    (mime) => {
      const accepted = 'application/xml, application/json';
      const refusal = { kind: 'rejected', code: 'message.type-unsupported', details: { values: { mime, accepted } } };
      expect(() => syntaxOf(mime, none)).toThrow(expect.objectContaining(refusal));
    },
  );

  it.each([
    ['application/zip', 'zip'],
    ['application/x-zip-compressed', 'zip'],
    ['application/pdf', 'pdf'],
  ])('%s is taken where the connector takes it', (mime, syntax) => {
    expect(syntaxOf(mime, new Set(['zip', 'pdf-attachment'] as const))).toBe(syntax);
    const other = new Set([syntax === 'zip' ? ('pdf-attachment' as const) : ('zip' as const)]);
    expect(() => syntaxOf(mime, other)).toThrow(/not accepted\. Accepted here: .*application\/(pdf|zip)\.$/);
  });
});
