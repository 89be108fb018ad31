import { useState } from 'react';
import type { ProcedureKey } from '../../api/contract.js';
import { useResource, type Resource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Pager } from '../../parts/pager.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { useQuery, withQuery } from '../../routing/location.js';
import { CreateKey, RevokeKey, RotateKey } from './key-dialogs.js';
import { keyTexts } from './key-texts.js';
import type { TabProps } from './procedure-page.js';

const tones: Readonly<Record<ProcedureKey['state'], Tone>> = { valid: 'good', expired: 'neutral', revoked: 'neutral' };

interface Asked {
  readonly what: 'create' | 'rotate' | 'revoke';
  readonly key?: ProcedureKey;
}

export interface MadeKey {
  readonly id: string;
  readonly label: string;
  readonly secret: string;
}

/** What the procedure sends with. A new key is shown once, above the table. */
export function KeysTab({ procedure: { name, keys }, onChanged }: TabProps) {
  const text = useTexts(keyTexts);
  const mayAdminister = useMay('procedure.administer');
  const after = useQuery().get('after') ?? undefined;
  const path = `/v1/procedures/${encodeURIComponent(name)}/keys`;
  const found = useResource<{ keys: readonly ProcedureKey[]; after?: string }>(withQuery(path, { after }));
  const [asked, setAsked] = useState<Asked>();
  const [made, setMade] = useState<MadeKey>();
  const done = (key?: MadeKey): void => {
    setAsked(undefined);
    if (key !== undefined) setMade(key);
    else if (asked?.key?.id === made?.id) setMade(undefined);
    found.reload();
    onChanged();
  };
  const dialog = { path, onClose: () => setAsked(undefined), onDone: done };
  return (
    <>
      <p className="faint">{text.lead}</p>
      {mayAdminister && (
        <p className="tab-actions">
          <Button look="primary" onPress={() => setAsked({ what: 'create' })}>
            {text.create}
          </Button>
        </p>
      )}
      {made !== undefined && <ShownOnce title={text.made(made.label)} secret={made.secret} />}
      <Listed found={found} mayAdminister={mayAdminister} onAsk={setAsked} />
      {asked?.what === 'create' && <CreateKey {...dialog} />}
      {asked?.what === 'rotate' && <RotateKey {...dialog} old={asked.key!} />}
      {asked?.what === 'revoke' && <RevokeKey {...dialog} old={asked.key!} validKeys={keys.valid} />}
    </>
  );
}

interface ListedProps {
  readonly found: Resource<{ keys: readonly ProcedureKey[]; after?: string }>;
  readonly mayAdminister: boolean;
  readonly onAsk: (asked: Asked) => void;
}

function Listed({ found, mayAdminister, onAsk }: ListedProps) {
  const text = useTexts(keyTexts);
  const columns = useColumns(mayAdminister ? onAsk : undefined);
  return (
    <Loaded resource={found}>
      {(page) =>
        page.keys.length === 0 ? (
          <Empty title={text.empty}>{mayAdminister ? text.emptyHelp : text.emptyReader}</Empty>
        ) : (
          <>
            <DataTable caption={text.caption} columns={columns} rows={page.keys} rowKey={({ id }) => id} />
            <Pager after={page.after} />
          </>
        )
      }
    </Loaded>
  );
}

function useColumns(onAsk: ((asked: Asked) => void) | undefined): readonly Column<ProcedureKey>[] {
  const text = useTexts(keyTexts);
  const columns: readonly Column<ProcedureKey>[] = [
    { id: 'label', title: text.label, rowHeader: true, kind: 'grow', cell: ({ label }) => label },
    {
      id: 'state',
      title: text.state,
      kind: 'tight',
      cell: ({ state }) => <Badge tone={tones[state]}>{text.states[state]}</Badge>,
    },
    {
      id: 'used',
      title: text.lastUsed,
      kind: 'tight',
      cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? text.never : <Moment iso={lastUsedAt} />),
    },
    { id: 'ends', title: text.ends, kind: 'tight', cell: (key) => <End of={key} /> },
    {
      id: 'created',
      title: text.created,
      kind: 'tight',
      wideOnly: true,
      cell: ({ createdAt }) => <Moment iso={createdAt} />,
    },
  ];
  if (onAsk === undefined) return columns;
  const action: Column<ProcedureKey> = {
    id: 'action',
    title: text.action,
    kind: 'tight',
    cell: (key) =>
      key.state === 'valid' && (
        <span className="row-actions">
          <Button small aria-label={text.rotateOf(key.label)} onPress={() => onAsk({ what: 'rotate', key })}>
            {text.rotate}
          </Button>
          <Button small aria-label={text.revokeOf(key.label)} onPress={() => onAsk({ what: 'revoke', key })}>
            {text.revoke}
          </Button>
        </span>
      ),
  };
  return [...columns, action];
}

/** When it ended, or will. */
function End({ of: { revokedAt, expiresAt } }: { readonly of: ProcedureKey }) {
  const text = useTexts(keyTexts);
  const at = revokedAt ?? expiresAt;
  return at === undefined ? text.untilRevoked : <Moment iso={at} />;
}
