import { useState, type FormEvent } from 'react';
import type { Procedures, SettableConnector } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Facts } from '../../parts/facts.js';
import { Loaded } from '../../parts/loaded.js';
import { Notice } from '../../parts/notice.js';
import { words } from '../../parts/texts.js';
import { BrokenNotice, ConnectorFields, sent, SettingsProblem, type ConnectorDraft } from './connector-fields.js';
import type { TabProps } from './procedure-page.js';
import { asSettings, fieldsOf } from './settings-schema.js';
import { settingsTexts } from './settings-texts.js';
import { proceduresTexts } from './texts.js';
import { useBroken } from './use-broken.js';
import { ChangeProblem, useChange, type FormProps } from './use-change.js';
import { useFormKey } from './use-form-key.js';

/** The connector and what it has to know. Where messages wait for it, that is said first. */
export function SettingsTab(props: TabProps) {
  const text = useTexts(settingsTexts);
  const language = useLanguage();
  const mayAdminister = useMay('procedure.administer');
  const { procedure } = props;
  const form = useFormKey(procedure.revision, props.onChanged);
  const found = useResource<Procedures>(mayAdminister ? '/v1/procedures' : undefined);
  return (
    <>
      {procedure.cause !== undefined && (
        <Notice tone="warning" title={text.waits}>
          <p>{procedure.cause.sentence[language]}</p>
          <p>{text.waitsHelp}</p>
        </Notice>
      )}
      {mayAdminister ? (
        <Loaded resource={found}>
          {({ connectors }) => (
            <SettingsForm key={form.key} {...props} onReload={form.beginAgain} connectors={connectors} />
          )}
        </Loaded>
      ) : (
        <SettingsFacts {...props} />
      )}
    </>
  );
}

interface SettingsFormProps extends FormProps {
  readonly connectors: readonly SettableConnector[];
}

function SettingsForm({ connectors, onReload, ...props }: SettingsFormProps) {
  const text = useTexts(settingsTexts);
  const word = useTexts(words);
  const { procedure } = props;
  const [draft, setDraft] = useState<ConnectorDraft>({
    connector: procedure.connector.name,
    connectorVersion: procedure.connectorVersion,
    settings: asSettings(procedure.settings),
  });
  const broken = useBroken();
  const [tried, setTried] = useState(false);
  const { problem, save } = useChange(props);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(broken.any);
    if (!broken.any) save(sent(draft, connectors), text.saved);
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      {tried && broken.any && <BrokenNotice />}
      {problem !== undefined &&
        (problem.problems.length > 0 ? (
          <SettingsProblem problem={problem} draft={draft} connectors={connectors} />
        ) : (
          <ChangeProblem problem={problem} onReload={onReload} />
        ))}
      <p className="faint">{text.lead}</p>
      <ConnectorFields
        connectors={connectors}
        draft={draft}
        problems={problem?.problems ?? []}
        onChange={setDraft}
        onBroken={broken.set}
      />
      <Button type="submit" look="primary">
        {word.save}
      </Button>
    </form>
  );
}

/** For those who may not change them. */
function SettingsFacts({ procedure: { connector, settings, settingsSchema } }: TabProps) {
  const text = useTexts(proceduresTexts);
  const language = useLanguage();
  const titles = new Map(fieldsOf(settingsSchema, language)?.map(({ name, title }) => [name, title]));
  return (
    <Facts
      facts={[
        { name: text.connector, value: `${connector.title ?? connector.name} ${connector.version ?? ''}` },
        ...Object.entries(asSettings(settings)).map(([name, value]) => ({
          name: titles.get(name) ?? name,
          value: typeof value === 'string' ? value : <code>{JSON.stringify(value)}</code>,
        })),
      ]}
    />
  );
}
