import { useId, useState } from 'react';
import type { SampleField, SettableConnector } from '../../api/contract.js';
import type { FieldProblem, Problem } from '../../api/problem.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { SelectField } from '../../parts/fields.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { placeSettingsOf } from './places.js';
import { SampleFields } from './sample-fields.js';
import { SampleRunForm } from './sample-run.js';
import { SettingsFields } from './settings-fields.js';
import { fieldsOf, fitting, type Settings } from './settings-schema.js';
import { settingsTexts } from './settings-texts.js';

export interface ConnectorDraft {
  readonly connector: string;
  readonly settings: Settings;
}

interface ConnectorFieldsProps {
  readonly connectors: readonly SettableConnector[];
  readonly draft: ConnectorDraft;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (draft: ConnectorDraft) => void;
  readonly onBroken: (path: string, broken: boolean) => void;
  /** Something is half typed. */
  readonly broken: boolean;
  /** Left out for one that is not there yet. */
  readonly procedure?: string;
}

/** Which connector reads the messages, and what it has to know of the municipality. */
export function ConnectorFields(props: ConnectorFieldsProps) {
  const { connectors, draft, problems, onChange, onBroken, broken, procedure } = props;
  const text = useTexts(settingsTexts);
  const language = useLanguage();
  const places = useId();
  const [sample, setSample] = useState<readonly SampleField[]>([]);
  // Fields keep what is typed: what is put into them from elsewhere begins them again.
  const [filled, setFilled] = useState(0);
  const { connector, settings } = draft;
  const chosen = connectors.find(({ name }) => name === connector);
  const options = connectors.map(({ name, title, version }) => ({
    value: name,
    title: `${title} (${name} ${version})`,
  }));
  const takers = placeSettingsOf(fieldsOf(chosen?.settingsSchema, language) ?? []);
  const gone = chosen === undefined ? [{ value: connector, title: text.connectorGone(connector) }] : [];
  return (
    <>
      <SelectField
        label={text.connector}
        hint={text.connectorHelp}
        value={connector}
        options={[...gone, ...options]}
        onChange={(name) => {
          setSample([]);
          onChange({ connector: name, settings });
        }}
      />
      <SampleRunForm
        key={connector}
        connector={connector}
        settings={sent(draft, connectors).settings}
        procedure={procedure}
        broken={broken}
        onFields={setSample}
      />
      {sample.length > 0 && takers.length > 0 && (
        <SampleFields
          fields={sample}
          takers={takers}
          settings={settings}
          onChange={(changed) => {
            onChange({ connector, settings: changed });
            setFilled(filled + 1);
          }}
        />
      )}
      <SettingsFields
        // Another connector, other fields: what was typed half stays behind.
        key={`${connector} ${filled}`}
        schema={chosen?.settingsSchema}
        settings={settings}
        problems={problems}
        onChange={(changed) => onChange({ connector, settings: changed })}
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

/** What is sent: settings of another connector are left behind. */
export function sent(
  { connector, settings }: ConnectorDraft,
  connectors: readonly SettableConnector[],
): ConnectorDraft {
  return { connector, settings: fitting(settings, schemaOf(connector, connectors)) };
}

/** Something is half typed: it was not sent at all. */
export function BrokenNotice() {
  const text = useTexts(settingsTexts);
  return (
    <Notice tone="bad" title={text.checkFields} assertive>
      <p>{text.checkFieldsHelp}</p>
    </Notice>
  );
}

interface SettingsProblemProps {
  readonly problem: Problem;
  readonly draft: ConnectorDraft;
  readonly connectors: readonly SettableConnector[];
}

/** What is wrong is said beside the fields; here that it is, and what belongs to none of them. */
export function SettingsProblem({ problem, draft, connectors }: SettingsProblemProps) {
  const text = useTexts(settingsTexts);
  const language = useLanguage();
  if (problem.problems.length === 0) return <ProblemNotice problem={problem} />;
  const fields = fieldsOf(schemaOf(draft.connector, connectors), language);
  const isSaid = ({ path }: FieldProblem): boolean =>
    fields === undefined || fields.some((field) => path === field.path || path.startsWith(`${field.path}/`));
  return (
    <Notice tone="bad" title={text.checkFields} assertive>
      <p>{text.checkFieldsHelp}</p>
      {problem.problems
        .filter((each) => !isSaid(each))
        .map(({ path, sentence }) => (
          <p key={path + sentence.en}>
            <code>{path}</code> {sentence[language]}
          </p>
        ))}
    </Notice>
  );
}

function schemaOf(connector: string, connectors: readonly SettableConnector[]): unknown {
  return connectors.find(({ name }) => name === connector)?.settingsSchema;
}
