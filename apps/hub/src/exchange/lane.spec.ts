import { describe, expect, it } from 'vitest';
import type { Lane } from './exchange.js';
import { laneName, laneNamed } from './lane.js';

describe('lane', () => {
  it.each<[Lane, string]>([
    [{ kind: 'in', tenant: 't-1', procedure: 'p-1' }, 'in.t-1.p-1'],
    [{ kind: 'tally' }, 'tally'],
    [{ kind: 'dead' }, 'dead'],
  ])('%j is named %s, and found by its name', (lane, name) => {
    expect(laneName(lane)).toBe(name);
    expect(laneNamed(name)).toEqual(lane);
  });

  it.each(['', 'in', 'in.t', 'in..p', 'in.t.', 'in.t.p.x', 'tally.x', 'dead.t.p', 'out.t.p', 'IN.t.p'])(
    'is not named %j',
    (name) => expect(() => laneNamed(name)).toThrow(`"${name}" is not the name of a lane.`),
  );
});
