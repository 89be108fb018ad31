import type { SampleRun } from '../../api/contract.js';
import { useFormats } from '../../language/formats.js';
import { useLanguage, useTexts } from '../../language/language.js';
import { Notice } from '../../parts/notice.js';
import { TextLines } from '../../parts/text-lines.js';
import { wordFor, words } from '../../parts/texts.js';
import { Added } from '../message/dry-run.js';
import { recordsOf, type ShownRecord } from './records-of.js';
import { sampleTexts } from './sample-texts.js';

/** What would become of the sample: why it would be refused, or what the archive would look like. */
export function SampleResult({ run }: { readonly run: SampleRun }) {
  const text = useTexts(sampleTexts);
  const { number } = useFormats();
  const { result, adds, key, commands } = run;
  return (
    <>
      <Notice
        tone={result === 'filed' ? 'good' : 'bad'}
        title={result === 'filed' ? text.filed : text.refused}
        assertive
      >
        <Reasons run={run} />
        {result === 'filed' && (adds === undefined ? <p>{text.unplanned}</p> : <Added adds={adds} />)}
        {key !== undefined && (
          <p>
            {text.key}: <code>{key}</code>
          </p>
        )}
      </Notice>
      {commands !== undefined && (
        <>
          <h3>{text.archive}</h3>
          <Records records={recordsOf(commands)} />
          <details>
            <summary>{text.commands(number(commands.length))}</summary>
            <TextLines label={text.commandsLabel} text={JSON.stringify(commands, null, 2)} />
          </details>
        </>
      )}
    </>
  );
}

function Reasons({ run: { error, problems = [] } }: { readonly run: SampleRun }) {
  const text = useTexts(sampleTexts);
  const word = useTexts(words);
  const language = useLanguage();
  // What is wrong with the settings is said of each of them.
  const said = problems.length > 0 && error?.code === 'settings.invalid' ? undefined : error;
  return (
    <>
      {said !== undefined && (
        <>
          <p>{said.sentence[language]}</p>
          {said.path !== undefined && (
            <p>
              <code>{text.where(said.path)}</code>
            </p>
          )}
          <p className="faint">{text.stage(wordFor(word.stages, said.stage))}</p>
        </>
      )}
      {problems.length > 0 && (
        <>
          <p>{text.missing}</p>
          <ul>
            {problems.map(({ path, sentence }) => (
              <li key={path + sentence.en}>
                <code>{path}</code> {sentence[language]}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Records({ records }: { readonly records: readonly ShownRecord[] }) {
  const text = useTexts(sampleTexts);
  return (
    <ul className="records">
      {records.map(({ kind, key, subject, facts, within }) => (
        <li key={`${kind} ${key}`}>
          <span className="faint">{text.kinds[kind]}</span> <strong>{subject ?? text.there(key)}</strong>
          {Object.entries(facts).map(([name, value]) => (
            <span key={name} className="record-fact">
              {wordFor(text.facts, name)}: {value}
            </span>
          ))}
          {within.length > 0 && <Records records={within} />}
        </li>
      ))}
    </ul>
  );
}
