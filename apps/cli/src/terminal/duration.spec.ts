import { describe, expect, it } from 'vitest';
import { duration } from './duration.js';

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [3_605, '1 h'],
    [3_725, '1 h 2 min'],
    [90_061, '1 d 1 h'],
  ])('shows %s seconds as "%s"', (seconds, text) => expect(duration(seconds)).toBe(text));
});
