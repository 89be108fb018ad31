import type { JournalEntry } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { FilterForm } from '../../parts/filter-form.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { wordFor, words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { journalTexts } from './texts.js';

const FILTERS = ['actor', 'action', 'subject'];
/** Where what an entry is about has a page of its own. */
const PAGES: Readonly<Record<string, (id: string) => string>> = {
  message: (id) => `/messages/${id}`,
  job: (id) => `/jobs/${encodeURIComponent(id)}`,
  cause: (id) => `/parked/${encodeURIComponent(id)}`,
  procedure: (id) => `/procedures/${encodeURIComponent(id)}`,
};

/** Who did what. */
export function JournalPage() {
  const text = useTexts(journalTexts);
  const word = useTexts(words);
  const query = useQuery();
  const found = useResource<{ entries: readonly JournalEntry[]; after?: string }>(withQuery('/v1/journal', query));
  const columns = useColumns();
  const actions = Object.entries(text.actions).map(([value, title]) => ({ value, title }));
  const filtered = FILTERS.some((name) => query.has(name));
  return (
    <Page title={text.title} lead={text.lead} actions={<Button onPress={found.reload}>{word.refresh}</Button>}>
      <FilterForm names={FILTERS}>
        {({ valueOf, change }) => (
          <>
            <TextField label={text.actor} value={valueOf('actor')} onChange={change('actor')} />
            <SelectField
              label={text.action}
              value={valueOf('action')}
              options={[{ value: '', title: word.all }, ...actions]}
              onChange={change('action')}
            />
            <TextField
              label={`${text.subject} (${text.subjectHint})`}
              value={valueOf('subject')}
              onChange={change('subject')}
            />
          </>
        )}
      </FilterForm>
      <Loaded resource={found}>
        {({ entries, after }) =>
          entries.length === 0 ? (
            <Empty title={filtered ? text.empty : text.emptyAll} />
          ) : (
            <>
              <DataTable caption={text.caption} columns={columns} rows={entries} rowKey={({ id }) => id} />
              <Pager after={after} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function useColumns(): readonly Column<JournalEntry>[] {
  const text = useTexts(journalTexts);
  return [
    { id: 'at', title: text.at, kind: 'tight', cell: ({ at }) => <Moment iso={at} whole /> },
    { id: 'actor', title: text.actor, kind: 'tight', rowHeader: true, cell: ({ actor }) => actor },
    { id: 'action', title: text.action, cell: ({ action }) => wordFor(text.actions, action) },
    { id: 'subject', title: text.subject, cell: ({ subject }) => subject !== undefined && <Subject {...subject} /> },
    { id: 'details', title: text.details, kind: 'grow', cell: ({ details }) => detailsText(details) },
  ];
}

function Subject({ kind, id, title }: NonNullable<JournalEntry['subject']>) {
  const page = PAGES[kind];
  const shown = title ?? id;
  return page === undefined ? shown : <Link to={page(id)}>{shown}</Link>;
}

function detailsText(details: JournalEntry['details']): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}
