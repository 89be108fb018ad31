import type { CommandChange, ReplayedMessage, ReplayOutcome } from '../../../api/contract.js';
import { useFormats } from '../../../language/formats.js';
import { useLanguage, useTexts } from '../../../language/language.js';
import { Badge, type Tone } from '../../../parts/badge.js';
import { DataTable, type Column } from '../../../parts/data-table.js';
import { Facts } from '../../../parts/facts.js';
import { ProblemNotice } from '../../../parts/problem-notice.js';
import { Link } from '../../../routing/link.js';
import { DiffView } from '../../message/diff-view.js';
import { replayTexts } from './replay-texts.js';
import { OUTCOMES, SHOWN_MAX, type ReplayRun } from './use-replay.js';

const TONES: Readonly<Record<ReplayOutcome, Tone>> = {
  unchanged: 'neutral',
  changed: 'warning',
  'newly-refused': 'bad',
  'no-longer-refused': 'good',
  'body-gone': 'neutral',
  'not-tried': 'neutral',
};

/** How far it is, how many of each outcome there are, and the messages that would become something else. */
export function ReplayResult({ run }: { readonly run: ReplayRun }) {
  const text = useTexts(replayTexts);
  const { number } = useFormats();
  const { is, compared, counts, differing, problem } = run;
  const count = number(OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0));
  const against = compared?.against === 'filed' ? text.filed : compared?.against;
  return (
    <section aria-labelledby="replay-result">
      <h2 id="replay-result">{text.summary}</h2>
      <p role="status">{is === 'failed' ? '' : text[is](count)}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {compared !== undefined && <p>{text.compared(compared.version, against ?? '')}</p>}
      <Facts facts={OUTCOMES.map((outcome) => ({ name: text.outcomes[outcome], value: number(counts[outcome]) }))} />
      {is === 'done' && differing.length === 0 && <p>{text.none}</p>}
      {differing.length > 0 && <Differing messages={differing} />}
    </section>
  );
}

function Differing({ messages }: { readonly messages: readonly ReplayedMessage[] }) {
  const text = useTexts(replayTexts);
  const { number } = useFormats();
  const columns: readonly Column<ReplayedMessage>[] = [
    {
      id: 'key',
      title: text.key,
      rowHeader: true,
      cell: ({ id, key }) => <Link to={`/messages/${id}`}>{key ?? text.noKey}</Link>,
    },
    {
      id: 'outcome',
      title: text.outcome,
      kind: 'tight',
      cell: ({ outcome }) => <Badge tone={TONES[outcome]}>{text.outcomes[outcome]}</Badge>,
    },
    { id: 'difference', title: text.difference, kind: 'grow', cell: (message) => <Difference message={message} /> },
  ];
  return (
    <>
      <h3>{text.messages}</h3>
      {messages.length === SHOWN_MAX && <p className="faint">{text.onlyFirst(number(SHOWN_MAX))}</p>}
      <DataTable caption={text.messages} columns={columns} rows={messages} rowKey={({ id }) => id} />
    </>
  );
}

function Difference({ message: { id, key, changes = [], error } }: { readonly message: ReplayedMessage }) {
  const text = useTexts(replayTexts);
  const language = useLanguage();
  const { number } = useFormats();
  return (
    <>
      {error !== undefined && <p>{text.refusedNow(error.sentence[language], error.code)}</p>}
      {changes.length > 0 && (
        <details>
          <summary>{text.changes(number(changes.length))}</summary>
          <DiffView
            before={linesOf(changes, 'before')}
            after={linesOf(changes, 'after')}
            label={text.differenceOf(key ?? id)}
          />
        </details>
      )}
    </>
  );
}

/** One line for each command that is there, and one for each of its members that differ. */
function linesOf(changes: readonly CommandChange[], side: 'before' | 'after'): readonly string[] {
  const missing = side === 'before' ? 'new' : 'gone';
  return changes.flatMap(({ is, what, key, reference, fields }) => {
    if (is === missing) return [];
    const told = fields.filter((field) => field[side] !== undefined);
    return [
      `${what} ${key ?? reference ?? ''}`.trimEnd(),
      ...told.flatMap((field) => linesOfField(field.name, field[side])),
    ];
  });
}

function linesOfField(name: string, value: unknown): readonly string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return `  ${name}: ${text}`.split('\n');
}
