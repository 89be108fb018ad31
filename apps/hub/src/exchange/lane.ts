import type { Lane } from './exchange.js';

/** The name of a lane, the same in both adapters. */
export function laneName(lane: Lane): string {
  return lane.kind === 'in' ? `in.${lane.tenant}.${lane.procedure}` : lane.kind;
}

export function laneNamed(name: string): Lane {
  if (name === 'tally' || name === 'dead') return { kind: name };
  const [, tenant, procedure] = /^in\.([^.]+)\.([^.]+)$/.exec(name) ?? [];
  if (tenant !== undefined && procedure !== undefined) return { kind: 'in', tenant, procedure };
  throw new Error(`"${name}" is not the name of a lane.`);
}
