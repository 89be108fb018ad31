import type { Queue, Queues } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { words } from '../../parts/texts.js';
import { queuesTexts } from './texts.js';

interface QueuesTableProps {
  readonly queues: readonly Queue[];
  readonly source: Queues['source'];
}

export function QueuesTable({ queues, source }: QueuesTableProps) {
  const text = useTexts(queuesTexts);
  const columns = useColumns();
  // What the source cannot tell has no column: an empty one looks like nothing is there.
  const told = columns.filter(
    ({ id }) => source === 'management' || !['published', 'delivered', 'leader'].includes(id),
  );
  return (
    <section aria-labelledby="queues">
      <h2 id="queues">{text.caption}</h2>
      <DataTable caption={text.caption} columns={told} rows={queues} rowKey={({ name }) => name} />
    </section>
  );
}

function useColumns(): readonly Column<Queue>[] {
  const text = useTexts(queuesTexts);
  const word = useTexts(words);
  const { number, rate, duration } = useFormats();
  const counted = (value: number | null | undefined, shown = number): string =>
    value === undefined || value === null ? text.unknown : shown(value);
  return [
    {
      id: 'name',
      title: text.name,
      rowHeader: true,
      cell: ({ name }) => (
        <span className="mono clip" title={name}>
          {name}
        </span>
      ),
    },
    { id: 'procedure', title: word.procedure, kind: 'tight', cell: ({ procedure }) => procedure ?? text.unknown },
    {
      id: 'kind',
      title: text.kind,
      kind: 'tight',
      cell: ({ kind, delayMs }) => (delayMs === undefined ? text.kinds[kind] : `${text.delay} ${duration(delayMs)}`),
    },
    { id: 'ready', title: text.ready, kind: 'number', cell: ({ ready }) => counted(ready) },
    {
      id: 'unacknowledged',
      title: text.unacknowledged,
      kind: 'number',
      cell: ({ unacknowledged }) => counted(unacknowledged),
    },
    { id: 'consumers', title: text.consumers, kind: 'number', cell: ({ consumers }) => counted(consumers) },
    {
      id: 'published',
      title: text.published,
      kind: 'number',
      cell: ({ publishedPerSecond }) => counted(publishedPerSecond, rate),
    },
    {
      id: 'delivered',
      title: text.delivered,
      kind: 'number',
      cell: ({ deliveredPerSecond }) => counted(deliveredPerSecond, rate),
    },
    {
      id: 'leader',
      title: text.leader,
      wideOnly: true,
      cell: ({ leader, members = [] }) =>
        leader === undefined ? text.unknown : `${leader}${members.length > 1 ? ` (${number(members.length)})` : ''}`,
    },
  ];
}
