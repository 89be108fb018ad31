import type { Message } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { FilterForm, type FilterDraft } from '../../parts/filter-form.js';
import { InstantField } from '../../parts/instant-field.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { ProcedureField } from '../../parts/procedure-field.js';
import { words } from '../../parts/texts.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { useMessageColumns } from './message-columns.js';
import { messagesTexts } from './texts.js';

const FILTERS = ['q', 'procedure', 'state', 'from', 'to', 'cause'];
const STATES = ['accepted', 'held', 'filed', 'rejected', 'parked'] as const;

/** Searching among all messages. */
export function MessagesPage() {
  const text = useTexts(messagesTexts);
  const word = useTexts(words);
  const query = useQuery();
  const found = useResource<{ messages: readonly Message[]; after?: string }>(withQuery('/v1/messages', query));
  const columns = useMessageColumns();
  const filtered = FILTERS.some((name) => query.has(name));
  return (
    <Page title={text.title} lead={text.lead} actions={<Button onPress={found.reload}>{word.refresh}</Button>}>
      <FilterForm names={FILTERS}>{(draft) => <MessageFilters draft={draft} />}</FilterForm>
      {query.has('cause') && <p className="faint">{text.cause}</p>}
      <Loaded resource={found}>
        {({ messages, after }) =>
          messages.length === 0 ? (
            <Empty title={filtered ? text.empty : text.emptyAll}>{filtered ? text.emptyHelp : text.emptyAllHelp}</Empty>
          ) : (
            <>
              <DataTable caption={text.caption} columns={columns} rows={messages} rowKey={({ id }) => id} />
              <Pager after={after} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function MessageFilters({ draft: { valueOf, change } }: { readonly draft: FilterDraft }) {
  const text = useTexts(messagesTexts);
  const word = useTexts(words);
  const states = STATES.map((state) => ({ value: state, title: word.states[state] }));
  return (
    <>
      <TextField label={text.sought} value={valueOf('q')} onChange={change('q')} spellCheck={false} />
      <ProcedureField value={valueOf('procedure')} onChange={change('procedure')} />
      <SelectField
        label={word.state}
        value={valueOf('state')}
        options={[{ value: '', title: word.all }, ...states]}
        onChange={change('state')}
      />
      <InstantField label={word.from} value={valueOf('from')} onChange={change('from')} />
      <InstantField label={word.to} value={valueOf('to')} onChange={change('to')} />
    </>
  );
}
