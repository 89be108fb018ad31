import { useState, type FormEvent } from 'react';
import { post } from '../../api/client.js';
import type { Note } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useMay } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { TextArea } from '../../parts/fields.js';
import { Moment } from '../../parts/moment.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { say } from '../../parts/say.js';
import { parkedTexts } from './texts.js';

interface CauseNotesProps {
  readonly cause: string;
  readonly notes: readonly Note[];
  readonly onAdded: () => void;
}

/** What colleagues wrote about a cause. It stays when the messages are gone. */
export function CauseNotes({ cause, notes, onAdded }: CauseNotesProps) {
  const text = useTexts(parkedTexts);
  const mayDecide = useMay('message.decide');
  return (
    <section aria-labelledby="cause-notes">
      <h2 id="cause-notes">{text.notes}</h2>
      {notes.length === 0 ? (
        <p className="faint">{text.noNotes}</p>
      ) : (
        <ul className="notes">
          {notes.map(({ at, by, text: written }) => (
            <li key={`${at} ${by}`}>
              <p className="note-text">{written}</p>
              <p className="faint">
                {by}, <Moment iso={at} whole />
              </p>
            </li>
          ))}
        </ul>
      )}
      {mayDecide && <NoteForm cause={cause} onAdded={onAdded} />}
    </section>
  );
}

function NoteForm({ cause, onAdded }: { readonly cause: string; readonly onAdded: () => void }) {
  const text = useTexts(parkedTexts);
  const [written, setWritten] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (written.trim() === '') return;
    try {
      await post(`/v1/causes/${encodeURIComponent(cause)}/notes`, { text: written.trim() });
      setWritten('');
      setProblem(undefined);
      say(text.noted);
      onAdded();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <TextArea label={text.note} hint={text.noteHint} maxLength={2_000} value={written} onChange={setWritten} />
      <Button type="submit">{text.addNote}</Button>
    </form>
  );
}
