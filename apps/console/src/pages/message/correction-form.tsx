import { useDeferredValue, useMemo, useState, type FormEvent } from 'react';
import { post } from '../../api/client.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { TextArea } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { words } from '../../parts/texts.js';
import { DiffView } from './diff-view.js';
import { linesOf, looksOf, payloadOf, type Payload } from './payload-lines.js';
import { usePayload } from './use-payload.js';
import { messageTexts } from './texts.js';

interface CorrectionFormProps {
  readonly id: string;
  readonly onProposed: () => void;
  readonly onCancel: () => void;
}

/** Begins with what was sent, once it is here. */
export function CorrectionForm(props: CorrectionFormProps) {
  const word = useTexts(words);
  const { payload, problem } = usePayload(`/v1/messages/${encodeURIComponent(props.id)}/payload`);
  if (problem !== undefined) return <ProblemNotice problem={problem} />;
  if (payload === undefined) return <p role="status">{word.loading}</p>;
  return <Editor {...props} original={payload} />;
}

function Editor({ id, original, onProposed, onCancel }: CorrectionFormProps & { readonly original: Payload }) {
  const text = useTexts(messageTexts);
  const word = useTexts(words);
  const [body, setBody] = useState(original.text ?? '');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const look = looksOf(original)[0]!;
  const before = useMemo(() => linesOf(original, look), [original, look]);
  // Typing does not wait for the comparison.
  const compared = useDeferredValue(body);
  const after = useMemo(() => {
    const corrected = payloadOf(new TextEncoder().encode(compared));
    return linesOf(corrected, corrected.syntax === original.syntax ? look : 'raw');
  }, [compared, original, look]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '' || body === original.text) return;
    try {
      await post(`/v1/messages/${encodeURIComponent(id)}/corrections`, { body, reason: reason.trim() });
      say(text.proposed);
      onProposed();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <form className="form form-wide" onSubmit={(event) => void submit(event)}>
      <p>{text.correctLead}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <TextArea
        label={text.correctedBody}
        className="input mono"
        rows={16}
        spellCheck={false}
        error={tried && body === original.text ? text.same : undefined}
        value={body}
        onChange={setBody}
      />
      <h3>{text.diff}</h3>
      <DiffView before={before} after={after} />
      <TextArea
        label={text.reason}
        rows={2}
        required
        error={tried && reason.trim() === '' ? text.reasonMissing : undefined}
        value={reason}
        onChange={setReason}
      />
      <div className="form-actions">
        <Button type="submit" look="primary">
          {text.propose}
        </Button>
        <Button onPress={onCancel}>{word.cancel}</Button>
      </div>
    </form>
  );
}
