import { useState } from 'react';
import { post } from '../../api/client.js';
import type { Keys } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { CopyButton } from '../../parts/copy-button.js';
import { DataTable, type Column } from '../../parts/data-table.js';
import { Dialog } from '../../parts/dialog.js';
import { Empty } from '../../parts/empty.js';
import { Moment } from '../../parts/moment.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { keysTexts } from './texts.js';

type Secret = Keys['webhooks'][number];
type Act = 'rotate' | 'retire';

interface WebhookSecretsProps {
  readonly secrets: readonly Secret[];
  readonly onChanged: () => void;
}

/** Secrets of the tenant's webhooks: a second one is made, and the old one ended, when the receiver knows the new one. */
export function WebhookSecrets({ secrets, onChanged }: WebhookSecretsProps) {
  const text = useTexts(keysTexts);
  const { number } = useFormats();
  const [asked, setAsked] = useState<{ readonly act: Act; readonly procedure: string }>();
  const [made, setMade] = useState<string>();
  const columns: readonly Column<Secret>[] = [
    { id: 'procedure', title: text.procedure, rowHeader: true, cell: ({ procedure }) => procedure },
    { id: 'generation', title: text.generation, kind: 'number', cell: ({ generation }) => number(generation) },
    { id: 'created', title: text.created, kind: 'tight', cell: ({ createdAt }) => <Moment iso={createdAt} whole /> },
    {
      id: 'act',
      title: text.act,
      kind: 'grow',
      cell: ({ procedure, generation }) => {
        const own = secrets.filter((secret) => secret.procedure === procedure);
        if (generation !== own[0]!.generation) return null;
        const act = own.length === 1 ? 'rotate' : 'retire';
        return (
          <Button small onPress={() => setAsked({ act, procedure })}>
            {act === 'rotate' ? text.newSecret(procedure) : text.retire(procedure)}
          </Button>
        );
      },
    },
  ];
  const done = (secret: string | undefined): void => {
    setAsked(undefined);
    setMade(secret);
    if (secret === undefined) say(text.retired);
    onChanged();
  };
  return (
    <section aria-labelledby="keys-webhooks">
      <h2 id="keys-webhooks">{text.webhooks}</h2>
      {made !== undefined && (
        <Notice tone="info" title={text.secretOnce} assertive>
          <span className="mono secret">{made}</span> <CopyButton text={made} what={text.webhooks} />
        </Notice>
      )}
      {secrets.length === 0 ? (
        <Empty title={text.noWebhooks}>{text.noWebhooksHelp}</Empty>
      ) : (
        <DataTable
          caption={text.webhooksCaption}
          columns={columns}
          rows={secrets}
          rowKey={({ procedure, generation }) => `${procedure} ${generation}`}
        />
      )}
      {asked !== undefined && <SecretDialog {...asked} onClose={() => setAsked(undefined)} onDone={done} />}
    </section>
  );
}

interface SecretDialogProps {
  readonly act: Act;
  readonly procedure: string;
  readonly onClose: () => void;
  readonly onDone: (secret: string | undefined) => void;
}

function SecretDialog({ act, procedure, onClose, onDone }: SecretDialogProps) {
  const text = useTexts(keysTexts);
  const [problem, setProblem] = useState<Problem>();
  const isNew = act === 'rotate';
  const go = async (): Promise<void> => {
    try {
      const path = `/v1/procedures/${encodeURIComponent(procedure)}/webhook/${act}`;
      onDone((await post<{ secret?: string }>(path)).secret);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      title={isNew ? text.newSecretTitle(procedure) : text.retireTitle(procedure)}
      isOpen
      onClose={onClose}
      actions={
        <Button look={isNew ? 'primary' : 'danger'} onPress={() => void go()}>
          {isNew ? text.newSecretNow : text.retireNow}
        </Button>
      }
    >
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{isNew ? text.newSecretText : text.retireText}</p>
    </Dialog>
  );
}
