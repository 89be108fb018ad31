import { useRef, useState, type FormEvent } from 'react';
import type { Books } from '../../api/contract.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { useFormats } from '../../language/formats.js';
import { useTexts } from '../../language/language.js';
import { Button } from '../../parts/button.js';
import { SelectField, TextArea } from '../../parts/fields.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { words } from '../../parts/texts.js';
import { CompareResult, type Differences } from './compare-result.js';
import { dayBounds } from './day-bounds.js';
import { compare, keysIn } from './keys.js';
import { findElsewhere, readKeys } from './read-keys.js';
import { reconciliationTexts } from './texts.js';

/** So many missing keys are looked for on other days; a list of another procedure must not become as many requests. */
const LOOK_MAX = 200;

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
  const { progress, problem, differences, start, stop } = useComparison();
  const keys = keysIn(list);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (keys.length > 0) void start({ procedure: chosen, ...dayBounds(day, timeZone) }, keys);
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
        <FileOfKeys onText={setList} />
        <TextArea
          label={text.list}
          hint={text.listHint(number(keys.length))}
          rows={6}
          spellCheck={false}
          value={list}
          onChange={setList}
        />
        <div className="form-actions">
          <Button type="submit" look="primary" isDisabled={progress !== undefined || keys.length === 0}>
            {text.start}
          </Button>
          {progress !== undefined && <Button onPress={stop}>{text.stop}</Button>}
        </div>
      </form>
      <p role="status">{progress}</p>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      {differences !== undefined && <CompareResult differences={differences} />}
    </section>
  );
}

function FileOfKeys({ onText }: { readonly onText: (text: string) => void }) {
  const text = useTexts(reconciliationTexts);
  return (
    <div className="field">
      <label htmlFor="keys-file">{text.file}</label>
      <input
        id="keys-file"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        onChange={(event) => void event.target.files?.[0]?.text().then(onText)}
      />
    </div>
  );
}

function useComparison() {
  const text = useTexts(reconciliationTexts);
  const { number } = useFormats();
  const aborting = useRef<AbortController>(undefined);
  const [progress, setProgress] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const [differences, setDifferences] = useState<Differences>();
  const start = async (range: Parameters<typeof readKeys>[0], keys: readonly string[]): Promise<void> => {
    aborting.current?.abort();
    const { signal } = (aborting.current = new AbortController());
    setProblem(undefined);
    setDifferences(undefined);
    try {
      const hub = await readKeys(range, (count) => setProgress(text.reading(number(count))), signal);
      const compared = compare(keys, hub);
      const looked = compared.lacking.slice(0, LOOK_MAX);
      const onLooked = (done: number): void => setProgress(text.looking(number(done), number(looked.length)));
      const elsewhere = await findElsewhere(range.procedure, looked, onLooked, signal);
      setDifferences({
        ...compared,
        lacking: compared.lacking.filter((key) => !elsewhere.has(key)),
        elsewhere: [...elsewhere],
      });
    } catch (error) {
      if (!signal.aborted) setProblem(asProblem(error));
    }
    if (!signal.aborted) setProgress(undefined);
  };
  const stop = (): void => {
    aborting.current?.abort();
    setProgress(undefined);
  };
  return { progress, problem, differences, start, stop };
}
