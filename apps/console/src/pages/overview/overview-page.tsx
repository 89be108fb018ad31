import type { Overview } from '../../api/contract.js';
import { useLive } from '../../api/live.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { newer } from './newer.js';
import { OpenAlerts } from './open-alerts.js';
import { HealthList } from './health-list.js';
import { ProceduresTable } from './procedures-table.js';
import { overviewTexts } from './texts.js';
import { Throughput } from './throughput.js';
import { Totals } from './totals.js';

/** Where nothing is told: a proxy may not let events through, or too many tabs listen. */
const LOOK_MS = 15_000;

/** How the hub is doing: told by the hub whenever something changes. */
export function OverviewPage() {
  const text = useTexts(overviewTexts);
  const { time } = useFormats();
  const { overview, connected } = useLive();
  const asked = useResource<Overview>('/v1/overview', connected ? {} : { everyMs: LOOK_MS });
  const shown = { ...asked, data: newer(overview, asked.data) };
  return (
    <Page title={text.title}>
      <Loaded resource={shown}>
        {({ totals, health, procedures, asOf }) => (
          <>
            <OpenAlerts />
            <Totals totals={totals} />
            <section aria-labelledby="procedures">
              <div className="section-head">
                <h2 id="procedures">{text.procedures}</h2>
                <span className="faint">{text.asOf(time(asOf))}</span>
              </div>
              {procedures.length === 0 ? (
                <Empty title={text.empty}>{text.emptyHelp}</Empty>
              ) : (
                <ProceduresTable procedures={procedures} />
              )}
            </section>
            <Throughput />
            <HealthList health={health} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
