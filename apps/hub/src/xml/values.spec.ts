import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDate, toDecimal } from './values.js';

describe('xs:date', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['20261123', '2026-11-23'],
    ['2026-11-23Z', '2026-11-23'],
    ['2026-11-23+01:00', '2026-11-23'],
    ['2026-11-23-14:00', '2026-11-23'],
    ['2024-02-29', '2024-02-29'],
    ['2000-02-29', '2000-02-29'],
    ['0001-01-01', '0001-01-01'],
  ])('reads %s', (text, date) => expect(toDate(text)).toBe(date));

  it.each([
    '',
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '26-01-01',
    '-2026-01-01',
    '12026-01-01',
    '2026-1123',
    '23.11.2026',
    ' 2026-11-23',
    '2026-11-23\n',
    '2026-11-23T00:00:00',
    '2026-11-23z',
    '2026-11-23+14:30',
    '2026-11-23+1:00',
    '2026-11-23 01:00',
    '２０２６-11-23',
  ])('takes %j for none', (text) => expect(toDate(text)).toBeUndefined());

  it('knows exactly the days of the calendar', () => {
    const part = (max: number): fc.Arbitrary<string> =>
      fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), part(13), part(32), (year, month, day) => {
        const text = `${String(year).padStart(4, '0')}-${month}-${day}`;
        const at = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
        expect(toDate(text)).toBe(exists ? text : undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe('xs:decimal', () => {
  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.00', '0.00'],
    ['+1', '1'],
    ['007', '7'],
    ['-007.50', '-7.50'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['00.10', '0.10'],
    ['123456789012345678901234567890.123456789', '123456789012345678901234567890.123456789'],
  ])('reads %s', (text, decimal) => expect(toDecimal(text)).toBe(decimal));

  it.each(['', '.', '+', '-', '1,5', '1.5.5', '1e3', '0x10', '--1', '1 000', 'INF', 'NaN', '١', ' 1', '1\n'])(
    'takes %j for none',
    (text) => expect(toDecimal(text)).toBeUndefined(),
  );

  it('keeps the value and the scale, and what it wrote once', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[+-]?\d{1,9}(\.\d{1,5})?$/), (text) => {
        const decimal = toDecimal(text)!;
        expect(decimal).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
        expect(Number(decimal) + 0).toBe(Number(text) + 0);
        expect(decimal.split('.')[1]).toBe(text.split('.')[1]);
        expect(toDecimal(decimal)).toBe(decimal);
      }),
    );
  });
});
