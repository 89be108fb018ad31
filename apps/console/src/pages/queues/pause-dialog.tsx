import { useState } from 'react';
import { post } from '../../api/client.js';
import type { ProcedureOverview } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { TextField } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { queuesTexts } from './texts.js';

interface PauseDialogProps {
  readonly procedure: ProcedureOverview;
  readonly onClose: () => void;
  readonly onPaused: () => void;
}

export function PauseDialog({ procedure: { name, backlog }, onClose, onPaused }: PauseDialogProps) {
  const text = useTexts(queuesTexts);
  const { number } = useFormats();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const pause = async (): Promise<void> => {
    setTried(true);
    if (reason.trim() === '') return;
    try {
      await post(`/v1/procedures/${encodeURIComponent(name)}/pause`, { reason: reason.trim() });
      onPaused();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <Dialog
      title={text.pauseTitle(name)}
      isOpen
      onClose={onClose}
      actions={
        <Button look="danger" onPress={() => void pause()}>
          {text.pauseNow}
        </Button>
      }
    >
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <p>{text.pauseText(backlog === null ? text.unknown : number(backlog.ready + backlog.delayed))}</p>
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
