import { describe, expect, it } from 'vitest';
import type { Lane } from './exchange.js';
import { laneName, laneNamed, laneOf, lanesOf } from './lane.js';

describe('lane', () => {
  it.each<[Lane, string]>([
    [{ kind: 'in', tenant: 't-1', procedure: 'p-1' }, 'in.t-1.p-1'],
    [{ kind: 'ordered', tenant: 't-1', procedure: 'p-1' }, 'ordered.t-1.p-1'],
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

  it.each([
    ['none', false, 'in', ['in']],
    ['by-key', true, 'ordered', ['in', 'ordered']],
    ['none', true, 'in', ['in', 'ordered']],
  ] as const)(
    'of a procedure with order %s (ever ordered: %s) is %s, and is consumed with %j',
    (order, ever, to, from) => {
      const procedure = { tenant: 't', id: 'p', order, everOrdered: ever };
      expect(laneOf(procedure).kind).toBe(to);
      expect(lanesOf(procedure).map(({ kind }) => kind)).toEqual(from);
    },
  );
});
