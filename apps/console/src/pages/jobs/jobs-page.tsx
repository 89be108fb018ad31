import { useCallback } from 'react';
import type { Job, JobState } from '../../api/contract.js';
import { useJobChanges } from '../../api/live.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Empty } from '../../parts/empty.js';
import { SelectField } from '../../parts/fields.js';
import { FilterForm } from '../../parts/filter-form.js';
import { LinkButton } from '../../parts/link-button.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { words } from '../../parts/texts.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { JobsTable } from './jobs-table.js';
import { jobsTexts } from './texts.js';

/** Everything that was decided about many messages at once. */
export function JobsPage() {
  const text = useTexts(jobsTexts);
  const word = useTexts(words);
  const query = useQuery();
  const found = useResource<{ jobs: readonly Job[]; after?: string }>(withQuery('/v1/jobs', query));
  const { reload } = found;
  useJobChanges(useCallback(() => reload(), [reload]));
  const states = (Object.keys(text.states) as JobState[]).map((value) => ({ value, title: text.states[value] }));
  return (
    <Page title={text.title} lead={text.lead}>
      <FilterForm names={['state']}>
        {({ valueOf, change }) => (
          <SelectField
            label={word.state}
            value={valueOf('state')}
            options={[{ value: '', title: word.all }, ...states]}
            onChange={change('state')}
          />
        )}
      </FilterForm>
      <Loaded resource={found}>
        {({ jobs, after }) => {
          if (jobs.length > 0) {
            return (
              <>
                <JobsTable jobs={jobs} />
                <Pager after={after} />
              </>
            );
          }
          if (query.has('state')) return <Empty title={text.emptyFiltered} />;
          return (
            <Empty title={text.empty}>
              <p>{text.emptyHelp}</p>
              <LinkButton to="/parked">{text.toParked}</LinkButton>
            </Empty>
          );
        }}
      </Loaded>
    </Page>
  );
}
