import { useState } from 'react';
import type { AlertChannel, AlertChannels } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { CopyButton } from '../../parts/copy-button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Notice } from '../../parts/notice.js';
import { say } from '../../parts/say.js';
import { ChannelActions } from './channel-actions.js';
import { CreateChannel, type MadeChannel } from './create-channel.js';
import { alertsTexts } from './texts.js';

/** Whom the hub tells, and how. */
export function Channels() {
  const text = useTexts(alertsTexts);
  const mayChange = useMay('alert.administer');
  const found = useResource<AlertChannels>('/v1/alert-channels');
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<MadeChannel>();
  const columns = useColumns(found.reload);
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
      {made?.secret !== undefined && <Secret title={made.title} secret={made.secret} />}
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
                  setMade(channel);
                  say(text.created(channel.title));
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

function Secret({ title, secret }: { readonly title: string; readonly secret: string }) {
  const text = useTexts(alertsTexts);
  return (
    <Notice tone="good" title={text.secretOf(title)} assertive>
      <p>
        <span className="mono secret">{secret}</span> <CopyButton text={secret} what={text.secretOf(title)} />
      </p>
      <p>{text.shownOnce}</p>
    </Notice>
  );
}

function useColumns(onChanged: () => void): readonly Column<AlertChannel>[] {
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
    cell: (channel) => <ChannelActions channel={channel} onChanged={onChanged} />,
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
