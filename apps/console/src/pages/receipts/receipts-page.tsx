import { useState } from 'react';
import { post } from '../../api/client.js';
import type { Delivery, DeliveryState } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { SelectField } from '../../parts/fields.js';
import { FilterForm } from '../../parts/filter-form.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { Pager } from '../../parts/pager.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { ProcedureField } from '../../parts/procedure-field.js';
import { say } from '../../parts/say.js';
import { StateBadge } from '../../parts/state-badge.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { receiptsTexts } from './texts.js';

const STATES: readonly DeliveryState[] = ['pending', 'delivered', 'stopped'];
const tones: Readonly<Record<DeliveryState, Tone>> = { pending: 'info', delivered: 'good', stopped: 'bad' };

/** Receipts for webhooks: which are on their way, and why. */
export function ReceiptsPage() {
  const text = useTexts(receiptsTexts);
  const word = useTexts(words);
  const query = useQuery();
  const found = useResource<{ deliveries: readonly Delivery[]; after?: string }>(withQuery('/v1/outbox', query));
  const [problem, setProblem] = useState<Problem>();
  const sendNow = async ({ id, key }: Delivery): Promise<void> => {
    try {
      await post(`/v1/outbox/${id}/release`);
      setProblem(undefined);
      say(text.sent(key));
    } catch (error) {
      setProblem(asProblem(error));
    }
    found.reload();
  };
  const columns = useDeliveryColumns(sendNow);
  const filtered = query.has('state') || query.has('procedure');
  return (
    <Page title={text.title} lead={text.lead} actions={<Button onPress={found.reload}>{word.refresh}</Button>}>
      <FilterForm names={['procedure', 'state']}>
        {({ valueOf, change }) => (
          <>
            <ProcedureField value={valueOf('procedure')} onChange={change('procedure')} />
            <SelectField
              label={word.state}
              value={valueOf('state')}
              options={[
                { value: '', title: word.all },
                ...STATES.map((value) => ({ value, title: text.states[value] })),
              ]}
              onChange={change('state')}
            />
          </>
        )}
      </FilterForm>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Loaded resource={found}>
        {({ deliveries, after }) =>
          deliveries.length === 0 ? (
            <Empty title={filtered ? text.empty : text.emptyAll}>{filtered ? undefined : text.emptyAllHelp}</Empty>
          ) : (
            <>
              <DataTable caption={text.caption} columns={columns} rows={deliveries} rowKey={({ id }) => id} />
              <Pager after={after} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}

function useDeliveryColumns(sendNow: (delivery: Delivery) => Promise<void>): readonly Column<Delivery>[] {
  const text = useTexts(receiptsTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { number } = useFormats();
  const mayDecide = useMay('message.decide');
  const columns: readonly Column<Delivery>[] = [
    {
      id: 'key',
      title: word.key,
      rowHeader: true,
      cell: ({ key, messageId }) => (
        <Link to={`/messages/${messageId}`} className="mono clip" title={key}>
          {key}
        </Link>
      ),
    },
    { id: 'procedure', title: word.procedure, kind: 'tight', cell: ({ procedure }) => procedure },
    { id: 'outcome', title: text.outcome, kind: 'tight', cell: ({ outcome }) => <StateBadge state={outcome} /> },
    {
      id: 'state',
      title: word.state,
      kind: 'tight',
      cell: ({ state }) => <Badge tone={tones[state]}>{text.states[state]}</Badge>,
    },
    { id: 'created', title: text.created, kind: 'tight', cell: ({ createdAt }) => <Moment iso={createdAt} /> },
    { id: 'attempts', title: text.attempts, kind: 'number', cell: ({ attempts }) => number(attempts) },
    { id: 'last', title: text.last, kind: 'grow', cell: ({ lastError }) => lastError?.sentence[language] },
    {
      id: 'next',
      title: text.next,
      kind: 'tight',
      cell: ({ nextAt }) => (nextAt === null ? '–' : <Moment iso={nextAt} />),
    },
  ];
  const action: Column<Delivery> = {
    id: 'action',
    title: text.action,
    kind: 'tight',
    cell: (delivery) =>
      delivery.state !== 'delivered' && (
        <Button small aria-label={text.sendNowOf(delivery.key)} onPress={() => void sendNow(delivery)}>
          {text.sendNow}
        </Button>
      ),
  };
  return mayDecide ? [...columns, action] : columns;
}
