import type { Depth, Exchange, Lane } from './exchange.js';

/** What is known of a procedure that has lanes. */
export interface LaneOwner {
  readonly tenant: string;
  readonly id: string;
  readonly order: 'none' | 'by-key';
  readonly everOrdered: boolean;
}

/** Where messages of a procedure are published; of its order nothing may be known, when it is gone. */
export function laneOf({ tenant, id, order = 'none' }: Pick<LaneOwner, 'tenant' | 'id'> & Partial<LaneOwner>): Lane {
  return { kind: order === 'by-key' ? 'ordered' : 'in', tenant, procedure: id };
}

/**
 * Where messages of a procedure may wait. A gateway may have heard late that its order was changed, so that both lanes
 * of a procedure that was ever ordered are consumed.
 */
export function lanesOf({ tenant, id, everOrdered }: LaneOwner): readonly Lane[] {
  const unordered: Lane = { kind: 'in', tenant, procedure: id };
  return everOrdered ? [unordered, { ...unordered, kind: 'ordered' }] : [unordered];
}

/** What waits in all of them together. */
export async function depthOf(exchange: Pick<Exchange, 'depth'>, lanes: readonly Lane[]): Promise<Depth> {
  const depths = await Promise.all(lanes.map((lane) => exchange.depth(lane)));
  return depths.reduce(({ ready, unsettled }, next) => ({
    ready: ready + next.ready,
    ...(unsettled === undefined || next.unsettled === undefined ? {} : { unsettled: unsettled + next.unsettled }),
  }));
}

/** The name of a lane, the same in both adapters. */
export function laneName(lane: Lane): string {
  return 'procedure' in lane ? `${lane.kind}.${lane.tenant}.${lane.procedure}` : lane.kind;
}

export function laneNamed(name: string): Lane {
  if (name === 'tally' || name === 'dead') return { kind: name };
  const [, kind, tenant, procedure] = /^(in|ordered)\.([^.]+)\.([^.]+)$/.exec(name) ?? [];
  if (tenant !== undefined && procedure !== undefined) return { kind: kind as 'in' | 'ordered', tenant, procedure };
  throw new Error(`"${name}" is not the name of a lane.`);
}
