import { describe, expect, it } from 'vitest';
import { contentDisposition, rangeOf } from './content-headers.js';

describe('content disposition', () => {
  it.each([
    ['application/pdf', 'Bescheid.pdf', `inline; filename="Bescheid.pdf"; filename*=UTF-8''Bescheid.pdf`],
    [
      'application/xml',
      'Übersicht 1.xml',
      `attachment; filename="_bersicht 1.xml"; filename*=UTF-8''%C3%9Cbersicht%201.xml`,
    ],
    [
      'text/html',
      'a"\r\nSet-Cookie: x=1',
      `attachment; filename="a___Set-Cookie: x=1"; filename*=UTF-8''a%22__Set-Cookie%3A%20x%3D1`,
    ],
    ['image/svg+xml', '../../etc/passwd', `attachment; filename="__.._etc_passwd"; filename*=UTF-8''__.._etc_passwd`],
  ])('of %s %j', (mime, name, expected) => {
    expect(contentDisposition(mime, name)).toBe(expected);
  });
});

describe('range', () => {
  it.each([
    [undefined, undefined],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-5', { start: 95, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-1', undefined],
    ['bytes=0-1,5-6', undefined],
    ['lines=0-1', undefined],
  ])('%s of 100 bytes', (header, expected) => {
    expect(rangeOf(header, 100)).toEqual(expected);
  });
});
