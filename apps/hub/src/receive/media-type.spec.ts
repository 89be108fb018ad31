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

  it.each([
    ['application/xml', 'xml'],
    ['text/xml', 'xml'],
    ['application/soap+xml', 'xml'],
    ['application/json', 'json'],
    ['application/ld+json', 'json'],
  ])('%s is read as %s', (mime, syntax) => expect(syntaxOf(mime)).toBe(syntax));

  it.each(['', 'text/plain', 'application/octet-stream', 'application/xmlx', 'xml', 'application/jsonp', 'text/html'])(
    'refuses %j and says what it was',
    (mime) => {
      const refusal = { kind: 'rejected', code: 'message.type-unsupported', details: { values: { mime } } };
      expect(() => syntaxOf(mime)).toThrow(expect.objectContaining(refusal));
    },
  );
});
