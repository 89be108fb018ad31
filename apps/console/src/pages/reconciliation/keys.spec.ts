import { describe, expect, it } from 'vitest';
import { csvOf, keysIn } from './keys.js';

describe('the list of a sender', () => {
  it('is one key a line, or the first column of a CSV', () => {
    expect(keysIn('R-1\r\nR-2\n\n R-3 \n')).toEqual(['R-1', 'R-2', 'R-3']);
    expect(keysIn('\uFEFFSchlüssel;Betrag\n"R;1";5\n"R""2",6\nR-3\t7')).toEqual(['R;1', 'R"2', 'R-3']);
    expect(keysIn('')).toEqual([]);
  });

  it('comes back as CSV in which no cell is a formula', () => {
    expect(csvOf([['=1+1', 'x"y']])).toBe(`"'=1+1";"x""y"\r\n`);
  });
});
