import { useEffect, useRef } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Cause, Causes } from '../../api/contract.js';
import { useLive } from '../../api/live.js';
import { useResource, type Resource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Empty } from '../../parts/empty.js';
import { TextField } from '../../parts/fields.js';
import { FilterForm } from '../../parts/filter-form.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { ProcedureField } from '../../parts/procedure-field.js';
import { useQuery, useSetQuery, withQuery } from '../../routing/location.js';
import { DecideButtons } from '../jobs/decide-buttons.js';
import { CausesTable } from './causes-table.js';
import { parkedTexts } from './texts.js';

type TabName = 'parked' | 'waiting';
const FILTERS = ['procedure', 'code', 'q'];

/** What could not be filed, grouped by cause: first those that need a decision, then those that go on by themselves. */
export function ParkedPage() {
  const text = useTexts(parkedTexts);
  const { number } = useFormats();
  const maySearch = useMay('content.read');
  const query = useQuery();
  const setQuery = useSetQuery();
  const tab: TabName = query.get('tab') === 'waiting' ? 'waiting' : 'parked';
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? undefined]));
  const found = useResource<Causes>(withQuery('/v1/causes', { ...filters, tab }));
  useReloadWhenTold(found);
  const { parked, waiting } = found.data?.counts ?? { parked: undefined, waiting: undefined };
  const title = (name: string, count: number | undefined): string =>
    count === undefined ? name : `${name} (${number(count)})`;
  return (
    <Page title={text.title} lead={text.lead}>
      <FilterForm names={FILTERS}>
        {({ valueOf, change }) => (
          <>
            {maySearch && <TextField label={text.text} value={valueOf('q')} onChange={change('q')} />}
            <ProcedureField value={valueOf('procedure')} onChange={change('procedure')} />
            <TextField label={text.code} value={valueOf('code')} onChange={change('code')} spellCheck={false} />
          </>
        )}
      </FilterForm>
      <Tabs
        className="tabs"
        selectedKey={tab}
        keyboardActivation="manual"
        onSelectionChange={(key) => setQuery({ tab: key === 'waiting' ? 'waiting' : undefined })}
      >
        <TabList aria-label={text.tabs} className="tab-list">
          <Tab id="parked" className="tab">
            {title(text.parked, parked)}
          </Tab>
          <Tab id="waiting" className="tab">
            {title(text.waiting, waiting)}
          </Tab>
        </TabList>
        <TabPanel id={tab} className="tab-panel">
          <p className="faint">{tab === 'parked' ? text.parkedHelp : text.waitingHelp}</p>
          <Loaded resource={found}>{({ causes }) => <Found causes={causes} tab={tab} filters={filters} />}</Loaded>
        </TabPanel>
      </Tabs>
    </Page>
  );
}

interface FoundProps {
  readonly causes: readonly Cause[];
  readonly tab: TabName;
  readonly filters: Readonly<Record<string, string | undefined>>;
}

function Found({ causes, tab, filters }: FoundProps) {
  const text = useTexts(parkedTexts);
  const mayDecide = useMay('message.decide');
  const filtered = Object.values(filters).some((value) => value !== undefined);
  if (causes.length === 0 && filtered) return <Empty title={text.emptyFiltered}>{text.emptyFilteredHelp}</Empty>;
  if (causes.length === 0 && tab === 'parked') return <Empty title={text.emptyParked}>{text.emptyParkedHelp}</Empty>;
  if (causes.length === 0) return <Empty title={text.emptyWaiting} />;
  const { procedure, q, code } = filters;
  // A job takes what a filter of messages finds; the code is one of causes.
  const together = tab === 'parked' && mayDecide && code === undefined;
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  const filter = { state: 'parked' as const, ...(procedure && { procedure }), ...(q && { q }) };
  return (
    <>
      {together && <DecideButtons selection={{ filter }} count={total} what="all" />}
      <CausesTable
        causes={causes}
        caption={`${tab === 'parked' ? text.parked : text.waiting}: ${text.causeCount(causes.length)}`}
      />
    </>
  );
}

/** The numbers of the tenant are others than those shown: so are the groups. */
function useReloadWhenTold({ data, reload }: Resource<Causes>): void {
  const totals = useLive().overview?.totals;
  const told = totals === undefined ? undefined : numbersOf(totals);
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    shown.current = data === undefined ? undefined : numbersOf(data.counts);
  }, [data]);
  useEffect(() => {
    // What is still being asked for will have them: asking again would begin anew.
    if (told !== undefined && shown.current !== undefined && told !== shown.current) reload();
  }, [told, reload]);
}

function numbersOf({ parked, waiting }: Causes['counts']): string {
  return `${parked} ${waiting}`;
}
