import { useState } from 'react';
import { post } from '../../api/client.js';
import type { CaseFile } from '../../api/contract.js';
import { useResource } from '../../api/resource.js';
import { useMay } from '../../api/session.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { TextField } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useSaving } from '../../parts/use-saving.js';
import { withQuery } from '../../routing/location.js';
import { caseFileTexts } from './texts.js';

/** What stands in the way when a case file is closed. */
export const FILE_CLOSED = 'archive.file-closed';

interface CaseFileClosingProps {
  readonly reference: string;
  /** Looked up by its reference, when it is not known. */
  readonly id?: string;
  readonly onChanged?: () => void;
}

interface Hit {
  readonly type: string;
  readonly id: string;
  readonly reference: string;
}

/** Whether a case file is closed, and for those who may: closing it, or opening it again. */
export function CaseFileClosing({ reference, id, onChanged }: CaseFileClosingProps) {
  const text = useTexts(caseFileTexts);
  const { day } = useFormats();
  const mayClose = useMay('record.close');
  const looked = useResource<{ exact: readonly Hit[] }>(
    mayClose && id === undefined ? withQuery('/v1/search', { q: reference }) : undefined,
  );
  const hit = looked.data?.exact.find((each) => each.type === 'case-file' && each.reference === reference);
  const fileId = id ?? hit?.id;
  const found = useResource<CaseFile>(mayClose && fileId !== undefined ? `/v1/case-files/${fileId}` : undefined);
  const [open, setOpen] = useState(false);
  const problem = looked.problem ?? found.problem;
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  if (looked.data !== undefined && hit === undefined) return <p>{text.notFound(reference)}</p>;
  if (found.data === undefined) return null;
  const { closedOn } = found.data;
  const changed = (): void => {
    setOpen(false);
    found.reload();
    onChanged?.();
  };
  return (
    <p>
      {closedOn === null ? text.open(reference) : text.closed(reference, day(closedOn))}{' '}
      <Button small onPress={() => setOpen(true)}>
        {text.act[closedOn === null ? 'close' : 'reopen']}
      </Button>
      {open && (
        <ClosingDialog
          reference={reference}
          id={found.data.id}
          act={closedOn === null ? 'close' : 'reopen'}
          onClose={() => setOpen(false)}
          onDone={changed}
        />
      )}
    </p>
  );
}

interface ClosingDialogProps {
  readonly reference: string;
  readonly id: string;
  readonly act: 'close' | 'reopen';
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function ClosingDialog({ reference, id, act, onClose, onDone }: ClosingDialogProps) {
  const text = useTexts(caseFileTexts);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { problem, run } = useSaving();
  const go = (): void => {
    setTried(true);
    if (reason.trim() === '') return;
    void run(async () => {
      await post(`/v1/case-files/${id}/${act}`, { reason: reason.trim() });
      onDone();
    }, text.done[act](reference));
  };
  return (
    <Dialog
      title={text.title[act](reference)}
      isOpen
      onClose={onClose}
      actions={
        <Button look={act === 'close' ? 'danger' : 'primary'} onPress={go}>
          {text.now[act]}
        </Button>
      }
    >
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.text[act]}</p>
      <TextField
        label={text.reason}
        required
        error={tried && reason.trim() === '' ? text.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
