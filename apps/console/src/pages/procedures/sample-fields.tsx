import type { SampleField } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { usesOf, withPlace, type PlaceSetting } from './places.js';
import { sampleTexts } from './sample-texts.js';
import type { Settings } from './settings-schema.js';

interface SampleFieldsProps {
  readonly fields: readonly SampleField[];
  /** Settings that take a place of a message. */
  readonly takers: readonly PlaceSetting[];
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}

/** The fields of a sample: each can be put into a setting. */
export function SampleFields({ fields, takers, settings, onChange }: SampleFieldsProps) {
  const text = useTexts(sampleTexts);
  const { number } = useFormats();
  const columns: readonly Column<SampleField>[] = [
    {
      id: 'path',
      title: text.field,
      rowHeader: true,
      kind: 'grow',
      cell: ({ path }) => <span className="mono">{path}</span>,
    },
    {
      id: 'value',
      title: text.value,
      cell: ({ value, times }) => (
        <>
          {times !== undefined && <span className="faint">{text.times(number(times))}</span>}
          {value}
        </>
      ),
    },
    {
      id: 'use',
      title: text.use,
      cell: ({ path }) => (
        <>
          {usesOf(path, settings, takers).map(({ path: of, title }) => (
            <div key={of}>{title}</div>
          ))}
          <select
            className="input"
            aria-label={text.purposeOf(path)}
            value=""
            onChange={({ target }) => {
              const taker = takers.find((one) => one.path === target.value);
              if (taker !== undefined) onChange(withPlace(settings, taker, path));
            }}
          >
            <option value="">{text.choose}</option>
            {takers.map((taker) => (
              <option key={taker.path} value={taker.path}>
                {taker.title}
              </option>
            ))}
          </select>
        </>
      ),
    },
  ];
  return (
    <details open>
      <summary>{text.fields(number(fields.length))}</summary>
      <p>{text.fieldsLead}</p>
      <DataTable caption={text.fieldsCaption} columns={columns} rows={fields} rowKey={({ path }) => path} />
    </details>
  );
}
