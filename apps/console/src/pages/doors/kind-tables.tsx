/** What only doors of one kind have. */
import type { ReactNode } from 'react';
import type { WholeDoor } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import type { Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Age, Moment } from '../../parts/moment.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { ReceiptsTable } from './receipts-table.js';
import { ErrorWithCode, TableSection } from './table-section.js';
import { doorsTexts } from './texts.js';

type Service = NonNullable<WholeDoor['services']>[number];
type Party = NonNullable<WholeDoor['parties']>[number];
type Source = NonNullable<WholeDoor['sources']>[number];
type Gateway = WholeDoor['gateways'][number];
type Stranger = NonNullable<WholeDoor['strangers']>[number];

export function KindTables({ door }: { readonly door: WholeDoor }) {
  const { services, parties, sources, receipts, gateways, strangers = [] } = door;
  return (
    <>
      {services !== undefined && <ServicesTable rows={services} />}
      {parties !== undefined && <PartiesTable rows={parties} />}
      {sources !== undefined && <SourcesTable rows={sources} />}
      {receipts !== undefined && door.door !== 'xta' && <ReceiptsTable rows={receipts} door={door.door} />}
      <GatewaysTable rows={gateways} />
      {strangers.length > 0 && <StrangersTable rows={strangers} />}
    </>
  );
}

function procedureLink(name: string): ReactNode {
  return <Link to={`/procedures/${encodeURIComponent(name)}`}>{name}</Link>;
}

function ServicesTable({ rows }: { readonly rows: readonly Service[] }) {
  const text = useTexts(doorsTexts);
  const columns: readonly Column<Service>[] = [
    {
      id: 'service',
      title: text.service,
      rowHeader: true,
      cell: ({ title, name, version }) => (
        <>
          {title}
          <span className="cell-second">
            {name}, {version}
          </span>
        </>
      ),
    },
    {
      id: 'connector',
      title: text.connector,
      kind: 'tight',
      cell: ({ connector }) => <Link to={`/connectors/${encodeURIComponent(connector)}`}>{connector}</Link>,
    },
    {
      id: 'wsdl',
      title: text.wsdl,
      cell: ({ installed, wsdl }) => (
        <>
          <Badge tone={installed ? 'good' : 'warning'}>{installed ? text.installed : text.missing}</Badge>
          <span className="cell-second mono break">{wsdl}</span>
        </>
      ),
    },
    {
      id: 'address',
      title: text.address,
      kind: 'grow',
      cell: ({ addresses }) => <span className="mono break">{addresses.join(' ')}</span>,
    },
  ];
  return (
    <TableSection
      id="services"
      title={text.services}
      caption={text.servicesCaption}
      columns={columns}
      rows={rows}
      rowKey={({ connector, version, name }) => `${connector}/${version}/${name}`}
      empty={<Empty title={text.noServices}>{text.noServicesHelp}</Empty>}
    />
  );
}

function PartiesTable({ rows }: { readonly rows: readonly Party[] }) {
  const text = useTexts(doorsTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const columns: readonly Column<Party>[] = [
    {
      id: 'party',
      title: text.party,
      rowHeader: true,
      cell: ({ identifier, type }) => (
        <>
          <span className="break">{identifier}</span>
          <span className="cell-second">{type}</span>
        </>
      ),
    },
    {
      id: 'procedure',
      title: word.procedure,
      cell: ({ procedure }) => (procedure === undefined ? text.tenant : procedureLink(procedure)),
    },
    {
      id: 'waiting',
      title: text.waiting,
      kind: 'number',
      cell: ({ procedure, waiting }) => (procedure === undefined ? text.tenantHelp : number(waiting)),
    },
    {
      id: 'oldest',
      title: text.oldest,
      kind: 'tight',
      cell: ({ oldestAt }) => (oldestAt === undefined ? text.noError : <Age since={oldestAt} />),
    },
  ];
  return (
    <TableSection
      id="parties"
      title={text.parties}
      caption={text.partiesCaption}
      columns={columns}
      rows={rows}
      rowKey={({ type, identifier }) => `${type}/${identifier}`}
      empty={
        <Empty title={text.noParties}>
          {text.noPartiesHelp} <code className="break">{text.partyCommand}</code>
        </Empty>
      }
    />
  );
}

function SourcesTable({ rows }: { readonly rows: readonly Source[] }) {
  const text = useTexts(doorsTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { number } = useFormats();
  const columns: readonly Column<Source>[] = [
    {
      id: 'procedure',
      title: word.procedure,
      rowHeader: true,
      cell: ({ procedure, address }) => (
        <>
          {procedureLink(procedure)}
          <span className="cell-second break">{address}</span>
        </>
      ),
    },
    {
      id: 'contact',
      title: text.contactAt,
      kind: 'tight',
      cell: ({ contactAt }) => (contactAt === undefined ? text.never : <Moment iso={contactAt} />),
    },
    { id: 'fetched', title: text.fetched, kind: 'number', cell: ({ fetched }) => number(fetched) },
    { id: 'left', title: text.left, kind: 'number', cell: ({ left }) => number(left) },
    { id: 'failures', title: text.failures, kind: 'number', cell: ({ failures }) => number(failures) },
    {
      id: 'error',
      title: text.lastError,
      kind: 'grow',
      cell: ({ lastError }) =>
        lastError === undefined ? (
          text.noError
        ) : (
          <>
            <span className="break">{lastError.sentence[language]}</span>
            <span className="cell-second">
              <Moment iso={lastError.at} />
            </span>
          </>
        ),
    },
  ];
  return (
    <TableSection
      id="sources"
      title={text.sources}
      caption={text.sourcesCaption}
      columns={columns}
      rows={rows}
      rowKey={({ procedure }) => procedure}
      empty={
        <Empty title={text.noSources}>
          {text.noSourcesHelp} <code className="break">{text.sourceCommand}</code>
        </Empty>
      }
    />
  );
}

function GatewaysTable({ rows }: { readonly rows: readonly Gateway[] }) {
  const text = useTexts(doorsTexts);
  const columns: readonly Column<Gateway>[] = [
    { id: 'name', title: text.gateway, rowHeader: true, cell: ({ name }) => name },
    {
      id: 'address',
      title: text.address,
      kind: 'grow',
      cell: ({ address }) => <span className="mono break">{address}</span>,
    },
    { id: 'tls', title: text.tls, cell: ({ tls }) => (tls === undefined ? text.noTls : text.tlsAt(String(tls.port))) },
    { id: 'told', title: text.toldAt, kind: 'tight', cell: ({ toldAt }) => <Moment iso={toldAt} /> },
  ];
  return (
    <TableSection
      id="gateways"
      title={text.gateways}
      caption={text.gatewaysCaption}
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name}
      empty={<Empty title={text.noGateways} />}
    />
  );
}

function StrangersTable({ rows }: { readonly rows: readonly Stranger[] }) {
  const text = useTexts(doorsTexts);
  const { number } = useFormats();
  const columns: readonly Column<Stranger>[] = [
    {
      id: 'error',
      title: text.error,
      rowHeader: true,
      kind: 'grow',
      cell: (error) => <ErrorWithCode {...error} />,
    },
    { id: 'count', title: text.count, kind: 'number', cell: ({ count }) => number(count) },
  ];
  return (
    <TableSection
      id="strangers"
      title={text.strangers}
      caption={text.strangersCaption}
      columns={columns}
      rows={rows}
      rowKey={({ code }) => code}
      empty={null}
    />
  );
}
