import type { Overview } from './contract.js';
import { useLive } from './live.js';
import { useResource } from './resource.js';

/** The procedures of the tenant, for filters: as last told, else asked for once. */
export function useProcedures(): readonly { readonly name: string; readonly title: string }[] {
  const { overview } = useLive();
  const asked = useResource<Overview>(overview === undefined ? '/v1/overview' : undefined);
  return (overview ?? asked.data)?.procedures ?? [];
}
