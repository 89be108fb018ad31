import type { ConnectorSummary } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Loaded } from '../../parts/loaded.js';
import { Page } from '../../parts/page.js';
import { Link } from '../../routing/link.js';
import { StabilityBadge } from './stability-badge.js';
import { connectorsTexts } from './texts.js';

/** What this hub can read, and what is missing for it. */
export function ConnectorsPage() {
  const text = useTexts(connectorsTexts);
  const { number } = useFormats();
  const found = useResource<{ connectors: readonly ConnectorSummary[] }>('/v1/connectors');
  const columns: readonly Column<ConnectorSummary>[] = [
    {
      id: 'name',
      title: text.name,
      rowHeader: true,
      kind: 'tight',
      cell: ({ name }) => <Link to={`/connectors/${encodeURIComponent(name)}`}>{name}</Link>,
    },
    { id: 'about', title: text.about, kind: 'grow', cell: ({ title }) => title },
    {
      id: 'version',
      title: text.version,
      kind: 'tight',
      cell: ({ version, installed }) => (
        <>
          {version}
          {installed.length > 1 && <span className="cell-second">{text.versionsCount(number(installed.length))}</span>}
        </>
      ),
    },
    {
      id: 'source',
      title: text.source,
      cell: ({ installed }) => [...new Set(installed.map(({ source }) => text.sources[source]))].join(', '),
    },
    {
      id: 'stability',
      title: text.stability,
      kind: 'tight',
      cell: ({ stability }) => <StabilityBadge stability={stability} />,
    },
    { id: 'types', title: text.types, kind: 'number', cell: ({ types }) => number(types) },
    {
      id: 'schemas',
      title: text.schemas,
      kind: 'tight',
      cell: ({ schemasMissing }) =>
        schemasMissing === 0 ? (
          text.schemasThere
        ) : (
          <Badge tone="warning">{text.schemasMissing(number(schemasMissing))}</Badge>
        ),
    },
    {
      id: 'procedures',
      title: text.procedures,
      cell: ({ procedures }) => (procedures.length === 0 ? text.noProcedure : procedures.join(', ')),
    },
    { id: 'filed', title: text.filed, kind: 'number', cell: ({ filed }) => number(filed) },
  ];
  return (
    <Page title={text.title} lead={text.lead}>
      <Loaded resource={found}>
        {({ connectors }) => (
          <DataTable caption={text.caption} columns={columns} rows={connectors} rowKey={({ name }) => name} />
        )}
      </Loaded>
    </Page>
  );
}
