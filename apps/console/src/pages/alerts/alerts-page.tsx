import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLive } from '../../api/live.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Page } from '../../parts/page.js';
import { useQuery, useSetQuery } from '../../routing/location.js';
import { Channels } from './channels.js';
import { AlertHistory } from './alert-history.js';
import { OpenAlerts } from './open-alerts.js';
import { Rules } from './rules.js';
import { alertsTexts } from './texts.js';

const TABS = ['open', 'history', 'rules', 'channels'] as const;

/** What the hub noticed by itself, what it looks for, and whom it tells. */
export function AlertsPage() {
  const text = useTexts(alertsTexts);
  const { number } = useFormats();
  const query = useQuery();
  const setQuery = useSetQuery();
  const { alerts, alertCount } = useLive();
  const tab = TABS.find((one) => one === query.get('tab')) ?? 'open';
  const panels = { open: OpenAlerts, history: AlertHistory, rules: Rules, channels: Channels };
  const Panel = panels[tab];
  return (
    <Page title={text.title} lead={text.lead}>
      <Tabs
        className="tabs"
        selectedKey={tab}
        keyboardActivation="manual"
        onSelectionChange={(key) =>
          setQuery({
            tab: key === 'open' ? undefined : String(key),
            after: undefined,
            kind: undefined,
            procedure: undefined,
          })
        }
      >
        <TabList aria-label={text.tabs} className="tab-list">
          {TABS.map((one) => (
            <Tab key={one} id={one} className="tab">
              {one === 'open' && alerts !== undefined ? `${text.open} (${number(alertCount)})` : text[one]}
            </Tab>
          ))}
        </TabList>
        <TabPanel id={tab} className="tab-panel">
          <Panel />
        </TabPanel>
      </Tabs>
    </Page>
  );
}
