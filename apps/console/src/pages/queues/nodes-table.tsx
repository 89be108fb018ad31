import type { Queues } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { words } from '../../parts/texts.js';
import { queuesTexts } from './texts.js';

type Node = NonNullable<Queues['nodes']>[number];

export function NodesTable({ nodes }: { readonly nodes: readonly Node[] }) {
  const text = useTexts(queuesTexts);
  const word = useTexts(words);
  const { bytes } = useFormats();
  const size = (value: number | undefined): string => (value === undefined ? text.unknown : bytes(value));
  const columns: readonly Column<Node>[] = [
    { id: 'node', title: text.node, rowHeader: true, cell: ({ name }) => name },
    {
      id: 'state',
      title: word.state,
      kind: 'tight',
      cell: ({ running }) => <Badge tone={running ? 'good' : 'bad'}>{running ? text.running : text.down}</Badge>,
    },
    { id: 'memory', title: text.memory, kind: 'number', cell: ({ memoryBytes }) => size(memoryBytes) },
    { id: 'disk', title: text.disk, kind: 'number', cell: ({ diskFreeBytes }) => size(diskFreeBytes) },
    { id: 'alarms', title: text.alarms, cell: ({ alarms }) => (alarms.length === 0 ? word.none : alarms.join(', ')) },
  ];
  return (
    <section aria-labelledby="nodes">
      <h2 id="nodes">{text.nodes}</h2>
      <DataTable caption={text.nodesCaption} columns={columns} rows={nodes} rowKey={({ name }) => name} />
    </section>
  );
}
