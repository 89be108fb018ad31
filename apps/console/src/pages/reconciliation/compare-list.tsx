import { useRef, useState, type FormEvent } from 'react';
import { postText } from '../../api/client.js';
import type { Books, ListComparison } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { SelectField, TextArea } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { words } from '../../parts/texts.js';
import { withQuery } from '../../routing/location.js';
import { CompareResult, Outcome } from './compare-result.js';
import { dayBounds } from './day-bounds.js';
import { reconciliationTexts } from './texts.js';

/** So many keys of each kind are named; there are buttons to save them. */
const LIMIT = 10_000;

interface CompareListProps {
  readonly day: string;
  readonly timeZone: string;
  readonly procedure: string;
  readonly books: readonly Books[];
}

/** What a sender says it has sent, held against what the hub has. */
export function CompareList({ day, timeZone, procedure, books }: CompareListProps) {
  const text = useTexts(reconciliationTexts);
  const word = useTexts(words);
  const { number } = useFormats();
  const [chosen, setChosen] = useState(procedure || (books[0]?.procedure ?? ''));
  const [list, setList] = useState('');
  const [file, setFile] = useState<File>();
  const { running, problem, comparison, start, stop } = useComparison();
  const lines = list.split('\n').filter((line) => line.trim() !== '').length;
  const empty = file === undefined && lines === 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!empty) void start(chosen, dayBounds(day, timeZone), file ?? list);
  };
  return (
    <section aria-labelledby="compare-list">
      <h2 id="compare-list">{text.compare}</h2>
      <p>{text.compareLead}</p>
      <form className="form" onSubmit={submit}>
        <SelectField
          label={word.procedure}
          value={chosen}
          options={books.map(({ procedure: name }) => ({ value: name, title: name }))}
          onChange={setChosen}
        />
        <FileOfKeys onFile={setFile} />
        <TextArea
          label={text.list}
          hint={file === undefined ? text.listHint(number(lines)) : text.fileChosen(file.name)}
          disabled={file !== undefined}
          rows={6}
          spellCheck={false}
          value={list}
          onChange={setList}
        />
        <div className="form-actions">
          <Button type="submit" look="primary" isDisabled={running || empty}>
            {text.start}
          </Button>
          {running && <Button onPress={stop}>{text.stop}</Button>}
        </div>
      </form>
      <div role="status">
        {running && <p>{text.comparing}</p>}
        {comparison !== undefined && <Outcome comparison={comparison} />}
      </div>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {comparison !== undefined && <CompareResult comparison={comparison} />}
    </section>
  );
}

function FileOfKeys({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const text = useTexts(reconciliationTexts);
  return (
    <div className="field">
      <label htmlFor="keys-file">{text.file}</label>
      <input
        id="keys-file"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
    </div>
  );
}

function useComparison() {
  const aborting = useRef<AbortController>(undefined);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [comparison, setComparison] = useState<ListComparison>();
  const start = async (procedure: string, range: Range, list: File | string): Promise<void> => {
    aborting.current?.abort();
    const { signal } = (aborting.current = new AbortController());
    setProblem(undefined);
    setComparison(undefined);
    setRunning(true);
    const path = `/v1/procedures/${encodeURIComponent(procedure)}/reconciliation/compare`;
    // What is pasted may come from a spreadsheet; the hub takes the first column of it.
    const isCsv = typeof list === 'string' || /\.csv$/i.test(list.name);
    try {
      const asked = withQuery(path, { ...range, limit: String(LIMIT) });
      setComparison(await postText<ListComparison>(asked, list, isCsv ? 'text/csv' : 'text/plain', signal));
    } catch (error) {
      if (!signal.aborted) setProblem(asProblem(error));
    }
    if (!signal.aborted) setRunning(false);
  };
  const stop = (): void => {
    aborting.current?.abort();
    setRunning(false);
  };
  return { running, problem, comparison, start, stop };
}

interface Range {
  readonly from: string;
  readonly to: string;
}
