import { useEffect } from 'react';
import { post } from '../../api/client.js';
import type { AlertWithNotices } from '../../api/contract.js';
import { useLive } from '../../api/live.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useSaving } from '../../parts/use-saving.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { AlertsTable } from './alerts-table.js';
import { alertsTexts } from './texts.js';

interface Page {
  readonly alerts: readonly AlertWithNotices[];
  readonly after?: string;
}

/** Alerts that are open, as they come and go. */
export function OpenAlerts() {
  const text = useTexts(alertsTexts);
  const after = useQuery().get('after') ?? undefined;
  const found = useResource<Page>(withQuery('/v1/alerts', { state: 'open', after }));
  const { problem, run } = useSaving();
  const { reload } = found;
  const told = useLive().alerts;
  useEffect(() => {
    if (told !== undefined) reload();
  }, [told, reload]);
  const acknowledge = async ({ id }: AlertWithNotices): Promise<void> => {
    await run(async () => {
      await post(`/v1/alerts/${id}/acknowledge`);
    }, text.acknowledged);
    reload();
  };
  return (
    <>
      <p className="faint">{text.openHelp}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Loaded resource={found}>
        {(page) =>
          page.alerts.length === 0 ? (
            <Empty title={text.emptyOpen}>{text.emptyOpenHelp}</Empty>
          ) : (
            <>
              <AlertsTable alerts={page.alerts} onAcknowledge={(alert) => void acknowledge(alert)} />
              <Pager after={page.after} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
