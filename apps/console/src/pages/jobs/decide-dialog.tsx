import { useEffect, useId, useState, type FormEvent } from 'react';
import { post } from '../../api/client.js';
import type { Job, JobAction, JobPreview, Selection } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { TextArea, TextField } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { navigate } from '../../routing/location.js';
import { decideTexts } from './decide-texts.js';
import { PreviewText } from './preview-text.js';

interface DecideDialogProps {
  readonly action: JobAction;
  readonly selection: Selection;
  readonly onClose: () => void;
}

/** Says in numbers what will happen, asks for the reason, and makes the job. */
export function DecideDialog({ action, selection, onClose }: DecideDialogProps) {
  const text = useTexts(decideTexts);
  const { number } = useFormats();
  const form = useId();
  const { preview, problem, setProblem } = usePreview(action, selection);
  const [reason, setReason] = useState('');
  const [rate, setRate] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const reasonMissing = action !== 'release' && reason.trim() === '';
  const rateWrong = rate !== '' && !/^[1-9]\d{0,6}$/.test(rate);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (busy || reasonMissing || rateWrong) return;
    setBusy(true);
    try {
      const given = { ...(reason.trim() && { reason: reason.trim() }), ...(rate && { ratePerMinute: Number(rate) }) };
      const job = await post<Job>('/v1/jobs', { action, selection, ...given });
      say(text.started);
      navigate(`/jobs/${job.id}`);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };

  const ready = preview !== undefined && preview.total > 0;
  return (
    <Dialog
      title={text.title[action]}
      isOpen
      onClose={onClose}
      actions={
        ready && (
          <Button type="submit" form={form} look={action === 'release' ? 'primary' : 'danger'}>
            {text.confirm[action](number(preview.total))}
          </Button>
        )
      }
    >
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {preview === undefined && problem === undefined && <p role="status">{text.counting}</p>}
      {preview?.total === 0 && <p role="status">{text.nothing}</p>}
      {ready && (
        <form id={form} className="form" noValidate onSubmit={(event) => void submit(event)}>
          <PreviewText action={action} preview={preview} />
          <TextArea
            label={text.reason}
            hint={text.reasonHint[action]}
            error={tried && reasonMissing ? text.reasonMissing : undefined}
            required={action !== 'release'}
            maxLength={1_000}
            value={reason}
            onChange={(value) => setReason(value.replaceAll('\n', ' '))}
          />
          {action === 'release' && (
            <TextField
              label={text.rate}
              hint={text.rateHint}
              error={tried && rateWrong ? text.rateWrong : undefined}
              inputMode="numeric"
              value={rate}
              onChange={setRate}
            />
          )}
        </form>
      )}
    </Dialog>
  );
}

function usePreview(action: JobAction, selection: Selection) {
  const [preview, setPreview] = useState<JobPreview>();
  const [problem, setProblem] = useState<Problem>();
  // The selection is a new object with each rendering of the page behind.
  const asked = JSON.stringify({ action, selection });
  useEffect(() => {
    let current = true;
    post<JobPreview>('/v1/jobs/preview', JSON.parse(asked)).then(
      (answer) => current && setPreview(answer),
      (error: unknown) => current && setProblem(asProblem(error)),
    );
    return () => {
      current = false;
    };
  }, [asked]);
  return { preview, problem, setProblem };
}
