import { useState, type FormEvent } from 'react';
import { post } from '../../api/client.js';
import type { Webhook } from '../../api/contract.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Badge } from '../../parts/badge.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/empty.js';
import { Facts } from '../../parts/facts.js';
import { CheckField, TextField } from '../../parts/fields.js';
import { LinkButton } from '../../parts/link-button.js';
import { Moment, useNow } from '../../parts/moment.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { words } from '../../parts/texts.js';
import { useSaving } from '../../parts/use-saving.js';
import { withQuery } from '../../routing/location.js';
import type { TabProps } from './procedure-page.js';
import { useFormKey } from './use-form-key.js';
import { WebhookActions } from './webhook-actions.js';
import { webhookTexts } from './webhook-texts.js';

/** Where ways other than a webhook are shown. */
const DOORS = { soap: 'soap', xta: 'xta-client' } as const;

/** Where receipts are sent to, whether that works, and what they are signed with. */
export function WebhookTab({ procedure: { name, webhook, receiptsBy }, onChanged }: TabProps) {
  const text = useTexts(webhookTexts);
  const mayAdminister = useMay('procedure.administer');
  const [secret, setSecret] = useState<string>();
  const path = `/v1/procedures/${encodeURIComponent(name)}/webhook`;
  const changed = (made?: string): void => {
    if (made !== undefined) setSecret(made);
    onChanged();
  };
  const otherWay = receiptsBy === 'webhook' ? undefined : receiptsBy;
  const form = useFormKey(webhook?.url ?? '', onChanged);
  const ended = (reload: () => void) => (): void => {
    setSecret(undefined);
    reload();
  };
  return (
    <>
      <p className="faint">{text.lead}</p>
      {secret !== undefined && <ShownOnce title={text.secret} secret={secret} />}
      {webhook !== null ? (
        <WebhookFacts webhook={webhook} />
      ) : otherWay !== undefined ? (
        <Empty title={text.otherWay[otherWay]}>{text.otherWayHelp}</Empty>
      ) : (
        <Empty title={text.none}>{mayAdminister ? text.noneHelp : text.noneReader}</Empty>
      )}
      <p className="tab-actions">
        <LinkButton to={withQuery('/receipts', { procedure: name })}>{text.log}</LinkButton>
        {otherWay !== undefined && <LinkButton to={`/doors/${DOORS[otherWay]}`}>{text.door}</LinkButton>}
      </p>
      {mayAdminister && webhook !== null && (
        <WebhookActions
          path={path}
          webhook={webhook}
          onChanged={changed}
          onRetired={ended(onChanged)}
          onRemoved={ended(form.beginAgain)}
        />
      )}
      {mayAdminister && otherWay === undefined && (
        <AddressForm key={form.key} path={path} webhook={webhook} onChanged={changed} />
      )}
    </>
  );
}

function WebhookFacts({ webhook }: { readonly webhook: Webhook }) {
  const text = useTexts(webhookTexts);
  const { number } = useFormats();
  const now = useNow();
  const { url, active, restUntil, pending, stopped, failures, secrets } = webhook;
  const rests = active && restUntil !== undefined && Date.parse(restUntil) > now;
  const [tone, state] = rests
    ? (['warning', text.rests] as const)
    : active
      ? (['good', text.on] as const)
      : (['neutral', text.off] as const);
  return (
    <Facts
      facts={[
        { name: text.url, value: url },
        { name: text.state, value: <Badge tone={tone}>{state}</Badge> },
        rests && { name: text.until, value: <Moment iso={restUntil} /> },
        { name: text.pending, value: number(pending) },
        { name: text.stopped, value: number(stopped) },
        { name: text.failures, value: number(failures) },
        { name: text.secrets, value: number(secrets) },
      ]}
    />
  );
}

interface AddressFormProps {
  readonly path: string;
  readonly webhook: Webhook | null;
  readonly onChanged: (secret?: string) => void;
}

function AddressForm({ path, webhook, onChanged }: AddressFormProps) {
  const text = useTexts(webhookTexts);
  const word = useTexts(words);
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [active, setActive] = useState(webhook?.active ?? true);
  const [tried, setTried] = useState(false);
  const { problem, run } = useSaving();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (url.trim() === '') return;
    void run(async () => {
      const { secret } = await post<{ secret?: string }>(path, { url: url.trim(), active });
      onChanged(secret);
    }, text.saved);
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <TextField
        label={text.url}
        hint={text.urlHint}
        error={tried && url.trim() === '' ? text.urlMissing : undefined}
        type="url"
        spellCheck={false}
        required
        value={url}
        onChange={setUrl}
      />
      <CheckField label={`${text.active}. ${text.activeHelp}`} checked={active} onChange={setActive} />
      <Button type="submit" look="primary">
        {webhook === null ? text.set : word.save}
      </Button>
    </form>
  );
}
