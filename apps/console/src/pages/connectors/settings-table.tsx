import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { connectorsTexts } from './texts.js';

interface Setting {
  readonly name: string;
  readonly required: boolean;
  readonly description: string;
}

interface SettingsSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly required?: readonly string[];
}

/** What a municipality fills in, as the schema of the connector says it. */
export function SettingsTable({ schema }: { readonly schema: object }) {
  const text = useTexts(connectorsTexts);
  const { properties = {}, required = [] } = schema as SettingsSchema;
  const rows = Object.entries(properties).map(([name, { description = '' }]): Setting => ({
    name,
    required: required.includes(name),
    description,
  }));
  const columns: readonly Column<Setting>[] = [
    { id: 'name', title: text.setting, rowHeader: true, cell: ({ name }) => <span className="mono">{name}</span> },
    { id: 'required', title: text.required, kind: 'tight', cell: (row) => (row.required ? text.yes : text.no) },
    {
      id: 'meaning',
      title: text.meaning,
      kind: 'grow',
      cell: ({ description }) => <span lang="en">{description}</span>,
    },
  ];
  return (
    <section aria-labelledby="connector-settings">
      <h2 id="connector-settings">{text.settings}</h2>
      <DataTable caption={text.settingsCaption} columns={columns} rows={rows} rowKey={({ name }) => name} />
    </section>
  );
}
