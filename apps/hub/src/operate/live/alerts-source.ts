import type { AccessDirectory } from '../../access/directory.js';
import type { Database } from '../../database/database.js';
import { countOpenAlerts, listAlerts } from '../../ledger/alerts/alerts.js';
import { alertView } from '../alerts/alert-view.js';
import type { LiveSource, LiveState } from './live-source.js';

/** There may be more open ones; a page that shows them all asks for them. */
const SHOWN_MAX = 100;

/** Alerts that are open and how many, whenever there are others. */
export class AlertsSource implements LiveSource {
  constructor(
    private readonly database: Database,
    private readonly directory: AccessDirectory,
  ) {}

  async look(tenant: string): Promise<readonly LiveState[]> {
    const [open, count] = await this.database.inTenant(tenant, (transaction) =>
      Promise.all([
        listAlerts(transaction, tenant, { state: 'open', limit: SHOWN_MAX }),
        countOpenAlerts(transaction, tenant),
      ]),
    );
    const alerts = open.map((alert) => alertView(alert, this.directory));
    // That it was seen again is no news.
    const mark = JSON.stringify([count, ...alerts.map(({ lastSeenAt: _lastSeenAt, ...alert }) => alert)]);
    return [{ event: 'alerts', data: { alerts, count }, mark }];
  }
}
