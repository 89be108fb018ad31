import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { WholeProcedure } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Loaded } from '../../parts/loaded.js';
import { LinkButton } from '../../parts/link-button.js';
import { Page } from '../../parts/page.js';
import { useQuery, useSetQuery, withQuery } from '../../routing/location.js';
import type { PageProps } from '../../shell/pages.js';
import { CertificatesTab } from './certificates-tab.js';
import { KeysTab } from './keys-tab.js';
import { LimitsTab } from './limits-tab.js';
import { OverviewTab } from './overview-tab.js';
import { SettingsTab } from './settings-tab.js';
import { proceduresTexts } from './texts.js';
import { WebhookTab } from './webhook-tab.js';

const TABS = ['overview', 'settings', 'keys', 'certificates', 'limits', 'webhook'] as const;
type TabName = (typeof TABS)[number];

export interface TabProps {
  readonly procedure: WholeProcedure;
  /** Asks for the procedure again. */
  readonly onChanged: () => void;
}

const shown: Readonly<Record<TabName, (props: TabProps) => React.ReactNode>> = {
  overview: (props) => <OverviewTab {...props} />,
  settings: (props) => <SettingsTab {...props} />,
  keys: (props) => <KeysTab {...props} />,
  certificates: (props) => <CertificatesTab {...props} />,
  limits: (props) => <LimitsTab {...props} />,
  webhook: (props) => <WebhookTab {...props} />,
};

/** One procedure: what is set up about it, each part in a tab of its own. */
export function ProcedurePage({ values }: PageProps) {
  const name = values['name']!;
  const text = useTexts(proceduresTexts);
  const query = useQuery();
  const setQuery = useSetQuery();
  const asked = query.get('tab');
  const tab = TABS.find((known) => known === asked) ?? 'overview';
  const found = useResource<WholeProcedure>(`/v1/procedures/${encodeURIComponent(name)}`);
  return (
    <Page
      title={name}
      lead={found.data?.title}
      actions={
        <>
          <LinkButton to={withQuery('/messages', { procedure: name })}>{text.messages}</LinkButton>
          <LinkButton to={withQuery('/parked', { procedure: name })}>{text.parked}</LinkButton>
        </>
      }
    >
      <Loaded resource={found}>
        {(procedure) => (
          <Tabs
            className="tabs"
            selectedKey={tab}
            keyboardActivation="manual"
            onSelectionChange={(key) =>
              setQuery({ tab: key === 'overview' ? undefined : String(key), after: undefined })
            }
          >
            <TabList aria-label={text.tabs} className="tab-list">
              {TABS.map((each) => (
                <Tab key={each} id={each} className="tab">
                  {text.tab[each]}
                </Tab>
              ))}
            </TabList>
            <TabPanel id={tab} className="tab-panel">
              {shown[tab]({ procedure, onChanged: found.reload })}
            </TabPanel>
          </Tabs>
        )}
      </Loaded>
    </Page>
  );
}
