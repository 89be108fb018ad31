import { useState } from 'react';
import type { AlertChannel, AlertChannels } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { ChannelActions } from './channel-actions.js';
import { CreateChannel, type MadeChannel } from './create-channel.js';
import { alertsTexts } from './texts.js';

/** Whom the hub tells, and how. */
export function Channels() {
  const text = useTexts(alertsTexts);
  const mayChange = useMay('alert.administer');
  const found = useResource<AlertChannels>('/v1/alert-channels');
  const [creating, setCreating] = useState(false);
  /** The last one with a secret. */
  const [made, setMade] = useState<MadeChannel>();
  const columns = useColumns((id) => {
    if (made?.id === id) setMade(undefined);
    found.reload();
  });
  return (
    <>
      <p className="faint">{text.channelsHelp}</p>
      {mayChange && (
        <p>
          <Button look="primary" isDisabled={found.data === undefined} onPress={() => setCreating(true)}>
            {text.create}
          </Button>
        </p>
      )}
      {made?.secret !== undefined && <ShownOnce title={text.secretOf(made.title)} secret={made.secret} />}
      <Loaded resource={found}>
        {({ mail, channels }) => (
          <>
            {!mail && <p className="faint">{text.noMail}</p>}
            {channels.length === 0 ? (
              <Empty title={text.emptyChannels}>
                {mayChange ? text.emptyChannelsHelp : text.emptyChannelsNotAllowed}
              </Empty>
            ) : (
              <DataTable caption={text.channelsCaption} columns={columns} rows={channels} rowKey={({ id }) => id} />
            )}
            {creating && (
              <CreateChannel
                mail={mail}
                onClose={() => setCreating(false)}
                onCreated={(channel) => {
                  setCreating(false);
                  if (channel.secret !== undefined) setMade(channel);
                  found.reload();
                }}
              />
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function useColumns(onRemoved: (id: string) => void): readonly Column<AlertChannel>[] {
  const text = useTexts(alertsTexts);
  const mayChange = useMay('alert.administer');
  const columns: readonly Column<AlertChannel>[] = [
    { id: 'name', title: text.name, rowHeader: true, cell: ({ title }) => title },
    { id: 'way', title: text.way, kind: 'tight', cell: ({ kind }) => text.ways[kind] },
    {
      id: 'address',
      title: text.address,
      kind: 'grow',
      cell: ({ address }) => (
        <span className="mono clip" title={address}>
          {address}
        </span>
      ),
    },
    { id: 'last', title: text.last, cell: ({ last }) => <Last last={last} /> },
  ];
  if (!mayChange) return columns;
  const action: Column<AlertChannel> = {
    id: 'action',
    title: text.action,
    kind: 'tight',
    cell: (channel) => <ChannelActions channel={channel} onRemoved={() => onRemoved(channel.id)} />,
  };
  return [...columns, action];
}

function Last({ last }: { readonly last: AlertChannel['last'] | undefined }) {
  const text = useTexts(alertsTexts);
  const language = useLanguage();
  if (last === undefined) return <span className="faint">{text.never}</span>;
  return (
    <>
      {text.states[last.state]} <Moment iso={last.at} />
      {last.error !== undefined && <span className="cell-second">{last.error.sentence[language]}</span>}
    </>
  );
}
