import type { Keys } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Moment } from '../../parts/moment.js';
import { Link } from '../../routing/link.js';
import { withQuery } from '../../routing/location.js';
import { procedurePath } from '../procedures/procedure-parts.js';
import { keysTexts } from './texts.js';

type Secret = Keys['webhooks'][number];

/** Secrets of the tenant's webhooks. Each is renewed and ended on the page of its procedure. */
export function WebhookSecrets({ secrets }: { readonly secrets: readonly Secret[] }) {
  const text = useTexts(keysTexts);
  const { number } = useFormats();
  const columns: readonly Column<Secret>[] = [
    {
      id: 'procedure',
      title: text.procedure,
      rowHeader: true,
      kind: 'grow',
      cell: ({ procedure }) => <Link to={withQuery(procedurePath(procedure), { tab: 'webhook' })}>{procedure}</Link>,
    },
    { id: 'generation', title: text.generation, kind: 'number', cell: ({ generation }) => number(generation) },
    { id: 'created', title: text.created, kind: 'tight', cell: ({ createdAt }) => <Moment iso={createdAt} whole /> },
  ];
  return (
    <section aria-labelledby="keys-webhooks">
      <h2 id="keys-webhooks">{text.webhooks}</h2>
      {secrets.length === 0 ? (
        <Empty title={text.noWebhooks}>{text.noWebhooksHelp}</Empty>
      ) : (
        <>
          <p className="faint">{text.webhooksHelp}</p>
          <DataTable
            caption={text.webhooksCaption}
            columns={columns}
            rows={secrets}
            rowKey={({ procedure, generation }) => `${procedure} ${generation}`}
          />
        </>
      )}
    </section>
  );
}
