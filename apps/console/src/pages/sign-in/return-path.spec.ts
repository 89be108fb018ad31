import { describe, expect, it } from 'vitest';
import { returnPath } from './return-path.js';

describe('where to go after signing in', () => {
  it('is the path that was asked for', () => {
    expect(returnPath('/parked?tab=waiting')).toBe('/parked?tab=waiting');
  });

  it.each([null, '', 'https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', '/sign-in?next=/x'])(
    'is the first page instead of %s',
    (next) => {
      expect(returnPath(next)).toBe('/');
    },
  );
});
