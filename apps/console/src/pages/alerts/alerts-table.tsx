import type { AlertWithNotices } from '../../api/contract.js';
import { useMay } from '../../api/session.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Badge, type Tone } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Moment } from '../../parts/moment.js';
import { Link } from '../../routing/link.js';
import { alertsTexts } from './texts.js';

const tones: Readonly<Record<AlertWithNotices['severity'], Tone>> = { warning: 'warning', critical: 'bad' };

interface AlertsTableProps {
  readonly alerts: readonly AlertWithNotices[];
  /** Without it nothing can be done here. */
  readonly onAcknowledge?: (alert: AlertWithNotices) => void;
}

/** Alerts with what was told of them. Each leads to the page that explains it. */
export function AlertsTable({ alerts, onAcknowledge }: AlertsTableProps) {
  const text = useTexts(alertsTexts);
  const columns = useColumns(onAcknowledge);
  return <DataTable caption={text.caption} columns={columns} rows={alerts} rowKey={({ id }) => id} />;
}

function useColumns(onAcknowledge: AlertsTableProps['onAcknowledge']): readonly Column<AlertWithNotices>[] {
  const text = useTexts(alertsTexts);
  const language = useLanguage();
  const decides = useMay('message.decide');
  const administers = useMay('alert.administer');
  const columns: readonly Column<AlertWithNotices>[] = [
    {
      id: 'alert',
      title: text.alert,
      rowHeader: true,
      kind: 'grow',
      cell: ({ page, sentence, kind }) => (
        <>
          <Link to={page}>{sentence[language]}</Link>
          <span className="cell-second">{text.kinds[kind]}</span>
        </>
      ),
    },
    {
      id: 'severity',
      title: text.severity,
      kind: 'tight',
      cell: ({ severity }) => <Badge tone={tones[severity]}>{text.severities[severity]}</Badge>,
    },
    { id: 'since', title: text.since, kind: 'tight', cell: ({ openedAt }) => <Moment iso={openedAt} /> },
    { id: 'told', title: text.told, cell: ({ notices }) => <Told notices={notices} /> },
  ];
  if (onAcknowledge === undefined) {
    const until: Column<AlertWithNotices> = {
      id: 'until',
      title: text.until,
      kind: 'tight',
      cell: ({ resolvedAt }) => (resolvedAt === undefined ? text.stillOpen : <Moment iso={resolvedAt} />),
    };
    return columns.toSpliced(3, 0, until);
  }
  const action: Column<AlertWithNotices> = {
    id: 'action',
    title: text.action,
    kind: 'tight',
    cell: (alert) => {
      if (alert.acknowledgedBy !== undefined) return text.takenBy(alert.acknowledgedBy);
      if (!decides && !administers) return null;
      return (
        <Button small aria-label={text.acknowledgeOf(alert.sentence[language])} onPress={() => onAcknowledge(alert)}>
          {text.acknowledge}
        </Button>
      );
    },
  };
  return [...columns, action];
}

function Told({ notices }: Pick<AlertWithNotices, 'notices'>) {
  const text = useTexts(alertsTexts);
  const language = useLanguage();
  if (notices.length === 0) return <span className="faint">{text.notTold}</span>;
  return (
    <ul className="plain-list">
      {notices.map(({ what, channel, state, at, error }) => (
        <li key={`${what} ${channel} ${at}`}>
          {text.whats[what]}: {channel}, {text.states[state]} <Moment iso={at} />
          {error !== undefined && state !== 'delivered' && (
            <span className="cell-second">{error.sentence[language]}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
