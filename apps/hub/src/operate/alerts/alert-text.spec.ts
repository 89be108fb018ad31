import { describe, expect, it } from 'vitest';
import { ALERT_KINDS } from '../../ledger/alerts/rules.js';
import { pageOf, sentenceOf } from './alert-text.js';

describe('an alert', () => {
  it.each(ALERT_KINDS)('%s says something in both languages, and has a page', (kind) => {
    const { de, en } = sentenceOf({ kind, name: 'permits', value: 3, threshold: 24 });
    for (const sentence of [de, en]) expect(sentence).toMatch(/^[\p{Lu}\p{Ll}\d].*[.]$/u);
    expect(de).not.toBe(en);
    expect(pageOf(kind, 'permits')).toMatch(/^\//);
  });

  it.each([
    [16.9, '16 min'],
    [60, '1 h'],
    [200, '3 h 20 min'],
    [2_879, '47 h 59 min'],
    [2_880, '2 Tagen'],
    [20_000, '13 Tagen'],
  ])('of %d minutes says %s', (value, text) => {
    const { de } = sentenceOf({ kind: 'messages-wait', name: 'permits', value, threshold: 15 });
    expect(de).toBe(`permits: Eine Nachricht wartet seit ${text}.`);
  });

  it('counts one as one', () => {
    const of = (value: number): string =>
      sentenceOf({ kind: 'parked-unattended', name: 'permits', value, threshold: 24 }).de;
    expect([of(1), of(2)]).toEqual([
      'permits: 1 Nachricht ist seit über 24 h geparkt.',
      'permits: 2 Nachrichten sind seit über 24 h geparkt.',
    ]);
    const key = (value: number): string =>
      sentenceOf({ kind: 'key-expires', name: 'permits', value, threshold: 14 }).en;
    expect([key(13.5), key(-0.1)]).toEqual([
      'permits: the last key or certificate that it sends with ends in 13 days.',
      'permits: the last key or certificate that it sends with has ended.',
    ]);
  });

  it('leads to a page with a name as it is', () => {
    expect(pageOf('parked-rate', 'a&b')).toBe('/parked?procedure=a%26b');
  });
});
