import { useState } from 'react';
import { post } from '../../api/client.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { Dialog } from '../../parts/dialog.js';
import { TextField } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { messageTexts } from './texts.js';

/** A rejected message once more, because the connector or a setting has changed. */
export function RerunButton({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const text = useTexts(messageTexts);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const rerun = async (): Promise<void> => {
    setTried(true);
    if (reason.trim() === '') return;
    try {
      await post(`/v1/messages/${encodeURIComponent(id)}/rerun`, { reason: reason.trim() });
      setOpen(false);
      say(text.rerunDone);
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{text.rerun}</Button>
      <Dialog
        title={text.rerunTitle}
        isOpen={open}
        onClose={() => setOpen(false)}
        actions={
          <Button look="primary" onPress={() => void rerun()}>
            {text.rerun}
          </Button>
        }
      >
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <p>{text.rerunText}</p>
        <TextField
          label={text.reason}
          required
          error={tried && reason.trim() === '' ? text.reasonMissing : undefined}
          value={reason}
          onChange={setReason}
        />
      </Dialog>
    </>
  );
}
