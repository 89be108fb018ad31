import { useState } from 'react';
import { post } from '../../api/client.js';
import type { SampleField, SampleRun } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { TextArea } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { SampleResult } from './sample-result.js';
import { sampleTexts } from './sample-texts.js';
import type { ConnectorDraft } from './connector-fields.js';

interface SampleRunFormProps {
  /** As it would be sent. */
  readonly draft: ConnectorDraft;
  /** Left out for one that is not there yet. */
  readonly procedure: string | undefined;
  /** Nothing is read while a part of the settings is half typed. */
  readonly broken: boolean;
  readonly onFields: (fields: readonly SampleField[]) => void;
}

interface Tried {
  readonly run: SampleRun;
  /** What it was read with. */
  readonly draft: string;
}

/** A pasted message, and what would become of it with the settings of the form. */
export function SampleRunForm({ draft, procedure, broken, onFields }: SampleRunFormProps) {
  const text = useTexts(sampleTexts);
  const [message, setMessage] = useState('');
  const [tried, setTried] = useState<Tried>();
  const [problem, setProblem] = useState<Problem>();
  const [running, setRunning] = useState(false);
  const now = JSON.stringify(draft);
  const run = async (): Promise<void> => {
    setRunning(true);
    try {
      const { connector, ...setUp } = draft;
      const path = `/v1/connectors/${encodeURIComponent(connector)}/dry-run`;
      const found = await post<SampleRun>(path, {
        ...setUp,
        message,
        ...(procedure === undefined ? {} : { procedure }),
      });
      setTried({ run: found, draft: now });
      setProblem(undefined);
      onFields(found.fields);
    } catch (error) {
      setTried(undefined);
      setProblem(asProblem(error));
    }
    setRunning(false);
  };
  return (
    <details className="sample">
      <summary>{text.title}</summary>
      <TextArea
        label={text.sample}
        hint={text.lead}
        className="input mono"
        rows={10}
        spellCheck={false}
        value={message}
        onChange={setMessage}
      />
      <p>
        <Button isDisabled={running || broken || message.trim() === ''} onPress={() => void run()}>
          {tried === undefined ? text.run : text.again}
        </Button>
      </p>
      <p role="status">{running ? text.running : tried !== undefined && tried.draft !== now && text.stale}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {tried !== undefined && <SampleResult run={tried.run} />}
    </details>
  );
}
