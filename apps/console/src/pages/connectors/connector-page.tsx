import type { Connector, ConnectorVersion, InstalledVersion } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Facts } from '../../parts/facts.js';
import { Loaded } from '../../parts/loaded.js';
import { Moment } from '../../parts/moment.js';
import { Page } from '../../parts/page.js';
import { Link } from '../../routing/link.js';
import { useQuery, withQuery } from '../../routing/location.js';
import type { PageProps } from '../../shell/pages.js';
import { Examples } from './examples.js';
import { SettingsTable } from './settings-table.js';
import { StabilityBadge } from './stability-badge.js';
import { connectorsTexts } from './texts.js';
import { TypesTable } from './types-table.js';

/** One connector: what it accepts and needs, what was filed with it, and examples. */
export function ConnectorPage({ values }: PageProps) {
  const name = values['name']!;
  const text = useTexts(connectorsTexts);
  const mayDecide = useMay('message.decide');
  const mayReplay = useMay('content.read') && mayDecide;
  const version = useQuery().get('version');
  const path = `/v1/connectors/${encodeURIComponent(name)}`;
  const found = useResource<Connector>(version === null ? path : withQuery(path, { version }));
  return (
    <Page title={name} lead={found.data?.title}>
      <Loaded resource={found}>
        {(connector) => (
          <>
            <section aria-label={text.facts}>
              <Facts
                facts={[
                  { name: text.version, value: connector.version },
                  { name: text.stability, value: <StabilityBadge stability={connector.stability} /> },
                  {
                    name: text.procedures,
                    value: connector.procedures.length === 0 ? text.noProcedure : connector.procedures.join(', '),
                  },
                ]}
              />
            </section>
            <Installed {...connector} />
            <TypesTable types={connector.types} />
            <Versions versions={connector.versions} />
            {mayReplay && connector.procedures.length > 0 && (
              <p>
                <Link to={`/connectors/${encodeURIComponent(name)}/replay`}>{text.replay}</Link>
              </p>
            )}
            <SettingsTable schema={connector.settings} />
            <Examples connector={name} version={version ?? undefined} examples={connector.examples} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Side by side; another one is shown by its link. */
function Installed({ name, version: shown, installed }: Connector) {
  const text = useTexts(connectorsTexts);
  const path = `/connectors/${encodeURIComponent(name)}`;
  const columns: readonly Column<InstalledVersion>[] = [
    {
      id: 'version',
      title: text.version,
      rowHeader: true,
      kind: 'tight',
      cell: ({ version }) => (
        <Link to={withQuery(path, { version })} aria-current={version === shown ? 'true' : undefined}>
          {version}
        </Link>
      ),
    },
    {
      id: 'stability',
      title: text.stability,
      kind: 'tight',
      cell: ({ stability }) => <StabilityBadge stability={stability} />,
    },
    { id: 'source', title: text.source, cell: ({ source }) => text.sources[source] },
    {
      id: 'procedures',
      title: text.procedures,
      kind: 'grow',
      cell: ({ procedures }) => (procedures.length === 0 ? text.noProcedure : procedures.join(', ')),
    },
  ];
  return (
    <section aria-labelledby="connector-installed">
      <h2 id="connector-installed">{text.installedVersions}</h2>
      <DataTable caption={text.installedCaption} columns={columns} rows={installed} rowKey={({ version }) => version} />
    </section>
  );
}

function Versions({ versions }: { readonly versions: readonly ConnectorVersion[] }) {
  const text = useTexts(connectorsTexts);
  const { number } = useFormats();
  const columns: readonly Column<ConnectorVersion>[] = [
    { id: 'version', title: text.version, rowHeader: true, cell: ({ version }) => version ?? text.unknownVersion },
    { id: 'count', title: text.count, kind: 'number', cell: ({ filed }) => number(filed) },
    { id: 'last', title: text.last, kind: 'tight', cell: ({ lastAt }) => <Moment iso={lastAt} /> },
  ];
  return (
    <section aria-labelledby="connector-versions">
      <h2 id="connector-versions">{text.versions}</h2>
      {versions.length === 0 ? (
        <p className="faint">{text.noVersions}</p>
      ) : (
        <DataTable
          caption={text.versionsCaption}
          columns={columns}
          rows={versions}
          rowKey={({ version }) => version ?? ''}
        />
      )}
    </section>
  );
}
