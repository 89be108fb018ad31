import type { Overview } from '../../api/contract.js';

/** Of what was told and what was asked for. */
export function newer(one: Overview | undefined, other: Overview | undefined): Overview | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.asOf > other.asOf ? one : other;
}
