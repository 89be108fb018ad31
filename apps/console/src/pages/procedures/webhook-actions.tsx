import { useState } from 'react';
import { post, remove } from '../../api/client.js';
import type { Webhook, WebhookTest } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { useSaving } from './use-saving.js';
import { webhookTexts } from './webhook-texts.js';

interface WebhookActionsProps {
  readonly path: string;
  readonly webhook: Webhook;
  readonly onChanged: (secret?: string) => void;
}

/** A test, another secret, and the end of it. */
export function WebhookActions({ path, webhook, onChanged }: WebhookActionsProps) {
  const text = useTexts(webhookTexts);
  const [test, setTest] = useState<WebhookTest>();
  const [testing, setTesting] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { problem, run } = useSaving();
  const isRotating = webhook.secrets > 1;
  const send = async (): Promise<void> => {
    setTesting(true);
    setTest(undefined);
    await run(async () => setTest(await post<WebhookTest>(`${path}/test`)));
    setTesting(false);
  };
  const rotate = (): void => void run(async () => onChanged((await post<{ secret: string }>(`${path}/rotate`)).secret));
  const retire = (): void =>
    void run(async () => {
      await post(`${path}/retire`);
      onChanged();
    }, text.retired);
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {test !== undefined && <TestResult test={test} />}
      <p className="tab-actions">
        <Button isDisabled={testing} onPress={() => void send()}>
          {testing ? text.testing : text.test}
        </Button>
        <Button onPress={isRotating ? retire : rotate}>{isRotating ? text.retire : text.rotate}</Button>
        <Button onPress={() => setRemoving(true)}>{text.remove}</Button>
      </p>
      <p className="faint">{isRotating ? text.retireHelp : text.rotateHelp}</p>
      {removing && (
        <RemoveWebhook path={path} webhook={webhook} onClose={() => setRemoving(false)} onChanged={onChanged} />
      )}
    </>
  );
}

function TestResult({ test: { delivered, status, durationMs, error } }: { readonly test: WebhookTest }) {
  const text = useTexts(webhookTexts);
  const language = useLanguage();
  const { duration } = useFormats();
  const took = duration(durationMs);
  if (delivered) return <Notice tone="good" title={text.delivered(status ?? 0, took)} assertive />;
  return (
    <Notice tone="bad" title={text.notDelivered(took)} assertive>
      <p>{error?.sentence[language]}</p>
      <p className="faint">{text.testFrom}</p>
    </Notice>
  );
}

function RemoveWebhook({ path, webhook, onClose, onChanged }: WebhookActionsProps & { readonly onClose: () => void }) {
  const text = useTexts(webhookTexts);
  const { number } = useFormats();
  const { problem, run } = useSaving();
  const removeNow = (): void =>
    void run(async () => {
      const { stopped } = await remove<{ stopped: number }>(path);
      say(text.removed(number(stopped)));
      onClose();
      onChanged();
    });
  const action = (
    <Button look="danger" onPress={removeNow}>
      {text.removeNow}
    </Button>
  );
  return (
    <Dialog title={text.removeTitle} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.removeText(number(webhook.pending))}</p>
    </Dialog>
  );
}
