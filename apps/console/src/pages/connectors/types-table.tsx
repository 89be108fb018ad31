import type { ConnectorType } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Notice } from '../../parts/notice.js';
import { connectorsTexts } from './texts.js';

/** What it accepts, by what it is recognised, and which official schema is there for it. */
export function TypesTable({ types }: { readonly types: readonly ConnectorType[] }) {
  const text = useTexts(connectorsTexts);
  const { number } = useFormats();
  const missing = types.filter(({ official }) => official !== undefined && official.package === undefined).length;
  const columns: readonly Column<ConnectorType>[] = [
    {
      id: 'type',
      title: text.type,
      rowHeader: true,
      cell: ({ type, title }) => (
        <>
          <span className="mono">{type}</span>
          <br />
          <span className="faint">{title}</span>
        </>
      ),
    },
    { id: 'format', title: text.format, kind: 'tight', cell: ({ format }) => format.toUpperCase() },
    { id: 'recognised', title: text.recognised, kind: 'grow', cell: (type) => <Recognised type={type} /> },
    { id: 'official', title: text.official, cell: (type) => <Official type={type} /> },
  ];
  return (
    <section aria-labelledby="connector-types">
      <h2 id="connector-types">{text.types}</h2>
      {missing > 0 && (
        <Notice tone="warning" title={text.missingTitle(number(missing))}>
          <p>{text.missingTodo}</p>
          <p>
            <code>{text.installCommand}</code>
          </p>
        </Notice>
      )}
      <DataTable caption={text.typesCaption} columns={columns} rows={types} rowKey={({ type }) => type} />
    </section>
  );
}

function Recognised({ type: { namespace, element, container, jsonSchema } }: { readonly type: ConnectorType }) {
  const text = useTexts(connectorsTexts);
  if (jsonSchema !== undefined) return <span className="mono">{jsonSchema}</span>;
  return (
    <>
      <span className="mono">{element ?? text.anyElement}</span>
      <br />
      <span className="faint">{namespace}</span>
      {container !== undefined && (
        <>
          <br />
          <span className="faint">{text.containers[container]}</span>
        </>
      )}
    </>
  );
}

function Official({ type: { official } }: { readonly type: ConnectorType }) {
  const text = useTexts(connectorsTexts);
  if (official === undefined) return text.noOfficial;
  if (official.package === undefined) return <Badge tone="warning">{text.missing}</Badge>;
  return text.installed(official.package.name, official.package.version);
}
