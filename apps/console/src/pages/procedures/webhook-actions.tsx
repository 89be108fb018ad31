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
import { useSaving } from '../../parts/use-saving.js';
import { webhookTexts } from './webhook-texts.js';

interface WebhookActionsProps {
  readonly path: string;
  readonly webhook: Webhook;
  /** @param secret that was made */
  readonly onChanged: (secret?: string) => void;
  readonly onRetired: () => void;
  readonly onRemoved: () => void;
}

/** A test, another secret, and the end of it. */
export function WebhookActions({ path, webhook, onChanged, onRetired, onRemoved }: WebhookActionsProps) {
  const text = useTexts(webhookTexts);
  const [test, setTest] = useState<WebhookTest>();
  const [testing, setTesting] = useState(false);
  const [asked, setAsked] = useState<'retire' | 'remove'>();
  const { problem, run } = useSaving();
  const trying = useSaving();
  const isRotating = webhook.secrets > 1;
  const send = async (): Promise<void> => {
    if (testing) return;
    setTesting(true);
    setTest(undefined);
    await trying.run(async () => setTest(await post<WebhookTest>(`${path}/test`)));
    setTesting(false);
  };
  const rotate = (): void => void run(async () => onChanged((await post<{ secret: string }>(`${path}/rotate`)).secret));
  const dialog = { path, onClose: () => setAsked(undefined) };
  return (
    <>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {trying.problem !== undefined && <ProblemNotice problem={trying.problem} />}
      {test !== undefined && <TestResult test={test} />}
      <p className="tab-actions">
        <Button onPress={() => void send()}>{testing ? text.testing : text.test}</Button>
        <Button onPress={isRotating ? () => setAsked('retire') : rotate}>
          {isRotating ? text.retire : text.rotate}
        </Button>
        <Button onPress={() => setAsked('remove')}>{text.remove}</Button>
      </p>
      <p className="faint">{isRotating ? text.retireHelp : text.rotateHelp}</p>
      {asked === 'retire' && <RetireSecret {...dialog} onEnded={onRetired} />}
      {asked === 'remove' && <RemoveWebhook {...dialog} onEnded={onRemoved} pending={webhook.pending} />}
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

interface EndDialogProps {
  readonly path: string;
  readonly onEnded: () => void;
  readonly onClose: () => void;
}

function RetireSecret({ path, onClose, onEnded }: EndDialogProps) {
  const text = useTexts(webhookTexts);
  const { problem, run } = useSaving();
  const retire = (): void =>
    void run(async () => {
      await post(`${path}/retire`);
      onClose();
      onEnded();
    }, text.retired);
  const action = (
    <Button look="danger" onPress={retire}>
      {text.retireNow}
    </Button>
  );
  return (
    <Dialog title={text.retireTitle} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.retireText}</p>
    </Dialog>
  );
}

function RemoveWebhook({ path, pending, onClose, onEnded }: EndDialogProps & { readonly pending: number }) {
  const text = useTexts(webhookTexts);
  const { number } = useFormats();
  const { problem, run } = useSaving();
  const removeNow = (): void =>
    void run(async () => {
      const { stopped } = await remove<{ stopped: number }>(path);
      say(text.removed(number(stopped)));
      onClose();
      onEnded();
    });
  const action = (
    <Button look="danger" onPress={removeNow}>
      {text.removeNow}
    </Button>
  );
  return (
    <Dialog title={text.removeTitle} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.removeText(number(pending))}</p>
    </Dialog>
  );
}
