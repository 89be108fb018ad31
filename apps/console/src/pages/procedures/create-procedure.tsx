import { useState } from 'react';
import { post } from '../../api/client.js';
import type { SettableConnector } from '../../api/contract.js';
import { useTexts } from '../../language/language.js';
import { TextField } from '../../parts/fields.js';
import { FormDialog } from '../../parts/form-dialog.js';
import { useSaving } from '../../parts/use-saving.js';
import { navigate, withQuery } from '../../routing/location.js';
import { BrokenNotice, ConnectorFields, sent, SettingsProblem, type ConnectorDraft } from './connector-fields.js';
import { procedurePath } from './procedure-parts.js';
import { proceduresTexts } from './texts.js';
import { useBroken } from './use-broken.js';

const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;

interface CreateProcedureProps {
  readonly connectors: readonly SettableConnector[];
  readonly onClose: () => void;
}

/** Leads to the keys of the new procedure: without one it cannot send. */
export function CreateProcedure({ connectors, onClose }: CreateProcedureProps) {
  const text = useTexts(proceduresTexts);
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [draft, setDraft] = useState<ConnectorDraft>({
    connector: connectors[0]?.name ?? '',
    connectorVersion: null,
    settings: {},
  });
  const [tried, setTried] = useState(false);
  const broken = useBroken();
  const { problem, run } = useSaving();
  const submit = (): void => {
    setTried(true);
    if (!NAME.test(name) || title.trim() === '' || broken.any) return;
    void run(async () => {
      await post('/v1/procedures', { name, title: title.trim(), ...sent(draft, connectors) });
      navigate(withQuery(procedurePath(name), { tab: 'keys' }));
    }, text.created(name));
  };
  return (
    <FormDialog title={text.createTitle} yes={text.createNow} onClose={onClose} onSubmit={submit}>
      {tried && broken.any && <BrokenNotice />}
      {problem !== undefined && <SettingsProblem problem={problem} draft={draft} connectors={connectors} />}
      <TextField
        label={text.name}
        hint={text.nameHint}
        error={tried && !NAME.test(name) ? text.nameWrong : undefined}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
        value={name}
        onChange={setName}
      />
      <TextField
        label={text.fullName}
        error={tried && title.trim() === '' ? text.fullNameMissing : undefined}
        autoComplete="off"
        required
        value={title}
        onChange={setTitle}
      />
      <ConnectorFields
        connectors={connectors}
        draft={draft}
        problems={problem?.problems ?? []}
        onChange={setDraft}
        onBroken={broken.set}
      />
    </FormDialog>
  );
}
