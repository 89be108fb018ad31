import { useState } from 'react';
import { post, remove } from '../../api/client.js';
import type { ProcedureKey } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { SelectField, TextField } from '../../parts/fields.js';
import { FormDialog } from '../../parts/form-dialog.js';
import { InstantField } from '../../parts/instant-field.js';
import { useNow } from '../../parts/moment.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { useSaving } from '../../parts/use-saving.js';
import { keyTexts } from './key-texts.js';
import type { MadeKey } from './keys-tab.js';

const DAY_SECONDS = 86_400;
const OVERLAP_DAYS = [0, 1, 7, 30, 90] as const;

interface KeyDialogProps {
  /** Of the keys of the procedure. */
  readonly path: string;
  readonly onClose: () => void;
  readonly onDone: (made?: MadeKey) => void;
}

interface CreatedKey {
  readonly key: ProcedureKey;
  readonly secret: string;
}

interface Draft {
  readonly label: string;
  readonly expiresAt: string;
}

export function CreateKey({ path, onClose, onDone }: KeyDialogProps) {
  const text = useTexts(keyTexts);
  const year = new Date(useNow()).getFullYear();
  return (
    <KeyForm
      title={text.createTitle}
      yes={text.createNow}
      label={String(year)}
      onClose={onClose}
      onSubmit={async (draft) => {
        const { key, secret } = await post<CreatedKey>(path, draft);
        onDone({ id: key.id, label: key.label, secret });
      }}
    />
  );
}

/** A new key in place of an old one, which ends later, or now. */
export function RotateKey({ path, old, onClose, onDone }: KeyDialogProps & { readonly old: ProcedureKey }) {
  const text = useTexts(keyTexts);
  const [days, setDays] = useState<(typeof OVERLAP_DAYS)[number]>(7);
  return (
    <KeyForm
      title={text.rotateOf(old.label)}
      yes={text.rotateNow}
      label={old.label}
      onClose={onClose}
      onSubmit={async (draft) => {
        const body = { ...draft, overlapSeconds: days * DAY_SECONDS };
        const { key, secret } = await post<CreatedKey>(`${path}/${old.id}/rotate`, body);
        onDone({ id: key.id, label: key.label, secret });
      }}
    >
      <p>{days === 0 ? text.atOnceText : text.rotateText}</p>
      <SelectField
        label={text.overlap}
        value={String(days)}
        options={OVERLAP_DAYS.map((each) => ({ value: String(each), title: text.overlaps[each] }))}
        onChange={(value) => setDays(OVERLAP_DAYS.find((each) => String(each) === value)!)}
      />
    </KeyForm>
  );
}

interface KeyFormProps {
  readonly title: string;
  readonly yes: string;
  /** To begin with. */
  readonly label: string;
  readonly onClose: () => void;
  readonly onSubmit: (draft: { readonly label: string; readonly expiresAt?: string }) => Promise<void>;
  readonly children?: React.ReactNode;
}

function KeyForm({ title, yes, label, onClose, onSubmit, children }: KeyFormProps) {
  const text = useTexts(keyTexts);
  const now = useNow();
  const [draft, setDraft] = useState<Draft>({ label, expiresAt: '' });
  const [tried, setTried] = useState(false);
  const { problem, run } = useSaving();
  const noLabel = draft.label.trim() === '';
  const isPast = draft.expiresAt !== '' && Date.parse(draft.expiresAt) <= now;
  const submit = (): void => {
    setTried(true);
    if (noLabel || isPast) return;
    const { expiresAt } = draft;
    void run(() => onSubmit({ label: draft.label.trim(), ...(expiresAt === '' ? {} : { expiresAt }) }));
  };
  return (
    <FormDialog title={title} yes={yes} onClose={onClose} onSubmit={submit}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {children}
      <TextField
        label={text.label}
        hint={text.labelHint}
        error={tried && noLabel ? text.labelMissing : undefined}
        autoComplete="off"
        required
        value={draft.label}
        onChange={(given) => setDraft({ ...draft, label: given })}
      />
      <InstantField
        label={text.expires}
        error={tried && isPast ? text.inThePast : undefined}
        value={draft.expiresAt}
        onChange={(expiresAt) => setDraft({ ...draft, expiresAt })}
      />
    </FormDialog>
  );
}

interface RevokeKeyProps extends KeyDialogProps {
  readonly old: ProcedureKey;
  readonly validKeys: number;
}

export function RevokeKey({ path, old, validKeys, onClose, onDone }: RevokeKeyProps) {
  const text = useTexts(keyTexts);
  const { number, duration } = useFormats();
  const now = useNow();
  const { problem, run } = useSaving();
  const revoke = (): void =>
    void run(async () => {
      await remove(`${path}/${old.id}`);
      say(text.revokedNow(old.label));
      onDone();
    });
  const action = (
    <Button look="danger" onPress={revoke}>
      {text.revokeNow}
    </Button>
  );
  const { lastUsedAt } = old;
  const used =
    lastUsedAt === undefined
      ? text.revokeUnused
      : text.revokeUsed(duration(Math.max(60_000, now - Date.parse(lastUsedAt))));
  return (
    <Dialog title={text.revokeOf(old.label)} isOpen onClose={onClose} actions={action}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.revokeText}</p>
      <p>{used}</p>
      <p>{validKeys > 1 ? text.othersLeft(number(validKeys - 1)) : text.noneLeft}</p>
    </Dialog>
  );
}
