import type { Keys, RingKey } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { RotateButton } from './rotate-button.js';
import { keysTexts } from './texts.js';
import { WebhookSecrets } from './webhook-secrets.js';

const LOOK_MS = 5_000;
const tones: Readonly<Record<RingKey['state'], Tone>> = { announced: 'info', 'in-use': 'good', checks: 'neutral' };

/** Which keys there are, since when, and changing them. */
export function KeysPage() {
  const text = useTexts(keysTexts);
  const found = useResource<Keys>('/v1/keys', {
    everyMs: LOOK_MS,
    while: ({ keys }) => keys.some(({ state }) => state === 'announced'),
  });
  const columns: readonly Column<RingKey>[] = [
    { id: 'kid', title: text.kid, rowHeader: true, cell: ({ kid }) => <span className="mono">{kid}</span> },
    { id: 'purpose', title: text.purpose, cell: ({ purpose }) => text.purposes[purpose] },
    {
      id: 'state',
      title: text.state,
      kind: 'tight',
      cell: ({ state }) => <Badge tone={tones[state]}>{text.states[state]}</Badge>,
    },
    { id: 'since', title: text.since, kind: 'tight', cell: ({ usedFrom }) => <Moment iso={usedFrom} whole /> },
    {
      id: 'until',
      title: text.until,
      kind: 'tight',
      cell: ({ usedUntil }) => (usedUntil === undefined ? text.open : <Moment iso={usedUntil} whole />),
    },
  ];
  return (
    <Page title={text.title} lead={text.lead}>
      <Loaded resource={found}>
        {({ keys, webhooks }) => (
          <>
            <section aria-labelledby="keys-ring">
              <h2 id="keys-ring">{text.ring}</h2>
              <DataTable caption={text.ringCaption} columns={columns} rows={keys} rowKey={({ kid }) => kid} />
              <p className="after-table decide">
                <RotateButton purpose="receipt" onRotated={found.reload} />
                <RotateButton purpose="message-id" onRotated={found.reload} />
              </p>
            </section>
            <WebhookSecrets secrets={webhooks} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
