import { describe, expect, it } from 'vitest';
import { match } from './match.js';

describe('match', () => {
  it('gives the values of a path', () => {
    expect(match('/parked/:cause', '/parked/4f%2F2a')).toEqual({ cause: '4f/2a' });
    expect(match('/', '/')).toEqual({});
    expect(match('/jobs/:id', '/jobs/1/')).toEqual({ id: '1' });
  });

  it('tells another path from it, and takes what is no encoding as it is', () => {
    expect(match('/parked/:cause', '/parked')).toBeUndefined();
    expect(match('/parked', '/messages')).toBeUndefined();
    expect(match('/jobs/:id', '/jobs/100%')).toEqual({ id: '100%' });
  });
});
