import type { Cause } from '../../api/contract.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Moment } from '../../parts/moment.js';
import { wordFor, words } from '../../parts/texts.js';
import { Link } from '../../routing/link.js';
import { settingsPath } from '../procedures/procedure-parts.js';
import { Trend } from './trend.js';
import { parkedTexts } from './texts.js';

const NAMED_MAX = 2;

export function CausesTable({ causes, caption }: { readonly causes: readonly Cause[]; readonly caption: string }) {
  const text = useTexts(parkedTexts);
  const word = useTexts(words);
  const language = useLanguage();
  const { number } = useFormats();
  const columns: readonly Column<Cause>[] = [
    {
      id: 'cause',
      title: text.cause,
      rowHeader: true,
      kind: 'grow',
      cell: (cause) => (
        <>
          <Link to={`/parked/${encodeURIComponent(cause.id)}`} className="cause-sentence">
            {cause.sentence[language]}
          </Link>
          <CauseFacts cause={cause} />
          {cause.tab === 'waiting' && cause.kind === 'misconfigured' && <SettingLink cause={cause} />}
        </>
      ),
    },
    { id: 'count', title: text.count, kind: 'number', cell: ({ count }) => number(count) },
    { id: 'trend', title: text.trend, kind: 'tight', wideOnly: true, cell: ({ trend }) => <Trend hours={trend} /> },
    { id: 'procedures', title: text.procedures, cell: ({ procedures }) => <Procedures procedures={procedures} /> },
    { id: 'whoActs', title: text.whoActs, kind: 'tight', cell: ({ whoActs }) => wordFor(word.whoActs, whoActs) },
    {
      id: 'first',
      title: text.first,
      kind: 'tight',
      wideOnly: true,
      cell: ({ firstSeen }) => <Moment iso={firstSeen} />,
    },
    { id: 'last', title: text.last, kind: 'tight', cell: ({ lastSeen }) => <Moment iso={lastSeen} /> },
  ];
  return <DataTable caption={caption} columns={columns} rows={causes} rowKey={({ id }) => id} />;
}

/** Below the sentence: what tells this cause from a similar one. */
function CauseFacts({ cause }: { readonly cause: Cause }) {
  const text = useTexts(parkedTexts);
  const { code, connector, path, target, notes } = cause;
  const facts = [
    code,
    connector === undefined ? undefined : `${connector.name} ${connector.version ?? ''}`.trim(),
    path,
    target,
    notes > 0 ? text.noteCount(notes) : undefined,
  ];
  return <span className="cause-facts">{facts.filter((fact) => fact !== undefined).join(' · ')}</span>;
}

/** Where it is put right, at once when it is one procedure; the page of the cause has all of them. */
function SettingLink({ cause: { procedures } }: { readonly cause: Cause }) {
  const text = useTexts(parkedTexts);
  const mayChange = useMay('procedure.administer');
  const [only, ...others] = procedures;
  if (only === undefined || others.length > 0 || !mayChange) return null;
  return <Link to={settingsPath(only.name)}>{text.changeSetting}</Link>;
}

function Procedures({ procedures }: Pick<Cause, 'procedures'>) {
  const { number } = useFormats();
  const named = procedures.slice(0, NAMED_MAX).map(({ name }) => name);
  const others = procedures.length - named.length;
  return (
    <>
      {named.join(', ')}
      {others > 0 && ` +${number(others)}`}
    </>
  );
}
