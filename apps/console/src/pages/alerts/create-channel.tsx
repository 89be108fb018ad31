import { useState } from 'react';
import { post } from '../../api/client.js';
import type { AlertChannel } from '../../api/contract.js';
import { languageNow, useTexts } from '../../language/language.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { FormDialog } from '../../parts/form-dialog.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useSaving } from '../../parts/use-saving.js';
import { alertsTexts } from './texts.js';

/** A channel that was made just now, and the secret of a webhook, which is nowhere else. */
export interface MadeChannel {
  readonly id: string;
  readonly title: string;
  readonly secret?: string;
}

interface Created {
  readonly channel: AlertChannel;
  readonly secret?: string;
}

interface CreateChannelProps {
  /** Whether the hub can send mails. */
  readonly mail: boolean;
  readonly onClose: () => void;
  readonly onCreated: (channel: MadeChannel) => void;
}

interface Draft {
  readonly kind: AlertChannel['kind'];
  readonly title: string;
  readonly address: string;
  readonly language: AlertChannel['language'];
}

export function CreateChannel({ mail, onClose, onCreated }: CreateChannelProps) {
  const text = useTexts(alertsTexts);
  const [draft, setDraft] = useState<Draft>({
    kind: mail ? 'mail' : 'webhook',
    title: '',
    address: '',
    language: languageNow(),
  });
  const [tried, setTried] = useState(false);
  const { problem, run } = useSaving();
  const submit = (): void => {
    setTried(true);
    const given = { ...draft, title: draft.title.trim(), address: draft.address.trim() };
    if (given.title === '' || given.address === '') return;
    void run(async () => {
      const { channel, secret } = await post<Created>('/v1/alert-channels', given);
      onCreated({ id: channel.id, title: channel.title, ...(secret === undefined ? {} : { secret }) });
    }, text.created(given.title));
  };
  return (
    <FormDialog title={text.createTitle} yes={text.createNow} onClose={onClose} onSubmit={submit}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {!mail && <p className="faint">{text.noMail}</p>}
      <ChannelFields
        mail={mail}
        draft={draft}
        tried={tried}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
      />
    </FormDialog>
  );
}

interface ChannelFieldsProps {
  readonly mail: boolean;
  readonly draft: Draft;
  readonly tried: boolean;
  readonly onChange: (change: Partial<Draft>) => void;
}

function ChannelFields({ mail, draft, tried, onChange }: ChannelFieldsProps) {
  const text = useTexts(alertsTexts);
  const { kind, title, address, language } = draft;
  const isMail = kind === 'mail';
  const kinds = mail ? (['mail', 'webhook'] as const) : (['webhook'] as const);
  return (
    <>
      <SelectField
        label={text.way}
        value={kind}
        options={kinds.map((value) => ({ value, title: text.ways[value] }))}
        onChange={(value) => onChange({ kind: value === 'mail' ? 'mail' : 'webhook' })}
      />
      <TextField
        label={text.name}
        error={tried && title.trim() === '' ? text.nameMissing : undefined}
        required
        autoComplete="off"
        value={title}
        onChange={(value) => onChange({ title: value })}
      />
      <TextField
        label={isMail ? text.mailAddress : text.url}
        hint={isMail ? undefined : text.urlHint}
        error={tried && address.trim() === '' ? text.addressMissing : undefined}
        required
        type={isMail ? 'email' : 'url'}
        autoComplete="off"
        spellCheck={false}
        value={address}
        onChange={(value) => onChange({ address: value })}
      />
      {isMail && (
        <SelectField
          label={text.language}
          value={language}
          options={(['de', 'en'] as const).map((value) => ({ value, title: text.languages[value] }))}
          onChange={(value) => onChange({ language: value === 'en' ? 'en' : 'de' })}
        />
      )}
    </>
  );
}
