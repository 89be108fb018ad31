import { describe, expect, it } from 'vitest';
import { fileReference, scopeOf } from './file-reference.js';

describe('file reference', () => {
  it.each([
    ['{plan}/{year}-{seq}', '632.6/2026-17'],
    ['{year}/{plan}/{seq:5}', '2026/632.6/00017'],
    ['AZ {seq}', 'AZ 17'],
  ])('follows the pattern %s', (pattern, expected) => {
    expect(fileReference(scopeOf(pattern, '632.6', 2026), 17)).toBe(expected);
  });

  it('counts per plan and year only where the pattern has them', () => {
    expect(scopeOf('{plan}/{seq}', 'a', 2026)).toBe(scopeOf('{plan}/{seq}', 'a', 2027));
    expect(scopeOf('{plan}/{year}-{seq}', 'a', 2026)).not.toBe(scopeOf('{plan}/{year}-{seq}', 'a', 2027));
  });

  it.each(['{plan}/{year}', '{seq}-{month}', '{seq}}'])('refuses the pattern %s', (pattern) => {
    expect(() => scopeOf(pattern, 'a', 2026)).toThrow(expect.objectContaining({ kind: 'misconfigured' }));
  });
});
