import { expect, it } from 'vitest';
import { csvOf } from './csv.js';

it('is a table in which no cell is a formula', () => {
  expect(csvOf([['=1+1', 'x"y']])).toBe(`"'=1+1";"x""y"\r\n`);
});
