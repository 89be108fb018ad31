import { useId, useState } from 'react';
import type { SampleField } from '../../api/contract.js';
import type { FieldProblem } from '../../api/problem.js';
import { useLanguage } from '../../language/language.js';
import type { ConnectorDraft } from './connector-fields.js';
import { placeSettingsOf } from './places.js';
import { SampleFields } from './sample-fields.js';
import { SampleRunForm } from './sample-run.js';
import { SettingsFields } from './settings-fields.js';
import { fieldsOf, fitting, type Settings } from './settings-schema.js';

interface SampledSettingsProps {
  readonly draft: ConnectorDraft;
  /** Of the settings, in the version that is chosen. */
  readonly schema: unknown;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (settings: Settings) => void;
  readonly onBroken: (path: string, broken: boolean) => void;
  /** Something is half typed. */
  readonly broken: boolean;
  /** Left out for one that is not there yet. */
  readonly procedure?: string | undefined;
}

/** Settings, and a message that they are tried with; its fields can be put into them. */
export function SampledSettings({
  draft,
  schema,
  problems,
  onChange,
  onBroken,
  broken,
  procedure,
}: SampledSettingsProps) {
  const language = useLanguage();
  const places = useId();
  const [sample, setSample] = useState<readonly SampleField[]>([]);
  // Fields keep what is typed: what is put into them from elsewhere begins them again.
  const [filled, setFilled] = useState(0);
  const { connectorVersion, settings } = draft;
  const takers = placeSettingsOf(fieldsOf(schema, language) ?? []);
  const fill = (changed: Settings): void => {
    onChange(changed);
    setFilled(filled + 1);
  };
  return (
    <>
      <SampleRunForm
        draft={{ ...draft, settings: fitting(settings, schema) }}
        procedure={procedure}
        broken={broken}
        onFields={setSample}
      />
      {sample.length > 0 && takers.length > 0 && (
        <SampleFields fields={sample} takers={takers} settings={settings} onChange={fill} />
      )}
      <SettingsFields
        // Another version, other fields: what was typed half stays behind.
        key={`${connectorVersion ?? ''} ${filled}`}
        schema={schema}
        settings={settings}
        problems={problems}
        onChange={onChange}
        onBroken={onBroken}
        places={sample.length === 0 ? undefined : places}
      />
      <datalist id={places}>
        {sample.map(({ path, value }) => (
          <option key={path} value={path}>
            {value}
          </option>
        ))}
      </datalist>
    </>
  );
}
