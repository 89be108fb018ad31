import { expect, it } from 'vitest';
import { idOfTrace, traceIdOf, traceParentIn, traceParentOf } from './trace.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const GIVEN = `00-${TRACE}-00f067aa0ba902b7-01`;
const ID = '019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b';

it('takes the trace of a sender, also of a later version of the format', () => {
  expect(traceParentIn(GIVEN)).toBe(GIVEN);
  expect(traceParentIn(`01${GIVEN.slice(2)}-what-comes-later`)).toBe(GIVEN);
});

it.each([
  ['nothing', undefined],
  ['two of them', [GIVEN, GIVEN]],
  ['capital letters', GIVEN.toUpperCase()],
  ['a trace of zeros', GIVEN.replace(TRACE, '0'.repeat(32))],
  ['a parent of zeros', GIVEN.replace('00f067aa0ba902b7', '0'.repeat(16))],
  ['the version that is none', `ff${GIVEN.slice(2)}`],
  ['more than version 00 has', `${GIVEN}-more`],
])('leaves out %s', (_what, header) => {
  expect(traceParentIn(header)).toBeUndefined();
});

it('gives a message without one a trace of its own, which can be told from its id', () => {
  expect(traceIdOf({ id: ID })).toBe('019ac1f27d1a8c3e9f005c1d2e3f4a5b');
  expect(traceParentOf({ id: ID })).toBe('00-019ac1f27d1a8c3e9f005c1d2e3f4a5b-9f005c1d2e3f4a5b-00');
  expect(traceParentIn(traceParentOf({ id: ID }))).toBe(traceParentOf({ id: ID }));
  expect(idOfTrace(traceIdOf({ id: ID }))).toBe(ID);
  expect(idOfTrace(ID)).toBeUndefined();
  expect(traceIdOf({ id: ID, traceParent: GIVEN })).toBe(TRACE);
});
