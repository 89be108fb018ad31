import type { Lane } from './exchange.js';

/** The name of a lane, the same in both adapters. */
export function laneName(lane: Lane): string {
  return lane.kind === 'in' ? `in.${lane.tenant}.${lane.procedure}` : lane.kind;
}

export function laneNamed(name: string): Lane {
  const [kind, tenant, procedure] = name.split('.');
  if (kind === 'in' && tenant !== undefined && procedure !== undefined) return { kind, tenant, procedure };
  if (kind === 'tally' || kind === 'dead') return { kind };
  throw new Error(`"${name}" is not the name of a lane.`);
}
