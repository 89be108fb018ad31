import { describe, expect, it } from 'vitest';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { Admission } from './admission.js';
import { Marks } from './marks.js';

const MIB = 1_048_576;
const limits = {
  backlogMax: 1,
  contentFreeBytesMin: 0,
  memoryBytesMax: 100 * MIB,
  inlineBytesMax: 65_536,
  messageBytesMax: 32 * MIB,
};
const facts = {
  tenant: 't',
  title: '',
  connector: 'c',
  connectorVersion: null,
  settings: {},
  validation: 'when-installed',
  order: 'none',
  everOrdered: false,
  paused: null,
} as const;

function procedure(id: string, rate: string | null = null): SpecialistProcedure {
  return { ...facts, id, name: id, rate };
}

/** Two requests of a procedure at once, and nothing looked at in the background. */
function admission(residentMib: () => number, told: boolean[] = []): Admission {
  const notAsked = (): Promise<never> => Promise.reject(new Error('Nobody asks before it has started.'));
  const events = {
    onDepth: () => undefined,
    onSpace: () => undefined,
    onMark: (_mark: string, reached: boolean) => told.push(reached),
    onProblem: () => undefined,
  };
  const marks = new Marks({ depth: notAsked }, { space: notAsked }, limits, events, () => residentMib() * MIB);
  return new Admission(marks, 2);
}

const code = (expected: string): unknown => expect.objectContaining({ code: expected });

describe('memory', () => {
  it('is spoken for by the large bodies that are on their way, until they are over', () => {
    const told: boolean[] = [];
    const door = admission(() => 30, told);
    const first = door.admit(procedure('a'), 32 * MIB);
    // Larger ones go to the content store: no more than a message may be is in memory.
    const second = door.admit(procedure('b'), 2_048 * MIB);
    expect(() => door.admit(procedure('c'), 10 * MIB)).toThrow(code('hub.memory-low'));
    first();
    const third = door.admit(procedure('c'), 10 * MIB);
    second();
    third();
    expect(told).toEqual([true, false]);
  });

  it('is expected to take the most when the sender does not say how much comes', () => {
    const door = admission(() => 69);
    expect(() => door.admit(procedure('a'), undefined)).toThrow(code('hub.memory-low'));
    door.admit(procedure('a'), 30 * MIB);
  });

  it('keeps no small message out, however little there is', () => {
    const door = admission(() => 5_000);
    door.admit(procedure('a'), 65_536);
    expect(() => door.admit(procedure('b'), 65_537)).toThrow(code('hub.memory-low'));
  });
});

describe('requests of one procedure', () => {
  it('are as many at once as may be, whatever others send', () => {
    const door = admission(() => 0);
    const over = door.admit(procedure('a'), 1);
    door.admit(procedure('a'), 1);
    expect(() => door.admit(procedure('a'), 1)).toThrow(code('procedure.requests'));
    door.admit(procedure('b'), 1);
    over();
    door.admit(procedure('a'), 1);
  });

  it('share their places with those that bring no message, which take no token of its rate', () => {
    const door = admission(() => 0);
    const limited = procedure('a', '1/min');
    const over = [door.admitReading(limited), door.admitReading(limited)];
    expect(() => door.admit(limited, 1)).toThrow(code('procedure.requests'));
    expect(() => door.admitReading(limited)).toThrow(code('procedure.requests'));
    over.forEach((end) => end());
    door.admit(limited, 1);
    door.admitReading(limited);
    expect(() => door.admitReading(limited)).toThrow(code('procedure.requests'));
  });

  it('take a token of its rate only when they come in', () => {
    const door = admission(() => 99);
    const limited = procedure('a', '1/min');
    expect(() => door.admit(limited, 10 * MIB)).toThrow(code('hub.memory-low'));
    door.admit(limited, 1)();
    expect(() => door.admit(limited, 1)).toThrow(
      expect.objectContaining({ code: 'procedure.rate', details: expect.objectContaining({ retryAfterSeconds: 60 }) }),
    );
  });
});

it('reads few envelopes of strangers at once, and others when these are over', () => {
  const door = admission(() => 30);
  const over = Array.from({ length: 32 }, () => door.admitStranger());
  expect(() => door.admitStranger()).toThrow(code('soap.strangers'));
  door.admit(procedure('a'), 1)();
  over[7]!();
  const last = door.admitStranger();
  expect(() => door.admitStranger()).toThrow(code('soap.strangers'));
  last();
});
