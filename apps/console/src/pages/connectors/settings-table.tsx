import { useLanguage, useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { fieldsOf, type Field } from '../procedures/settings-schema.js';
import { connectorsTexts } from './texts.js';

/** What a municipality fills in, as the schema of the connector says it. */
export function SettingsTable({ schema }: { readonly schema: object }) {
  const text = useTexts(connectorsTexts);
  const language = useLanguage();
  const rows = fieldsOf(schema, language) ?? [];
  const columns: readonly Column<Field>[] = [
    {
      id: 'name',
      title: text.setting,
      rowHeader: true,
      cell: ({ name, title }) => (
        <>
          {title}
          {title !== name && <span className="cell-second mono">{name}</span>}
        </>
      ),
    },
    { id: 'required', title: text.required, kind: 'tight', cell: (row) => (row.required ? text.yes : text.no) },
    { id: 'meaning', title: text.meaning, kind: 'grow', cell: ({ help }) => help },
  ];
  return (
    <section aria-labelledby="connector-settings">
      <h2 id="connector-settings">{text.settings}</h2>
      <DataTable caption={text.settingsCaption} columns={columns} rows={rows} rowKey={({ name }) => name} />
    </section>
  );
}
