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
  /** Null: the newest. */
  readonly connectorVersion: string | null;
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
  const { connector, connectorVersion, settings } = draft;
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
        onChange={(name) => onChange({ connector: name, connectorVersion: null, settings })}
      />
      {chosen !== undefined && (
        <VersionField
          connector={chosen}
          version={connectorVersion}
          onChange={(version) => onChange({ ...draft, connectorVersion: version })}
        />
      )}
      <SettingsFields
        // Another connector, other fields: what was typed half stays behind.
        key={`${connector} ${connectorVersion ?? ''}`}
        schema={schemaOf(draft, connectors)}
        settings={settings}
        problems={problems}
        onChange={(changed) => onChange({ ...draft, settings: changed })}
        onBroken={onBroken}
      />
    </>
  );
}

/** What is sent: settings of another connector are left behind. */
export function sent(draft: ConnectorDraft, connectors: readonly SettableConnector[]): ConnectorDraft {
  return { ...draft, settings: fitting(draft.settings, schemaOf(draft, connectors)) };
}

interface VersionFieldProps {
  readonly connector: SettableConnector;
  readonly version: string | null;
  readonly onChange: (version: string | null) => void;
}

/** Only where there is a choice. */
function VersionField({ connector: { version: newest, versions }, version, onChange }: VersionFieldProps) {
  const text = useTexts(settingsTexts);
  if (versions.length === 1 && version === null) return null;
  const isGone = version !== null && !versions.some((one) => one.version === version);
  const options = [
    { value: '', title: text.newestVersion(newest) },
    ...(isGone ? [{ value: version, title: text.versionGone(version) }] : []),
    ...versions.map((one) => ({ value: one.version, title: text.versionOf(one.version, one.source, one.stability) })),
  ];
  return (
    <SelectField
      label={text.version}
      hint={text.versionHelp}
      value={version ?? ''}
      options={options}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
    />
  );
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
  const fields = fieldsOf(schemaOf(draft, connectors), language);
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

function schemaOf(draft: ConnectorDraft, connectors: readonly SettableConnector[]): unknown {
  const { connector, connectorVersion } = draft;
  const chosen = connectors.find(({ name }) => name === connector);
  if (connectorVersion === null) return chosen?.settingsSchema;
  return chosen?.versions.find(({ version }) => version === connectorVersion)?.settingsSchema;
}
