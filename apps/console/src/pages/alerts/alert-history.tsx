import type { AlertKind, AlertWithNotices } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Empty } from '../../parts/empty.js';
import { SelectField } from '../../parts/fields.js';
import { FilterForm } from '../../parts/filter-form.js';
import { Loaded } from '../../parts/loaded.js';
import { Pager } from '../../parts/pager.js';
import { ProcedureField } from '../../parts/procedure-field.js';
import { words } from '../../parts/texts.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { AlertsTable } from './alerts-table.js';
import { alertsTexts } from './texts.js';

const FILTERS = ['kind', 'procedure'];

interface Page {
  readonly alerts: readonly AlertWithNotices[];
  readonly after?: string;
}

/** All alerts there were, with what was told of them. */
export function AlertHistory() {
  const text = useTexts(alertsTexts);
  const word = useTexts(words);
  const query = useQuery();
  const asked = Object.fromEntries([...FILTERS, 'after'].map((name) => [name, query.get(name) ?? undefined]));
  const found = useResource<Page>(withQuery('/v1/alerts', asked));
  const kinds = (Object.keys(text.kinds) as AlertKind[]).map((value) => ({ value, title: text.kinds[value] }));
  const filtered = FILTERS.some((name) => query.has(name));
  return (
    <>
      <FilterForm names={FILTERS}>
        {({ valueOf, change }) => (
          <>
            <SelectField
              label={text.kind}
              value={valueOf('kind')}
              options={[{ value: '', title: word.all }, ...kinds]}
              onChange={change('kind')}
            />
            <ProcedureField value={valueOf('procedure')} onChange={change('procedure')} />
          </>
        )}
      </FilterForm>
      <Loaded resource={found}>
        {({ alerts, after }) =>
          alerts.length === 0 ? (
            <Empty title={filtered ? text.emptyFiltered : text.emptyHistory} />
          ) : (
            <>
              <AlertsTable alerts={alerts} />
              <Pager after={after} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
