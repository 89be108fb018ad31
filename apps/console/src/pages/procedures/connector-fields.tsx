import type { SettableConnector } from '../../api/contract.js';
import type { FieldProblem, Problem } from '../../api/problem.js';
import { useTexts } from '../../language/language.js';
import { SelectField } from '../../parts/fields.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { SettingsFields } from './settings-fields.js';
import type { Settings } from './settings-schema.js';
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
}

/** Which connector reads the messages, and what it has to know of the municipality. */
export function ConnectorFields({ connectors, draft, problems, onChange, onBroken }: ConnectorFieldsProps) {
  const text = useTexts(settingsTexts);
  const { connector, settings } = draft;
  const chosen = connectors.find(({ name }) => name === connector);
  const options = connectors.map(({ name, title, version }) => ({
    value: name,
    title: `${title} (${name} ${version})`,
  }));
  const gone = chosen === undefined ? [{ value: connector, title: text.connectorGone(connector) }] : [];
  return (
    <>
      <SelectField
        label={text.connector}
        hint={text.connectorHelp}
        value={connector}
        options={[...gone, ...options]}
        onChange={(name) => onChange({ connector: name, settings })}
      />
      <SettingsFields
        // Another connector, other fields: what was typed half stays behind.
        key={connector}
        schema={chosen?.settingsSchema}
        settings={settings}
        problems={problems}
        onChange={(changed) => onChange({ connector, settings: changed })}
        onBroken={onBroken}
      />
    </>
  );
}

/** What is wrong is said beside the fields; here that it is, and what belongs to none of them. */
export function SettingsProblem({ problem }: { readonly problem: Problem }) {
  const text = useTexts(settingsTexts);
  if (problem.problems.length === 0) return <ProblemNotice problem={problem} />;
  return (
    <Notice tone="bad" title={text.checkFields} assertive>
      <p>{text.checkFieldsHelp}</p>
      <p className="faint">{problem.message}</p>
    </Notice>
  );
}
