import type { SettableConnector } from '../../api/contract.js';
import type { FieldProblem, Problem } from '../../api/problem.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { SelectField } from '../../parts/fields.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
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
