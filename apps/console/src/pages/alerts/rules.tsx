import { useState } from 'react';
import type { AlertChannels, AlertRule } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { RuleDialog } from './rule-dialog.js';
import { alertsTexts } from './texts.js';

/** What the hub looks for. */
export function Rules() {
  const text = useTexts(alertsTexts);
  const found = useResource<{ rules: readonly AlertRule[] }>('/v1/alert-rules');
  const channels = useResource<AlertChannels>('/v1/alert-channels');
  const [changing, setChanging] = useState<AlertRule>();
  const columns = useColumns(setChanging);
  return (
    <>
      <Loaded resource={found}>
        {({ rules }) => (
          <DataTable caption={text.rulesCaption} columns={columns} rows={rules} rowKey={({ kind }) => kind} />
        )}
      </Loaded>
      {changing !== undefined && channels.problem !== undefined && (
        <ProblemNotice problem={channels.problem} onRetry={channels.reload} />
      )}
      {changing !== undefined && channels.data !== undefined && (
        <RuleDialog
          rule={changing}
          channels={channels.data.channels}
          onClose={() => setChanging(undefined)}
          onSaved={() => {
            setChanging(undefined);
            found.reload();
          }}
        />
      )}
    </>
  );
}

function useColumns(onChange: (rule: AlertRule) => void): readonly Column<AlertRule>[] {
  const text = useTexts(alertsTexts);
  const { number, duration } = useFormats();
  const mayChange = useMay('alert.administer');
  const columns: readonly Column<AlertRule>[] = [
    {
      id: 'kind',
      title: text.kind,
      rowHeader: true,
      kind: 'grow',
      cell: ({ kind }) => (
        <>
          {text.kinds[kind]}
          <span className="cell-second">{text.explained[kind]}</span>
        </>
      ),
    },
    {
      id: 'enabled',
      title: text.rules,
      kind: 'tight',
      cell: ({ enabled }) => <Badge tone={enabled ? 'good' : 'neutral'}>{enabled ? text.on : text.off}</Badge>,
    },
    {
      id: 'threshold',
      title: text.threshold,
      kind: 'tight',
      cell: ({ threshold, unit }) =>
        threshold === undefined || unit === undefined ? '–' : text.units[unit](number(threshold)),
    },
    {
      id: 'for',
      title: text.forHowLong,
      kind: 'tight',
      wideOnly: true,
      cell: ({ forMinutes }) => duration(forMinutes * 60_000),
    },
    { id: 'severity', title: text.severity, kind: 'tight', cell: ({ severity }) => text.severities[severity] },
    {
      id: 'procedures',
      title: text.which,
      cell: ({ about, procedures }) => (about === 'hub' ? '–' : (procedures?.join(', ') ?? text.allProcedures)),
    },
  ];
  if (!mayChange) return columns;
  const action: Column<AlertRule> = {
    id: 'action',
    title: text.action,
    kind: 'tight',
    cell: (rule) => (
      <Button small aria-label={text.changeOf(text.kinds[rule.kind])} onPress={() => onChange(rule)}>
        {text.change}
      </Button>
    ),
  };
  return [...columns, action];
}
