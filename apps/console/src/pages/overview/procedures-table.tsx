import type { ProcedureOverview } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Age } from '../../parts/moment.js';
import { words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { withQuery } from '../../routing/location.js';
import { overviewTexts } from './texts.js';

/** The procedures, those first that somebody has to look after. */
export function ProceduresTable({ procedures }: { readonly procedures: readonly ProcedureOverview[] }) {
  const text = useTexts(overviewTexts);
  const columns = useColumns();
  return (
    <DataTable
      caption={text.caption}
      columns={columns}
      rows={procedures.toSorted(byNeed)}
      rowKey={({ name }) => name}
    />
  );
}

function useColumns(): readonly Column<ProcedureOverview>[] {
  const text = useTexts(overviewTexts);
  const word = useTexts(words);
  const { number, percent } = useFormats();
  const linked = (count: number, to: string) => (count === 0 ? number(0) : <Link to={to}>{number(count)}</Link>);
  return [
    {
      id: 'name',
      title: word.procedure,
      rowHeader: true,
      cell: ({ name, title }) => (
        <>
          <Link to={withQuery('/messages', { procedure: name })}>{name}</Link>
          <span className="cell-second clip" title={title}>
            {title}
          </span>
        </>
      ),
    },
    { id: 'state', title: word.state, kind: 'tight', cell: (procedure) => <State procedure={procedure} /> },
    {
      id: 'parked',
      title: text.parked,
      kind: 'number',
      cell: ({ name, parked }) => linked(parked, withQuery('/parked', { procedure: name })),
    },
    {
      id: 'waiting',
      title: text.waiting,
      kind: 'number',
      cell: ({ name, waiting }) => linked(waiting, withQuery('/parked', { tab: 'waiting', procedure: name })),
    },
    {
      id: 'backlog',
      title: text.backlog,
      kind: 'number',
      cell: ({ backlog }) => (backlog === null ? text.notThere : number(backlog.ready + backlog.delayed)),
    },
    {
      id: 'oldest',
      title: text.oldest,
      kind: 'number',
      cell: ({ oldestAcceptedAt }) => (oldestAcceptedAt === undefined ? '–' : <Age since={oldestAcceptedAt} />),
    },
    { id: 'toEmpty', title: text.toEmpty, kind: 'number', cell: (procedure) => <ToEmpty procedure={procedure} /> },
    {
      id: 'rates',
      title: `${text.accepted} → ${text.filed}`,
      kind: 'number',
      cell: (procedure) => <Rates procedure={procedure} />,
    },
    {
      id: 'lastHour',
      title: text.lastHour,
      kind: 'number',
      wideOnly: true,
      cell: ({ lastHour }) => number(lastHour.accepted),
    },
    {
      id: 'untouched',
      title: text.untouchedShort,
      kind: 'number',
      cell: ({ untouched }) => (untouched === undefined ? '–' : percent(untouched)),
    },
  ];
}

function State({ procedure: { paused, cause } }: { readonly procedure: ProcedureOverview }) {
  const text = useTexts(overviewTexts);
  const language = useLanguage();
  if (paused !== undefined) {
    return (
      <span title={text.pausedBy(paused.by, paused.reason)}>
        <Badge tone="warning">{text.paused}</Badge>
      </span>
    );
  }
  if (cause !== undefined) {
    return (
      <span title={cause.sentence[language]}>
        <Badge tone="bad">{text.misconfigured}</Badge>
      </span>
    );
  }
  return <Badge tone="good">{text.runs}</Badge>;
}

/** At the present rate; more coming in than going out has no end. */
function ToEmpty({ procedure: { backlog, secondsToEmpty } }: { readonly procedure: ProcedureOverview }) {
  const text = useTexts(overviewTexts);
  const { duration } = useFormats();
  if (backlog === null || backlog.ready + backlog.delayed === 0) return '–';
  return secondsToEmpty === undefined ? text.never : duration(secondsToEmpty * 1_000);
}

function Rates({ procedure: { rates } }: { readonly procedure: ProcedureOverview }) {
  const text = useTexts(overviewTexts);
  const { rate } = useFormats();
  return `${rate(rates.acceptedPerMinute)} → ${text.perMinute(rate(rates.filedPerMinute))}`;
}

function byNeed(one: ProcedureOverview, other: ProcedureOverview): number {
  const need = ({ parked, waiting, cause, paused }: ProcedureOverview): number =>
    parked + waiting + (cause === undefined ? 0 : 1) + (paused === undefined ? 0 : 1);
  return need(other) - need(one) || one.name.localeCompare(other.name);
}
