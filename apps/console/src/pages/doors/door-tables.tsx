import type { WholeDoor } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import type { Column } from '../../parts/data-table.js';
import { Empty } from '../../parts/empty.js';
import { Moment } from '../../parts/moment.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { EndOf } from './door-parts.js';
import { ErrorWithCode, TableSection } from './table-section.js';
import { doorsTexts } from './texts.js';

type Refusal = WholeDoor['errors'][number];
type Procedure = WholeDoor['procedures'][number];
type Certificate = WholeDoor['certificates'][number];

/** What was refused, the most frequent first. Which procedure it was is in the table of procedures. */
export function ErrorsTable({ errors }: Pick<WholeDoor, 'errors'>) {
  const text = useTexts(doorsTexts);
  const { number } = useFormats();
  const columns: readonly Column<Refusal>[] = [
    {
      id: 'error',
      title: text.error,
      rowHeader: true,
      kind: 'grow',
      cell: (error) => <ErrorWithCode {...error} />,
    },
    { id: 'hour', title: text.lastHour, kind: 'number', cell: ({ lastHour }) => number(lastHour) },
    { id: 'day', title: text.lastDay, kind: 'number', cell: ({ lastDay }) => number(lastDay) },
  ];
  return (
    <TableSection
      id="errors"
      title={text.errors}
      caption={text.errorsCaption}
      columns={columns}
      rows={errors}
      rowKey={({ code }) => code}
      empty={<Empty title={text.noErrors} />}
    />
  );
}

export function ProceduresTable({ procedures }: Pick<WholeDoor, 'procedures'>) {
  const text = useTexts(doorsTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { number } = useFormats();
  const columns: readonly Column<Procedure>[] = [
    {
      id: 'procedure',
      title: word.procedure,
      rowHeader: true,
      cell: ({ name }) => <Link to={`/procedures/${encodeURIComponent(name)}`}>{name}</Link>,
    },
    {
      id: 'contact',
      title: text.contactAt,
      kind: 'tight',
      cell: ({ contactAt }) => (contactAt === undefined ? text.never : <Moment iso={contactAt} />),
    },
    { id: 'accepted', title: text.accepted, kind: 'number', cell: ({ lastDay }) => number(lastDay.accepted) },
    { id: 'answered', title: text.answered, kind: 'number', cell: ({ lastDay }) => number(lastDay.answered) },
    { id: 'refused', title: text.refused, kind: 'number', cell: ({ lastDay }) => number(lastDay.refused) },
    {
      id: 'error',
      title: text.lastError,
      kind: 'grow',
      cell: ({ lastError }) =>
        lastError === undefined ? (
          text.noError
        ) : (
          <>
            {lastError.sentence[language]}
            <span className="cell-second">
              <Moment iso={lastError.at} /> <span className="mono">{lastError.code}</span>
            </span>
          </>
        ),
    },
  ];
  // Those with something to see first.
  const rows = procedures.toSorted(
    (one, other) =>
      other.lastDay.refused - one.lastDay.refused ||
      other.lastDay.accepted - one.lastDay.accepted ||
      one.name.localeCompare(other.name),
  );
  return (
    <TableSection
      id="procedures"
      title={text.procedures}
      caption={text.proceduresCaption}
      columns={columns}
      rows={rows}
      rowKey={({ name }) => name}
      empty={<Empty title={text.noProcedures}>{text.noProceduresHelp}</Empty>}
    />
  );
}

export function CertificatesTable({ certificates }: Pick<WholeDoor, 'certificates'>) {
  const text = useTexts(doorsTexts);
  const columns: readonly Column<readonly [Certificate, number]>[] = [
    {
      id: 'of',
      title: text.certificateOf,
      rowHeader: true,
      cell: ([{ of, gateway = '', procedure = '' }]) => {
        const shown = text.of[of](of === 'gateway' ? gateway : procedure);
        return of === 'gateway' ? shown : <Link to={certificatePath(of, procedure)}>{shown}</Link>;
      },
    },
    {
      id: 'subject',
      title: text.subject,
      kind: 'grow',
      cell: ([{ subject }]) => <span className="break">{subject}</span>,
    },
    { id: 'ends', title: text.endsAt, kind: 'tight', cell: ([{ endsAt }]) => <EndOf iso={endsAt} /> },
  ];
  const rows = certificates.map((certificate, index) => [certificate, index] as const);
  return (
    <TableSection
      id="certificates"
      title={text.certificates}
      caption={text.certificatesCaption}
      columns={columns}
      rows={rows}
      rowKey={([, index]) => String(index)}
      empty={<Empty title={text.noCertificates}>{text.noCertificatesHelp}</Empty>}
    />
  );
}

const TABS = { procedure: '?tab=certificates', source: '', target: '?tab=webhook' } as const;

function certificatePath(of: keyof typeof TABS, procedure: string): string {
  return `/procedures/${encodeURIComponent(procedure)}${TABS[of]}`;
}
