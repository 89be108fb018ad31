import { HubError } from '../../errors/hub-error.js';
import type { Overview, OverviewView } from '../overview/overview.js';
import type { LiveSource, LiveState } from './live-source.js';

/** The overview, whenever it shows something else. */
export class OverviewSource implements LiveSource {
  private readonly last = new Map<string, OverviewView>();

  constructor(private readonly overview: Overview) {}

  async look(tenant: string): Promise<readonly LiveState[]> {
    const data = await this.read(tenant);
    this.last.set(tenant, data);
    return [{ event: 'overview', data, mark: markOf(data) }];
  }

  /** That the database is away is news, too. */
  private async read(tenant: string): Promise<OverviewView> {
    try {
      return await this.overview.read(tenant);
    } catch (error) {
      const last = this.last.get(tenant);
      if (last === undefined || !(error instanceof HubError) || error.kind !== 'unavailable-shared') throw error;
      return this.overview.withoutDatabase(last);
    }
  }
}

/** Time that passes, and a file more or less on the disk, are no change. */
function markOf({ asOf: _asOf, health, ...rest }: OverviewView): string {
  const { bytesFree = 0, bytesTotal = 1, state } = health.content;
  return JSON.stringify({
    ...rest,
    health: { ...health, content: { state, share: Math.round((bytesFree / bytesTotal) * 100) } },
  });
}
