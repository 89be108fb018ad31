import { useEffect } from 'react';
import type { ItemState, Job, JobItem } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { SelectField } from '../../parts/fields.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Pager } from '../../parts/pager.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { useQuery, useSetQuery, withQuery } from '../../routing/location.js';
import { jobsTexts } from './texts.js';

const tones: Readonly<Record<ItemState, Tone>> = {
  pending: 'neutral',
  sent: 'info',
  filed: 'good',
  rejected: 'neutral',
  parked: 'bad',
  waiting: 'warning',
  held: 'neutral',
  skipped: 'neutral',
  untouched: 'neutral',
  left: 'neutral',
};

/** What became of each message. */
export function JobItems({ job }: { readonly job: Job }) {
  const text = useTexts(jobsTexts);
  const word = useTexts(words);
  const query = useQuery();
  const setQuery = useSetQuery();
  const state = query.get('state') ?? '';
  const path = `/v1/jobs/${encodeURIComponent(job.id)}/items`;
  const found = useResource<{ items: readonly JobItem[]; after?: string | number }>(withQuery(path, query));
  const { reload } = found;
  const counts = JSON.stringify(job.counts);
  useEffect(() => reload(), [counts, reload]);
  const columns = useItemColumns();
  const states = (Object.keys(text.itemStates) as ItemState[]).map((value) => ({
    value,
    title: text.itemStates[value],
  }));
  return (
    <section aria-labelledby="job-items">
      <h2 id="job-items">{text.items}</h2>
      <div className="filters">
        <SelectField
          label={word.state}
          value={state}
          options={[{ value: '', title: word.all }, ...states]}
          onChange={(value) => setQuery({ state: value, after: undefined })}
        />
      </div>
      <Loaded resource={found}>
        {({ items, after }) =>
          items.length === 0 ? (
            <Empty title={text.noItems} />
          ) : (
            <>
              <DataTable
                caption={text.items}
                columns={columns}
                rows={items}
                rowKey={({ position }) => String(position)}
              />
              <Pager after={after === undefined ? undefined : String(after)} />
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function useItemColumns(): readonly Column<JobItem>[] {
  const text = useTexts(jobsTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { number } = useFormats();
  return [
    { id: 'position', title: text.position, kind: 'number', cell: ({ position }) => number(position) },
    {
      id: 'key',
      title: word.key,
      rowHeader: true,
      cell: ({ messageId, key }) => (
        <Link to={`/messages/${messageId}`} className="mono clip" title={key ?? messageId}>
          {key ?? messageId}
        </Link>
      ),
    },
    {
      id: 'state',
      title: word.state,
      kind: 'tight',
      cell: ({ state }) => <Badge tone={tones[state]}>{text.itemStates[state]}</Badge>,
    },
    { id: 'at', title: text.at, kind: 'tight', cell: ({ at }) => (at === undefined ? '–' : <Moment iso={at} />) },
    { id: 'error', title: text.error, kind: 'grow', cell: ({ error }) => error?.sentence[language] },
  ];
}
